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
