import { deleteInstallsOf } from '#server/store/connection-installs.ts'
import { botsOfOwner, updateUser } from '#server/store/users.ts'
import { revokeTokensOf } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import type { User } from './user.ts'

/**
 * Removes a person from the workspace, from the next request on: their sessions here, their personal access tokens and
 * the connections that act for them end. What they made stays, and what they were given waits for a while.
 */
export async function removePerson(context: Context, user: User): Promise<void> {
  if (user.state === 'removed') return
  const { db, workspace, now } = context
  await updateUser(db, workspace.id, user.id, { state: 'removed', removed_time: now, updated_time: now })
  await revokeTokensOf(context, user.id)
  for (const bot of await botsOfOwner(db, workspace.id, user.id)) {
    await revokeTokensOf(context, bot.id)
    context.record({
      type: 'connection.removed',
      entity: { type: 'connection', id: bot.connection_id! },
      data: { user_id: user.id, bot_id: bot.id },
    })
  }
  await deleteInstallsOf(db, workspace.id, user.id)
  context.record({
    type: user.role === 'guest' ? 'guest.removed' : 'user.removed',
    entity: { type: 'user', id: user.id },
  })
}
