import type { Db } from './dialects/dialect.ts'
import type { ConnectionRow } from './tables.ts'

export const insertConnection = (db: Db, row: ConnectionRow): Promise<unknown> =>
  db.sql.insertInto('connections').values(row).execute()

export const connectionsByName = (db: Db, workspaceId: string, name: string): Promise<ConnectionRow[]> =>
  db.sql
    .selectFrom('connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .execute()

export async function updateConnection(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<ConnectionRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('connections')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}
