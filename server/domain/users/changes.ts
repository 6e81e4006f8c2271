import { groupsByIds } from '#server/store/groups.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { usersByIds } from '#server/store/users.ts'
import type { Context } from '../context.ts'
import { type Filter, peopleEventsAfter, type Subject } from '../events/changes.ts'
import { type Change, describeEvents } from '../events/describe.ts'
import { type Member, withGroups } from './list.ts'
import { requireLister } from './read.ts'
import { toUser, type User } from './user.ts'

/** What happened to people, groups, invitations and connections, with what became of those concerned until now. */
export interface UserChange extends Change {
  origin: string
  /** What of the entity changed, as `GET /v1/users` calls it. */
  changed: string[]
  /** What that was before, as far as anybody may be told who sees e-mail addresses. */
  previous: Previous
  /** The person or bot, while the list of users has them. */
  member: Member | null
  /** The group, while there is one. */
  group: { id: string; name: string } | null
  /** Who is not in the list of users any more, or the group that is gone. */
  gone: { type: 'user' | 'group'; id: string; time: number } | null
}

/** Null where there was nothing. */
export interface Previous {
  name?: string | null
  avatar_url?: string | null
  email?: string | null
  role?: string
  status?: string
}

export interface UserChanges {
  changes: UserChange[]
  nextCursor: string
  hasMore: boolean
}

/**
 * The feed of people after a cursor, oldest first. Whoever puts what each item shows in the place of what they have,
 * and takes away what is gone, has what the list of users has. Without guests they are told like people who are not
 * in the workspace, as that list has it.
 */
export async function userChangesAfter(
  context: Context,
  {
    includesGuests,
    ...wanted
  }: { cursor: string | null; types: readonly string[] | undefined; size: number; includesGuests: boolean },
): Promise<UserChanges> {
  requireLister(context)
  const filter: Filter = (events) => (includesGuests ? events : events.filter((event) => !isOfGuests(event)))
  const { events, nextCursor, hasMore } = await peopleEventsAfter(context, { ...wanted, filter })
  const subjects = await subjectsOf(context, events, includesGuests)
  const changes = await describeEvents(context, events)
  return {
    changes: changes.flatMap((change, index) => {
      const event = events[index]!
      return includesGuests || !isOfGuest(event, subjects) ? [describe(change, event, subjects)] : []
    }),
    nextCursor,
    hasMore,
  }
}

/** Guests who come and go, and those who are asked to. */
const isOfGuests = ({ type, entity_type, data }: Subject): boolean =>
  type.startsWith('guest.') || (entity_type === 'invitation' && JSON.parse(data).role === 'guest')

/** What happens to somebody who is a guest by now, but that they left the members. */
const isOfGuest = ({ type, entity_type, entity_id }: EventRow, { users }: Subjects): boolean =>
  entity_type === 'user' && type !== 'user.removed' && users.get(entity_id)?.role === 'guest'

/** Those whom events are about, as they are now. */
interface Subjects {
  users: Map<string, User & { removedTime: number | null }>
  listed: Map<string, Member>
  groups: Map<string, { id: string; name: string }>
}

async function subjectsOf(
  context: Context,
  events: readonly EventRow[],
  includesGuests: boolean,
): Promise<Subjects> {
  const { db, workspace } = context
  const userIds = [...new Set(events.flatMap((event) => userOf(event) ?? []))]
  const groupIds = [...new Set(events.flatMap((event) => groupOf(event) ?? []))]
  const rows = userIds.length === 0 ? [] : await usersByIds(db, workspace.id, userIds)
  const users = rows.map((row) => ({ ...toUser(row), removedTime: row.removed_time }))
  const isListed = ({ state, role }: User) => state !== 'removed' && (includesGuests || role !== 'guest')
  const members = await withGroups(context, users.filter(isListed))
  return {
    users: new Map(users.map((user) => [user.id, user])),
    listed: new Map(members.map((member) => [member.user.id, member])),
    groups: new Map((await groupsByIds(db, workspace.id, groupIds)).map((group) => [group.id, group])),
  }
}

/** The person or bot of an event: of a connection its bot. */
function userOf({ entity_type, entity_id, data }: EventRow): string | null {
  if (entity_type === 'user') return entity_id
  const { user_id = null, bot_id = null } = JSON.parse(data)
  return entity_type === 'connection' ? bot_id : user_id
}

const groupOf = ({ entity_type, entity_id }: EventRow): string | null =>
  entity_type === 'group' ? entity_id : null

function describe(change: Change, event: EventRow, { users, listed, groups }: Subjects): UserChange {
  const [userId, groupId] = [userOf(event), groupOf(event)]
  const member = userId === null ? undefined : listed.get(userId)
  const group = groupId === null ? undefined : groups.get(groupId)
  const isGone = userId !== null && member === undefined && groupId === null
  const goneUser = isGone && event.entity_type !== 'invitation' ? userId : null
  const goneGroup = group === undefined ? groupId : null
  return {
    ...change,
    origin: event.origin,
    changed: changedBy(change),
    previous: previousOf(event),
    member: member ?? null,
    group: group ? { id: group.id, name: group.name } : null,
    gone:
      goneUser !== null
        ? { type: 'user', id: goneUser, time: users.get(goneUser)?.removedTime ?? event.timestamp }
        : goneGroup !== null
          ? { type: 'group', id: goneGroup, time: event.timestamp }
          : null,
  }
}

function changedBy({ type, data }: Change): string[] {
  if (Array.isArray(data.updated_fields)) return data.updated_fields
  if (data.previous_role !== undefined) return ['role']
  if (type === 'user.suspended' || type === 'user.reactivated') return ['status']
  return type.startsWith('group.member_') ? ['groups'] : []
}

function previousOf({ before }: EventRow): Previous {
  const { name, avatar_url, email, role, state }: Record<string, string | null | undefined> = JSON.parse(
    before ?? '{}',
  )
  const known = { name, avatar_url, email, role, status: state }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}
