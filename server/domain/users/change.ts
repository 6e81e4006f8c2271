import { updateUser } from '#server/store/users.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { User } from './user.ts'

export interface PersonChange {
  name?: string
  role?: NonNullable<Actor['role']>
  /** Brings back somebody who was removed. */
  state?: 'active'
}

/** Changes a person. A change to what is there already leaves no trace. */
export async function changePerson(context: Context, user: User, change: PersonChange): Promise<void> {
  const isRenamed = change.name !== undefined && change.name !== user.name
  const hasOtherRole = change.role !== undefined && change.role !== user.role
  const isBack = change.state !== undefined && change.state !== user.state
  if (!isRenamed && !hasOtherRole && !isBack) return

  await updateUser(context.db, context.workspace.id, user.id, change)
  const entity = { type: 'user', id: user.id }
  if (isBack) context.record({ type: user.state === 'removed' ? 'user.added' : 'user.reactivated', entity })
  if (isRenamed) context.record({ type: 'user.updated', entity, data: { updated_fields: ['name'] } })
  if (hasOtherRole) {
    const role = change.role
    context.record({ type: 'user.role_updated', entity, data: { role, previous_role: user.role } })
  }
}
