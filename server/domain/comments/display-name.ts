import { userById } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import type { DisplayName } from './comment.ts'

export type DisplayNameRequest =
  | { type: 'integration' }
  | { type: 'user' }
  | { type: 'custom'; custom: { name: string } }

/** The name a comment is shown under; by default that of whoever writes it, bot or person. */
export async function resolveDisplayName(
  context: Context,
  request: DisplayNameRequest | undefined,
): Promise<DisplayName> {
  const { actor } = context
  const asked = request ?? { type: actor.type === 'bot' ? 'integration' : 'user' }
  switch (asked.type) {
    case 'custom':
      return { type: 'custom', resolved_name: asked.custom.name }
    case 'integration':
      return { type: 'integration', resolved_name: actor.connection?.name ?? null }
    case 'user':
      return { type: 'user', resolved_name: await nameOfPerson(context) }
  }
}

/** The person who writes, or who authorised the bot that does; an internal bot has nobody. */
async function nameOfPerson({ db, workspace, actor }: Context): Promise<string | null> {
  const [user] = await userById(db, workspace.id, actor.userId)
  if (actor.type === 'person') return user?.name ?? null
  if (!user?.owner_user_id) return null
  const [owner] = await userById(db, workspace.id, user.owner_user_id)
  return owner?.name ?? null
}
