import type { Context } from '#server/domain/context.ts'
import { signAddress } from '#server/domain/files/addresses.ts'
import { type Found, findReferences } from '#server/domain/references.ts'
import type { References, Resolved } from '#shared/references.ts'
import { presentUser } from '../users/present.ts'

/** What presenters are given in place of the store: users and titles as this caller may see them. */
export function resolve(context: Context, references: References): Resolved | Promise<Resolved> {
  const isNothing = references.users.size + references.pages.size + references.databases.size === 0
  if (isNothing) return resolvedFrom(context, nothing)
  return findReferences(context, references).then((found) => resolvedFrom(context, found))
}

const nothing: Found = { users: new Map(), titles: new Map() }

const resolvedFrom = (context: Context, { users, titles }: Found): Resolved => ({
  baseUrl: context.baseUrl,
  user(id) {
    const user = users.get(id)
    const own = id === context.actor.userId ? context.workspace : null
    return user ? presentUser(user, context.actor.capabilities, own) : { object: 'user', id }
  },
  file: (file) => signAddress(context, file),
  title: (id) => titles.get(id) ?? null,
})
