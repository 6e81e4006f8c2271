/** How `/admin/v1` speaks: the lists, errors and ids of `/v1`, in one version. */
import type { Door } from '#server/http/mount.ts'
import { Problem } from '#shared/problem.ts'

export const adminDoor: Door<null> = {
  version: () => null,
  has: () => true,
  notFound: () => new Problem('invalid_address', 'Invalid request URL.'),
  lift: (_version, _route, parts) => parts,
  // Whoever is named is named by id; there is no content to show.
  resolve: ({ baseUrl }) => ({
    baseUrl,
    user: (id) => ({ object: 'user', id }),
    file: noContent,
    title: () => null,
  }),
  lower: (_context, _version, _route, answer) => answer,
  queue: () => {
    throw new Error('no act of administration is done later')
  },
  redact: (_context, _route, answer) => answer,
}

const noContent = (): never => {
  throw new Error('the administration API shows no content')
}
