import { entriesOf } from '#server/store/access-entries.ts'
import { grantsCounting } from '#server/store/access-grants.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { levels } from './levels.ts'
import { changeAccess, type Shared } from './share.ts'

/** What became of somebody's access: it was granted here, or came from above and is kept out from here on. */
export type Revoked = 'removed' | 'inheritance broken' | 'had none'

/**
 * Takes a principal off a page or database and what inherits from it. Where its access comes from above, the page
 * stops inheriting: it keeps what everybody else has, and what is changed above no longer reaches it.
 */
export async function revoke(context: Context, node: Shared, principal: string): Promise<Revoked> {
  const { db, workspace, now } = context
  const entries = (await entriesOf(db, workspace.id, node.accessId)).filter(
    ({ expires_time }) => expires_time === null || expires_time > now,
  )
  if (!entries.some((entry) => entry.principal === principal)) return 'had none'
  if ((await entriesOf(db, workspace.id, workspace.id)).some((entry) => entry.principal === principal)) {
    throw new Problem('conflict', 'It reaches the whole workspace, which only an owner of it can change.')
  }
  const others = entries.filter((entry) => entry.principal !== principal)
  if (!others.some(({ level }) => level === levels.full_access)) {
    throw new Problem('conflict', 'Without it nobody would have full access here.')
  }

  const counting = await grantsCounting(db, workspace.id, node.accessId)
  const isInherited = counting.some(
    (one) =>
      one.principal === principal &&
      one.node_id !== node.id &&
      (one.expires_time === null || one.expires_time > now),
  )
  await changeAccess(context, node, {
    remove: [principal],
    inherits: isInherited ? false : undefined,
    keepsInherited: true,
  })
  return isInherited ? 'inheritance broken' : 'removed'
}
