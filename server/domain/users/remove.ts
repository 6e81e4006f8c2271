import { updateUser } from '#server/store/users.ts'
import { revokeTokensOf } from '../access/tokens.ts'
import { disconnectEverything } from '../connections/disconnect.ts'
import type { Context } from '../context.ts'
import { notePersonChanged } from '../directory/conflicts.ts'
import { removedAs } from './change.ts'
import type { User } from './user.ts'

/**
 * Removes a person from the workspace, from the next request on: their sessions here, their personal access tokens and
 * the connections that act for them end. What they made stays, and what they were given waits for a while.
 */
export async function removePerson(context: Context, user: User): Promise<void> {
  if (user.state === 'removed') return
  const { db, workspace, now } = context
  await updateUser(db, workspace.id, user.id, {
    state: 'removed',
    removed_time: now,
    sessions_from: now,
    updated_time: now,
  })
  await notePersonChanged(context, user.id, { state: 'removed' })
  await revokeTokensOf(context, user.id)
  await disconnectEverything(context, user.id)
  const { name, email, role, state } = user
  context.record({
    type: removedAs(role),
    entity: { type: 'user', id: user.id },
    before: { name, email, role, state },
    after: { state: 'removed' },
  })
}
