import type { Context } from '#server/domain/context.ts'
import { findReferences } from '#server/domain/references.ts'
import type { References, Resolved } from '#shared/references.ts'
import { presentUser } from '../users/present.ts'

/** What presenters are given in place of the store: users and titles as this caller may see them. */
export async function resolve(context: Context, references: References): Promise<Resolved> {
  const { users, titles } = await findReferences(context, references)
  return {
    baseUrl: context.baseUrl,
    user(id) {
      const user = users.get(id)
      const own = id === context.actor.userId ? context.workspace : null
      return user ? presentUser(user, context.actor.capabilities, own) : { object: 'user', id }
    },
    title: (id) => titles.get(id) ?? null,
  }
}
