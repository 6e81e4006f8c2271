import type { Db } from './dialects/dialect.ts'
import type { DatabaseRow } from './tables/content.ts'

export const insertDatabase = (db: Db, row: DatabaseRow): Promise<unknown> =>
  db.sql.insertInto('databases').values(row).execute()

export async function updateDatabaseRow(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<DatabaseRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('databases')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Gives a database a title if it goes by `untitled`; whether it did. */
export async function titleUntitled(
  db: Db,
  workspaceId: string,
  id: string,
  untitled: string,
  title: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db.sql
    .updateTable('databases')
    .set({ title })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('title', '=', untitled)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
