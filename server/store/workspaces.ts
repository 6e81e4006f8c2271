import type { Db } from './dialects/dialect.ts'
import type { WorkspaceRow } from './tables.ts'

export const insertWorkspace = (db: Db, row: WorkspaceRow): Promise<unknown> =>
  db.sql.insertInto('workspaces').values(row).execute()

/** In the order they were made. */
export const allWorkspaces = (db: Db): Promise<WorkspaceRow[]> =>
  db.sql.selectFrom('workspaces').selectAll().orderBy('created_time').orderBy('id').execute()

export const workspaceById = (db: Db, id: string): Promise<WorkspaceRow | undefined> =>
  db.sql.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst()

export async function updateWorkspace(
  db: Db,
  id: string,
  change: Partial<Pick<WorkspaceRow, 'name' | 'icon' | 'domains' | 'settings'>>,
): Promise<void> {
  await db.sql.updateTable('workspaces').set(change).where('id', '=', id).execute()
}
