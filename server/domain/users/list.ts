import { directoryPeopleByIds } from '#server/store/directory-said.ts'
import { lastOfPeople } from '#server/store/events.ts'
import { groupsOfUsers } from '#server/store/groups.ts'
import { listedUsers, type UserFilter } from '#server/store/users.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { type Conflict, conflictsByPerson } from '../directory/conflicts.ts'
import { toUser, type User } from './user.ts'

/** What the list of users is like; the same for as long as nothing in it changes. */
export async function stateOfUsers({ db, workspace }: Context): Promise<string> {
  const [last] = await lastOfPeople(db, workspace.id)
  return String(last!.sequence)
}

/** A user with the groups that they are in. */
export interface Member {
  user: User
  groups: { id: string; name: string }[]
  /** The directory that manages them, by its name; null where people do. */
  directory: string | null
  /** What was set by hand against it. */
  conflicts: readonly Conflict[]
}

/** Users as an administrator sees them, in the order they came. `fromId` is the first one wanted. */
export async function listMembers(
  context: Context,
  _administration: Administration<'membership admins'>,
  filter: UserFilter,
  fromId: string | null,
  limit: number,
): Promise<Member[]> {
  const users = await listedUsers(context.db, context.workspace.id, filter, fromId, limit)
  return withGroups(context, users.map(toUser))
}

export async function withGroups(context: Context, users: readonly User[]): Promise<Member[]> {
  const { db, workspace } = context
  const ids = users.map(({ id }) => id)
  const groups = ids.length === 0 ? [] : await groupsOfUsers(db, workspace.id, ids)
  const byUser = Map.groupBy(groups, ({ user_id }) => user_id)
  const managed = ids.length === 0 ? [] : await directoryPeopleByIds(db, workspace.id, ids)
  const directories = new Map(managed.map(({ user_id, directory }) => [user_id, directory]))
  const conflicts = await conflictsByPerson(context, ids)
  return users.map((user) => ({
    user,
    groups: (byUser.get(user.id) ?? []).map(({ id, name }) => ({ id, name })),
    directory: directories.get(user.id) ?? null,
    conflicts: conflicts.get(user.id) ?? [],
  }))
}
