/** Where somebody set by hand what a directory manages. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { DirectoryConflictRow } from './tables/directory.ts'

/** What a conflict is about; `user_id` is empty but for who is in a group. */
export type ConflictPlace = Pick<DirectoryConflictRow, 'workspace_id' | 'resource_id' | 'field' | 'user_id'>

export const conflictAt = (db: Db, place: ConflictPlace): Promise<DirectoryConflictRow | undefined> =>
  db.sql
    .selectFrom('directory_conflicts')
    .selectAll()
    .where((eb) => eb.and({ ...place }))
    .executeTakeFirst()

export const conflictById = (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<DirectoryConflictRow | undefined> =>
  db.sql
    .selectFrom('directory_conflicts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** What is there already keeps its id. */
export async function putConflict(db: Db, row: DirectoryConflictRow): Promise<void> {
  const { value, changed_by, changed_time } = row
  await db.sql
    .insertInto('directory_conflicts')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'resource_id', 'field', 'user_id'])
        .doUpdateSet({ value, changed_by, changed_time }),
    )
    .execute()
}

export async function deleteConflict(db: Db, place: ConflictPlace): Promise<void> {
  await db.sql
    .deleteFrom('directory_conflicts')
    .where((eb) => eb.and({ ...place }))
    .execute()
}

/** Forgets those of a person or group in some fields. */
export async function deleteConflictsIn(
  db: Db,
  workspaceId: string,
  resourceId: string,
  fields: readonly DirectoryConflictRow['field'][],
): Promise<void> {
  if (fields.length === 0) return
  await db.sql
    .deleteFrom('directory_conflicts')
    .where('workspace_id', '=', workspaceId)
    .where('resource_id', '=', resourceId)
    .where('field', 'in', fields)
    .execute()
}

/** Forgets who of some people should be in a group or not. */
export async function deleteMemberConflicts(
  db: Db,
  workspaceId: string,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  await db.sql
    .deleteFrom('directory_conflicts')
    .where('workspace_id', '=', workspaceId)
    .where('resource_id', '=', groupId)
    .where('field', '=', 'members')
    .where('user_id', 'in', userIds)
    .execute()
}

/** Forgets all about a person, in groups too. */
export async function deleteConflictsAbout(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db.sql
    .deleteFrom('directory_conflicts')
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('resource_id', '=', userId), eb('user_id', '=', userId)]))
    .execute()
}

/** Those of people, in groups too. */
export const conflictsOfPeople = (
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<DirectoryConflictRow[]> =>
  db.sql
    .selectFrom('directory_conflicts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('resource_id', 'in', userIds), eb('user_id', 'in', userIds)]))
    .orderBy('id')
    .execute()

/** The first `limit` of each of some groups, each with how many its group has. */
export const conflictsOfGroups = (
  db: Db,
  workspaceId: string,
  groupIds: readonly string[],
  limit: number,
): Promise<(DirectoryConflictRow & { count: number })[]> =>
  db.sql
    .selectFrom(
      db.sql
        .selectFrom('directory_conflicts')
        .selectAll()
        .select([
          sql<number>`count(*) over (partition by resource_id)`.as('count'),
          sql<number>`row_number() over (partition by resource_id order by id)`.as('place'),
        ])
        .where('workspace_id', '=', workspaceId)
        .where('resource_id', 'in', groupIds)
        .as('each'),
    )
    .selectAll()
    .where('place', '<=', limit)
    .orderBy('id')
    .execute()

export interface ConflictFilter {
  directory?: string | undefined
  userId?: string | undefined
  groupId?: string | undefined
}

/** Conflicts in the order they came about; from `fromId` on. */
export const listedConflicts = (
  db: Db,
  workspaceId: string,
  { directory, userId, groupId }: ConflictFilter,
  fromId: string | null,
  limit: number,
): Promise<DirectoryConflictRow[]> =>
  db.sql
    .selectFrom('directory_conflicts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(directory !== undefined, (query) => query.where('directory', '=', directory!))
    .$if(userId !== undefined, (query) =>
      query.where((eb) => eb.or([eb('resource_id', '=', userId!), eb('user_id', '=', userId!)])),
    )
    .$if(groupId !== undefined, (query) => query.where('resource_id', '=', groupId!))
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()
