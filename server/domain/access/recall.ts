import type { Db } from '#server/store/dialects/dialect.ts'
import { tokenOfUser } from '#server/store/tokens.ts'
import { userById } from '#server/store/users.ts'
import type { Actor } from './actor.ts'
import { principalsOfPerson } from './authenticate.ts'

/**
 * Whoever asked for work that is done later, as they are now: null when they left or the token they showed works
 * no more.
 */
export async function recallActor(
  db: Db,
  workspaceId: string,
  actor: Actor,
  now: number,
): Promise<Actor | null> {
  const [user] = await userById(db, workspaceId, actor.userId)
  if (user === undefined || user.state !== 'active') return null
  const [owner] = user.owner_user_id === null ? [] : await userById(db, workspaceId, user.owner_user_id)
  if (owner !== undefined && owner.state !== 'active') return null
  // A session is no token of the workspace.
  const token = await tokenOfUser(db, workspaceId, actor.userId, actor.tokenId)
  if (token !== undefined) {
    if (token.revoked_time !== null) return null
    if (token.expires_time !== null && token.expires_time <= now) return null
  }
  if (actor.type === 'bot') return actor
  const principals = await principalsOfPerson(db, workspaceId, user.id, user.role)
  return { ...actor, role: user.role, principals: JSON.stringify(principals) }
}
