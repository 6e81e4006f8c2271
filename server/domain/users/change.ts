import { updateUser, userByEmail, userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Actor } from '../access/actor.ts'
import { noticeLeaving } from '../access/holdings.ts'
import type { Context } from '../context.ts'
import { notePersonChanged } from '../directory/conflicts.ts'
import { takeOverInvitations } from '../invitations/take-over.ts'
import { leaveGroupsAndTeamspaces, loseWhatWaited } from './belongings.ts'
import { emailKey } from './create.ts'
import type { User } from './user.ts'

export interface PersonChange {
  name?: string | null
  avatarUrl?: string | null
  email?: string
  role?: NonNullable<Actor['role']>
  /** Suspended: keeps everything and may do nothing. Active: may act again, also who was removed. */
  state?: 'active' | 'suspended'
}

/** How long what a person had waits for them after they were removed, in milliseconds. */
export const WAITS_FOR = 30 * 24 * 60 * 60 * 1000

/** What of a person can change, as the API calls it. */
const columns = {
  name: 'name',
  avatarUrl: 'avatar_url',
  email: 'email',
  role: 'role',
  state: 'state',
} as const

type Field = keyof typeof columns

/**
 * Changes a person, from the next request on. A change to what is there already leaves no trace. Who becomes a guest
 * is in no group and no teamspace any more. Who comes back finds what they had, unless they were away for too long.
 */
export async function changePerson(context: Context, user: User, given: PersonChange): Promise<void> {
  const { db, workspace } = context
  const change = given.email === undefined ? given : { ...given, email: given.email.trim() }
  const changed = (Object.keys(columns) as Field[]).filter(
    (field) => change[field] !== undefined && change[field] !== user[field],
  )
  if (changed.length === 0) return

  const isBack = user.state === 'removed' && change.state !== undefined
  if (changed.includes('email')) await freeEmail(context, user, change.email!)
  const work = async () => {
    if (isBack) await comeBack(context, user)
    await updateUser(db, workspace.id, user.id, {
      ...Object.fromEntries(changed.map((field) => [columns[field], change[field]])),
      ...(changed.includes('email') && { email_key: emailKey(change.email!) }),
      ...(changed.includes('state') && change.state === 'suspended' && { sessions_from: context.now }),
      updated_time: context.now,
    })
    await notePersonChanged(
      context,
      user.id,
      Object.fromEntries(changed.map((field) => [field, change[field]])),
    )
    if (changed.includes('role') && change.role === 'guest') await leaveGroupsAndTeamspaces(context, user.id)
  }
  await (isBack || changed.includes('role') ? noticeLeaving(context, user.id, work) : work())
  record(context, user, change, changed, isBack)
  if (changed.includes('email')) await takeOverInvitations(context, user.id, emailKey(change.email!))
}

/** Who was removed gives an address up to whoever has it now: nobody sees them, so nobody could make room. */
async function freeEmail(context: Context, user: User, email: string): Promise<void> {
  const { db, workspace } = context
  const known = await userByEmail(db, workspace.id, emailKey(email))
  if (known === undefined || known.id === user.id) return
  if (known.state !== 'removed') {
    throw new Problem(
      'conflict',
      `Another user of the workspace has this e-mail: the one with ID ${known.id}.`,
    )
  }
  await updateUser(db, workspace.id, known.id, { email: null, email_key: null })
  context.record({
    type: 'user.updated',
    entity: { type: 'user', id: known.id },
    data: { updated_fields: ['email'] },
    before: { email: known.email },
    after: { email: null },
  })
}

async function comeBack(context: Context, user: User): Promise<void> {
  const { db, workspace, now } = context
  const [row] = await userById(db, workspace.id, user.id)
  if (now - (row!.removed_time ?? 0) > WAITS_FOR) await loseWhatWaited(context, user.id)
  await updateUser(db, workspace.id, user.id, { removed_time: null })
}

/** One event for each kind of change: who keeps the list of members, or of guests, hears who comes to it and leaves it. */
function record(
  context: Context,
  user: User,
  change: PersonChange,
  changed: readonly Field[],
  isBack: boolean,
): void {
  const entity = { type: 'user', id: user.id }
  const of = (fields: readonly Field[]) => ({
    before: Object.fromEntries(fields.map((field) => [columns[field], user[field]])),
    after: Object.fromEntries(fields.map((field) => [columns[field], change[field]])),
  })
  const has = (field: Field) => changed.includes(field)
  const role = change.role ?? user.role
  if (isBack) {
    context.record({ type: addedAs(role), entity, data: { role }, ...of(changed) })
    return
  }
  if (has('state')) {
    const type = change.state === 'active' ? 'user.reactivated' : 'user.suspended'
    context.record({ type, entity, ...of(['state']) })
  }
  const told = (['name', 'avatarUrl', 'email'] as const).filter(has)
  if (told.length > 0) {
    const data = { updated_fields: told.map((field) => columns[field]) }
    context.record({ type: 'user.updated', entity, data, ...of(told) })
  }
  if (!has('role')) return
  const data = { role, previous_role: user.role }
  if ((role === 'guest') === (user.role === 'guest') || user.state === 'removed') {
    context.record({ type: 'user.role_updated', entity, data, ...of(['role']) })
    return
  }
  context.record({ type: removedAs(user.role), entity, data, ...of(['role']) })
  context.record({ type: addedAs(role), entity, data, ...of(['role']) })
}

/** What is told of somebody who comes or goes: members and guests are two lists. */
export const addedAs = (role: User['role']) => (role === 'guest' ? 'guest.added' : 'user.added')
export const removedAs = (role: User['role']) => (role === 'guest' ? 'guest.removed' : 'user.removed')
