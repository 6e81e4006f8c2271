/**
 * Where somebody set by hand what a directory manages. What was set by hand holds until the directory says something of
 * that field again; then the directory's value holds, and the conflict is over.
 */
import {
  type ConflictFilter,
  type ConflictPlace,
  conflictAt,
  conflictsOfGroups,
  conflictsOfPeople,
  deleteConflict,
  listedConflicts,
  putConflict,
} from '#server/store/directory-conflicts.ts'
import { directoryPeopleByIds } from '#server/store/directory-said.ts'
import { groupById } from '#server/store/groups.ts'
import type { DirectoryConflictRow } from '#server/store/tables/directory.ts'
import { nobody } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import type { User } from '../users/user.ts'

/** A value that somebody set by hand against that of a directory. */
export interface Conflict {
  id: string
  /** Of a person `name`, `email`, `role` or `state`; of a group `name`, or `members`, which is about one person in it. */
  field: DirectoryConflictRow['field']
  userId: string | null
  groupId: string | null
  directory: string
  /** Of `members`: whether the person is in the group. */
  directoryValue: unknown
  value: unknown
  /** Null where no user did it. */
  changedBy: string | null
  changedTime: number
}

export const toConflict = (row: DirectoryConflictRow): Conflict => ({
  id: row.id,
  field: row.field,
  userId: row.resource_type === 'user' ? row.resource_id : row.user_id || null,
  groupId: row.resource_type === 'group' ? row.resource_id : null,
  directory: row.directory,
  directoryValue: JSON.parse(row.directory_value),
  value: JSON.parse(row.value),
  changedBy: row.changed_by,
  changedTime: row.changed_time,
})

/** What a directory said of a person, in the words of this server. */
export interface SaidOfPerson {
  name: string | null
  /** Null where it said nothing of it. */
  email: string | null
  role: User['role']
  state: 'active' | 'suspended'
}

/** What of people can be in conflict. */
export const fieldsOfPeople = ['name', 'email', 'role', 'state'] as const

export type FieldOfPeople = (typeof fieldsOfPeople)[number]

/** Keeps that somebody who is no directory changed a person, in fields of which a directory said something. */
export async function notePersonChanged(
  context: Context,
  userId: string,
  values: Partial<Pick<User, FieldOfPeople>>,
): Promise<void> {
  if (context.actor.type === 'directory') return
  const [row] = await directoryPeopleByIds(context.db, context.workspace.id, [userId])
  if (row === undefined || row.said === null) return
  const said = JSON.parse(row.said) as SaidOfPerson
  for (const field of fieldsOfPeople) {
    const isSaid = (field !== 'email' && field !== 'role') || said[field] !== null
    if (values[field] === undefined || !isSaid) continue
    const place = { resource_type: 'user', resource_id: userId, field, user_id: '' } as const
    await note(context, place, row.directory, { directory: said[field], value: values[field] })
  }
}

/** The same of a group, and of who is in it. */
export async function noteGroupChanged(
  context: Context,
  groupId: string,
  change:
    | { field: 'name'; before: string; after: string }
    | { field: 'members'; userId: string; isIn: boolean },
): Promise<void> {
  if (context.actor.type === 'directory') return
  const group = await groupById(context.db, context.workspace.id, groupId)
  if (group === undefined || group.directory === null) return
  const values =
    change.field === 'name'
      ? { directory: change.before, value: change.after }
      : { directory: !change.isIn, value: change.isIn }
  const userId = change.field === 'name' ? '' : change.userId
  const place = {
    resource_type: 'group',
    resource_id: groupId,
    field: change.field,
    user_id: userId,
  } as const
  await note(context, place, group.directory, values)
}

/** @param values that of the directory counts where none is known yet. */
async function note(
  { db, workspace, actor, now, newId }: Context,
  where: Omit<ConflictPlace, 'workspace_id'> & Pick<DirectoryConflictRow, 'resource_type'>,
  directory: string,
  values: { directory: unknown; value: unknown },
): Promise<void> {
  const { resource_type, ...place } = { workspace_id: workspace.id, ...where }
  const known = await conflictAt(db, place)
  const directory_value = known?.directory_value ?? JSON.stringify(values.directory)
  const value = JSON.stringify(values.value)
  if (value === directory_value) {
    if (known !== undefined) await deleteConflict(db, place)
    return
  }
  await putConflict(db, {
    ...place,
    id: known?.id ?? newId(),
    resource_type,
    directory,
    directory_value,
    value,
    changed_by: actor === nobody ? null : actor.userId,
    changed_time: now,
  })
}

/** Conflicts in the order they came about. `fromId` is the first one wanted. */
export async function listConflicts(
  { db, workspace }: Context,
  _administration: Administration<'membership admins'>,
  filter: ConflictFilter,
  fromId: string | null,
  limit: number,
): Promise<Conflict[]> {
  return (await listedConflicts(db, workspace.id, filter, fromId, limit)).map(toConflict)
}

/** Those of people, by their ids; those in groups among them. */
export async function conflictsByPerson(
  { db, workspace }: Context,
  userIds: readonly string[],
): Promise<Map<string, Conflict[]>> {
  const rows = userIds.length === 0 ? [] : await conflictsOfPeople(db, workspace.id, userIds)
  return Map.groupBy(rows.map(toConflict), ({ userId }) => userId!)
}

/** Conflicts that a group is shown with at most. */
const MOST_SHOWN = 100

/** Those of groups, by their ids: the first hundred of each, and how many there are. */
export async function conflictsByGroup(
  { db, workspace }: Context,
  groupIds: readonly string[],
): Promise<Map<string, { conflicts: Conflict[]; count: number }>> {
  const rows = groupIds.length === 0 ? [] : await conflictsOfGroups(db, workspace.id, groupIds, MOST_SHOWN)
  return new Map(
    [...Map.groupBy(rows, ({ resource_id }) => resource_id)].map(([id, of]) => [
      id,
      { conflicts: of.map(toConflict), count: of[0]!.count },
    ]),
  )
}
