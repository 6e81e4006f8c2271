import {
  type CountedGroup,
  countedGroup,
  groupsCalled,
  listedGroups,
  updateGroup,
} from '#server/store/groups.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { type ManagedGroup, managedGroup } from '../access/groups.ts'
import type { Context } from '../context.ts'
import { type Conflict, conflictsByGroup, noteGroupChanged } from '../directory/conflicts.ts'
import type { User } from '../users/user.ts'
import { createGroup } from './create.ts'
import { addGroupMember, removeGroupMember } from './members.ts'

/** A group as administrators see it. */
export interface ShownGroup extends CountedGroup {
  /** The first hundred, and how many there are. */
  conflicts: readonly Conflict[]
  conflictCount: number
}

/** Groups in the order they were made. `fromId` is the first one wanted. */
export async function listGroups(
  context: Context,
  _administration: Administration<'membership admins'>,
  name: string | undefined,
  fromId: string | null,
  limit: number,
): Promise<ShownGroup[]> {
  return withConflicts(context, await listedGroups(context.db, context.workspace.id, name, fromId, limit))
}

/** One that the actor may change, with how many are in it. */
export async function showGroup(context: Context, { id }: ManagedGroup): Promise<ShownGroup> {
  const group = await countedGroup(context.db, context.workspace.id, id)
  return (await withConflicts(context, [group!]))[0]!
}

async function withConflicts(context: Context, groups: readonly CountedGroup[]): Promise<ShownGroup[]> {
  const managed = groups.flatMap(({ id, directory }) => (directory === null ? [] : [id]))
  const found = await conflictsByGroup(context, managed)
  return groups.map((group) => {
    const { conflicts = [], count = 0 } = found.get(group.id) ?? {}
    return { ...group, conflicts, conflictCount: count }
  })
}

/** Makes a group. A name is given once, in whatever case: directories and people find groups by it. */
export async function addGroup(
  context: Context,
  administration: Administration<'membership admins'>,
  given: string,
): Promise<ManagedGroup> {
  const name = given.trim()
  await refuseKnownName(context, name, null)
  return managedGroup(context, administration, await createGroup(context, name))
}

export async function renameGroup(context: Context, group: ManagedGroup, given: string): Promise<void> {
  const { db, workspace, now } = context
  const name = given.trim()
  if (name === group.name) return
  await refuseKnownName(context, name, group.id)
  await updateGroup(db, workspace.id, group.id, { name, updated_time: now })
  await noteGroupChanged(context, group.id, { field: 'name', before: group.name, after: name })
  context.record({
    type: 'group.updated',
    entity: { type: 'group', id: group.id },
    data: { updated_fields: ['name'] },
    before: { name: group.name },
    after: { name },
  })
}

async function refuseKnownName(
  { db, workspace }: Context,
  name: string,
  ownId: string | null,
): Promise<void> {
  const called = await groupsCalled(db, workspace.id, name)
  if (called.every(({ id }) => id === ownId)) return
  throw new Problem('conflict', `There is a group with the name ${JSON.stringify(name)} already.`, {
    data: { reason: 'not_unique' },
  })
}

/** Adds a member of the workspace to a group; guests are in none. */
export async function joinGroup(context: Context, group: ManagedGroup, user: User): Promise<void> {
  if (user.type === 'bot') throw invalid('body.user_id should be a person, instead was a bot.')
  if (user.state === 'removed') throw invalid('body.user_id should be a person of the workspace.')
  if (user.role === 'guest') throw invalid('body.user_id should be a member: guests cannot be in groups.')
  await addGroupMember(context, group.id, user.id)
}

/** Takes somebody out of a group, from the next request on. */
export async function leaveGroup(context: Context, group: ManagedGroup, user: User): Promise<void> {
  if (await removeGroupMember(context, group.id, user.id)) return
  throw new Problem('absent', `Could not find user with ID: ${user.id} in this group.`)
}
