import type { DirectoryCondition, DirectorySlice } from '#server/store/directory-conditions.ts'
import { conflictAt, deleteConflictsIn, deleteMemberConflicts } from '#server/store/directory-conflicts.ts'
import {
  countDirectoryGroups,
  type DirectoryGroup,
  directoryGroups,
  directoryMembers,
} from '#server/store/directory-groups.ts'
import { putExternalId } from '#server/store/directory-said.ts'
import { updateGroup } from '#server/store/groups.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { usersByIds } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import type { Administration } from '../access/administration.ts'
import { type ManagedGroup, managedGroup } from '../access/groups.ts'
import type { Context } from '../context.ts'
import { addGroup, joinGroup, renameGroup } from '../groups/administer.ts'
import { deleteGroup } from '../groups/delete.ts'
import { removeGroupMember } from '../groups/members.ts'
import { toUser } from '../users/user.ts'
import { directoryOf } from './person.ts'

/** A group as a directory finds it. */
export interface ProvisionedGroup {
  id: string
  name: string
  version: number
  createdTime: number
  updatedTime: number
  directory: string | null
  externalId: string | null
  /** Null where they were not asked for: there may be very many. */
  members: GroupMember[] | null
}

export interface GroupMember {
  id: string
  name: string | null
}

/** Groups in the order they were made. */
export async function listProvisionedGroups(
  context: Context,
  _administration: Administration<'owners'>,
  condition: DirectoryCondition | null,
  slice: DirectorySlice,
  withMembers: boolean,
): Promise<ProvisionedGroup[]> {
  const { db, workspace } = context
  const rows = await directoryGroups(db, workspace.id, directoryOf(context), condition, slice)
  if (!withMembers || rows.length === 0) return rows.map((row) => toProvisioned(row, null))
  const ids = rows.map(({ id }) => id)
  const byGroup = Map.groupBy(await directoryMembers(db, workspace.id, ids), ({ group_id }) => group_id)
  return rows.map((row) => toProvisioned(row, byGroup.get(row.id) ?? []))
}

export const countProvisionedGroups = (
  context: Context,
  _administration: Administration<'owners'>,
  condition: DirectoryCondition | null,
): Promise<number> => countDirectoryGroups(context.db, context.workspace.id, directoryOf(context), condition)

const toProvisioned = (
  row: DirectoryGroup,
  members: readonly { id: string; name: string | null; email: string | null }[] | null,
): ProvisionedGroup => ({
  id: row.id,
  name: row.name,
  version: row.version,
  createdTime: row.created_time,
  updatedTime: row.updated_time,
  directory: row.directory,
  externalId: row.external_id,
  members: members?.map(({ id, name, email }) => ({ id, name: name ?? email })) ?? null,
})

/** Makes a group that a directory manages. */
export async function provisionGroup(
  context: Context,
  administration: Administration<'owners'>,
  { name, externalId, memberIds }: { name: string; externalId: string | null; memberIds: readonly string[] },
): Promise<string> {
  const { id } = await addGroup(context, administration, name)
  await keepExternalId(context, id, externalId)
  await updateGroup(context.db, context.workspace.id, id, { directory: directoryOf(context) })
  await putIn(context, await managedGroup(context, administration, id), memberIds)
  return id
}

/** What a directory wants of a group; what it says nothing of stays. */
export interface GroupChange {
  name?: string
  externalId?: string | null
  /** Who is put into it, and taken out. */
  add?: readonly string[]
  remove?: readonly string[]
  /** Whether that says of everybody whether they are in it. */
  isWhole?: boolean
}

/** Changes a group, which the directory manages from now on. What is so already leaves no trace. */
export async function changeProvisionedGroup(
  context: Context,
  administration: Administration<'owners'>,
  id: string,
  { name, externalId, add = [], remove = [], isWhole = false }: GroupChange,
): Promise<void> {
  const { db, workspace, now } = context
  const group = await managedGroup(context, administration, id)
  if (name !== undefined) await renameGroup(context, group, name)
  const directory = directoryOf(context)
  const isTaken = group.directory !== directory
  if (externalId !== undefined) await keepExternalId(context, id, externalId)
  if (isTaken || externalId !== undefined) {
    await updateGroup(db, workspace.id, id, { directory, updated_time: now })
    context.record({
      type: 'group.updated',
      entity: { type: 'group', id },
      data: {
        updated_fields: [
          ...(isTaken ? ['managed_by'] : []),
          ...(externalId === undefined ? [] : ['external_id']),
        ],
      },
      ...(isTaken && { before: { managed_by: group.directory }, after: { managed_by: directory } }),
    })
  }
  await takeOut(context, group, remove)
  await putIn(context, group, add)
  const spoken = [
    ...(isTaken || name !== undefined ? ['name' as const] : []),
    ...(isTaken || isWhole ? ['members' as const] : []),
  ]
  await deleteConflictsIn(db, workspace.id, id, spoken)
  if (isTaken || isWhole) return
  for (const ids of parts([...add, ...remove])) await deleteMemberConflicts(db, workspace.id, id, ids)
}

/** What the directory that asks calls a group, where somebody renamed it by hand. */
export async function toldName(
  context: Context,
  { id, directory }: ProvisionedGroup,
): Promise<string | null> {
  if (directory !== directoryOf(context)) return null
  const place = { workspace_id: context.workspace.id, resource_id: id, field: 'name', user_id: '' } as const
  const conflict = await conflictAt(context.db, place)
  return conflict === undefined ? null : JSON.parse(conflict.directory_value)
}

const keepExternalId = (context: Context, groupId: string, externalId: string | null): Promise<void> =>
  putExternalId(
    context.db,
    { workspaceId: context.workspace.id, directory: directoryOf(context), resourceId: groupId },
    externalId,
  )

async function putIn(context: Context, group: ManagedGroup, ids: readonly string[]): Promise<void> {
  const people = await peopleOf(context, ids)
  for (const id of ids) {
    const row = people.get(id)
    if (row === undefined || row.type === 'bot' || row.state === 'removed') {
      throw new Problem('invalid', `There is no user with the id ${JSON.stringify(id)} to be in this group.`)
    }
    await joinGroup(context, group, toUser(row))
  }
}

/** Who is not in it need not be taken out; who was removed waits in it. */
async function takeOut(context: Context, group: ManagedGroup, ids: readonly string[]): Promise<void> {
  const people = await peopleOf(context, ids)
  for (const [id, { state }] of people) {
    if (state !== 'removed') await removeGroupMember(context, group.id, id)
  }
}

/** Looked for so many at a time: databases take only so many values. */
const AT_ONCE = 500

async function peopleOf({ db, workspace }: Context, ids: readonly string[]) {
  const found: UserRow[] = []
  for (const some of parts([...new Set(ids)].filter(isUuid))) {
    found.push(...(await usersByIds(db, workspace.id, some)))
  }
  return new Map(found.map((row) => [row.id, row]))
}

const parts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) =>
    all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )

export const membersOf = async ({ db, workspace }: Context, groupId: string): Promise<GroupMember[]> =>
  (await directoryMembers(db, workspace.id, [groupId])).map(({ id, name, email }) => ({
    id,
    name: name ?? email,
  }))

/** Deletes a group, unless a page would be left without anybody who has full access. */
export const deprovisionGroup = async (
  context: Context,
  administration: Administration<'owners'>,
  { id }: ProvisionedGroup,
): Promise<void> => deleteGroup(context, await managedGroup(context, administration, id))
