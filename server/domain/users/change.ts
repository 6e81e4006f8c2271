import { updateUser, userById } from '#server/store/users.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { leaveGroupsAndTeamspaces, loseWhatWaited } from './belongings.ts'
import { emailKey } from './create.ts'
import type { User } from './user.ts'

export interface PersonChange {
  name?: string
  email?: string
  role?: NonNullable<Actor['role']>
  /** Suspended: keeps everything and may do nothing. Active: may act again, also who was removed. */
  state?: 'active' | 'suspended'
}

/** How long what a person had waits for them after they were removed, in milliseconds. */
export const WAITS_FOR = 30 * 24 * 60 * 60 * 1000

/**
 * Changes a person, from the next request on. A change to what is there already leaves no trace. Who becomes a guest
 * is in no group and no teamspace any more. Who comes back finds what they had, unless they were away for too long.
 */
export async function changePerson(context: Context, user: User, change: PersonChange): Promise<void> {
  const isRenamed = change.name !== undefined && change.name !== user.name
  const hasOtherEmail = change.email !== undefined && change.email !== user.email
  const hasOtherRole = change.role !== undefined && change.role !== user.role
  const hasOtherState = change.state !== undefined && change.state !== user.state
  if (!isRenamed && !hasOtherEmail && !hasOtherRole && !hasOtherState) return

  if (user.state === 'removed' && change.state !== undefined) await comeBack(context, user)
  await updateUser(context.db, context.workspace.id, user.id, {
    ...change,
    ...(change.email !== undefined && { email_key: emailKey(change.email) }),
    updated_time: context.now,
  })
  if (hasOtherRole && change.role === 'guest') await leaveGroupsAndTeamspaces(context, user.id)
  record(context, user, change, { isRenamed, hasOtherRole, hasOtherState })
}

async function comeBack(context: Context, user: User): Promise<void> {
  const { db, workspace, now } = context
  const [row] = await userById(db, workspace.id, user.id)
  if (now - (row!.removed_time ?? 0) > WAITS_FOR) await loseWhatWaited(context, user.id)
  await updateUser(db, workspace.id, user.id, { removed_time: null })
}

function record(
  context: Context,
  user: User,
  change: PersonChange,
  is: { isRenamed: boolean; hasOtherRole: boolean; hasOtherState: boolean },
): void {
  const entity = { type: 'user', id: user.id }
  const role = change.role ?? user.role
  if (is.hasOtherState && user.state === 'removed') {
    const isGuest = role === 'guest'
    context.record({ type: isGuest ? 'guest.added' : 'user.added', entity, data: isGuest ? {} : { role } })
    return
  }
  if (is.hasOtherState) {
    context.record({ type: change.state === 'active' ? 'user.reactivated' : 'user.suspended', entity })
  }
  if (is.isRenamed) context.record({ type: 'user.updated', entity, data: { updated_fields: ['name'] } })
  if (is.hasOtherRole) {
    context.record({ type: 'user.role_updated', entity, data: { role, previous_role: user.role } })
  }
}
