import type { Db } from './dialects/dialect.ts'
import type { GroupRow } from './tables.ts'

export const insertGroup = (db: Db, row: GroupRow): Promise<unknown> =>
  db.sql.insertInto('groups').values(row).execute()

export const groupByName = (db: Db, workspaceId: string, name: string): Promise<GroupRow | undefined> =>
  db.sql
    .selectFrom('groups')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirst()

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
