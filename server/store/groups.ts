import type { Db } from './dialects/dialect.ts'
import type { GroupRow } from './tables/people.ts'

export const insertGroup = (
  db: Db,
  row: Omit<GroupRow, 'name_key' | 'version' | 'directory'>,
): Promise<unknown> =>
  db.sql
    .insertInto('groups')
    .values({ ...row, name_key: row.name.toLowerCase(), version: 1, directory: null })
    .execute()

export const groupByName = (db: Db, workspaceId: string, name: string): Promise<GroupRow | undefined> =>
  db.sql
    .selectFrom('groups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirst()

/** Groups with a name, in whatever case. */
export const groupsCalled = (db: Db, workspaceId: string, name: string): Promise<{ id: string }[]> =>
  db.sql
    .selectFrom('groups')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('name_key', '=', name.toLowerCase())
    .execute()

/** Adds a person to a group; false when they were in it. */
export async function insertGroupMember(
  db: Db,
  workspaceId: string,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const result = await db.sql
    .insertInto('group_members')
    .values({ workspace_id: workspaceId, group_id: groupId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const groupsByNames = (db: Db, workspaceId: string, names: readonly string[]): Promise<GroupRow[]> =>
  names.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('groups')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('name', 'in', names)
        .execute()

export const groupById = (db: Db, workspaceId: string, id: string): Promise<GroupRow | undefined> =>
  db.sql
    .selectFrom('groups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const groupsByIds = (db: Db, workspaceId: string, ids: readonly string[]): Promise<GroupRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('groups')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()

/** A group with how many people are in it. */
export type CountedGroup = GroupRow & { member_count: number }

/** Groups in the order they were made; from `fromId` on, of one name when that is given. */
export const listedGroups = (
  db: Db,
  workspaceId: string,
  name: string | undefined,
  fromId: string | null,
  limit: number,
): Promise<CountedGroup[]> =>
  counted(db, workspaceId)
    .$if(name !== undefined, (query) => query.where('groups.name', '=', name!))
    .$if(fromId !== null, (query) => query.where('groups.id', '>=', fromId!))
    .orderBy('groups.id')
    .limit(limit)
    .execute()

/** The same without who is in them. */
export const listedGroupNames = (
  db: Db,
  workspaceId: string,
  fromId: string | null,
  limit: number,
): Promise<{ id: string; name: string }[]> =>
  db.sql
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export const countedGroup = (db: Db, workspaceId: string, id: string): Promise<CountedGroup | undefined> =>
  counted(db, workspaceId).where('groups.id', '=', id).executeTakeFirst()

/** Who was removed from the workspace waits in their groups, and does not count. */
const counted = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('groups')
    .selectAll('groups')
    .select((eb) =>
      eb
        .selectFrom('group_members as m')
        .innerJoin('users as u', (join) =>
          join.onRef('u.workspace_id', '=', 'm.workspace_id').onRef('u.id', '=', 'm.user_id'),
        )
        .whereRef('m.workspace_id', '=', 'groups.workspace_id')
        .whereRef('m.group_id', '=', 'groups.id')
        .where('u.state', '!=', 'removed')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('member_count'),
    )
    .where('groups.workspace_id', '=', workspaceId)

export async function updateGroup(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Pick<GroupRow, 'name' | 'directory' | 'updated_time'>>,
): Promise<void> {
  await db.sql
    .updateTable('groups')
    .set(change)
    .set('version', (eb) => eb('version', '+', 1))
    .$if(change.name !== undefined, (query) => query.set('name_key', change.name!.toLowerCase()))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Removes a group with who is in it and what directories call it. */
export async function deleteGroupRows(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql
    .deleteFrom('directory_external_ids')
    .where('workspace_id', '=', workspaceId)
    .where('resource_id', '=', id)
    .execute()
  await db.sql
    .deleteFrom('directory_conflicts')
    .where('workspace_id', '=', workspaceId)
    .where('resource_id', '=', id)
    .execute()
  await db.sql
    .deleteFrom('group_members')
    .where('workspace_id', '=', workspaceId)
    .where('group_id', '=', id)
    .execute()
  await db.sql.deleteFrom('groups').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** Takes a person out of a group; false when they were not in it. */
export async function deleteGroupMember(
  db: Db,
  workspaceId: string,
  groupId: string,
  userId: string,
): Promise<boolean> {
  const result = await db.sql
    .deleteFrom('group_members')
    .where('workspace_id', '=', workspaceId)
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** The groups of each of several people. */
export const groupsOfUsers = (
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<{ user_id: string; id: string; name: string }[]> =>
  db.sql
    .selectFrom('group_members as m')
    .innerJoin('groups as g', (join) =>
      join.onRef('g.workspace_id', '=', 'm.workspace_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select(['m.user_id', 'g.id', 'g.name'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.user_id', 'in', userIds)
    .orderBy('g.id')
    .execute()
