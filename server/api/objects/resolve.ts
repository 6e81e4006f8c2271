import type { Context } from '#server/domain/context.ts'
import { signAddress } from '#server/domain/files/addresses.ts'
import { type Found, findReferences } from '#server/domain/references.ts'
import type { References, Resolved } from '#shared/references.ts'
import { presentUser } from '../users/present.ts'

/** What presenters are given in place of the store: users and titles as this caller may see them. */
export function resolve(context: Context, references: References): Resolved | Promise<Resolved> {
  // Few workspaces publish anything, and asking costs each answer a read.
  if (!context.workspace.settings.publishes) references.shown?.clear()
  const { users, pages, databases, shown } = references
  if (users.size + pages.size + databases.size + (shown?.size ?? 0) === 0)
    return resolvedFrom(context, nothing)
  return findReferences(context, references).then((found) => resolvedFrom(context, found))
}

const nothing: Found = { users: new Map(), titles: new Map(), published: new Set() }

const resolvedFrom = (context: Context, { users, titles, published }: Found): Resolved => ({
  baseUrl: context.baseUrl,
  user(id) {
    const user = users.get(id)
    if (user === undefined) return { object: 'user', id }
    return presentUser(user, context.actor.capabilities)
  },
  file: (file) => signAddress(context, file),
  title: (id) => titles.get(id) ?? null,
  isPublished: (id) => published.has(id),
})
