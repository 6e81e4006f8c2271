import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { WorkspaceRow } from './tables/workspaces.ts'

export const insertWorkspace = (db: Db, row: WorkspaceRow): Promise<unknown> =>
  db.sql.insertInto('workspaces').values(row).execute()

/** In the order they were made. */
export const allWorkspaces = (db: Db): Promise<WorkspaceRow[]> =>
  db.sql.selectFrom('workspaces').selectAll().orderBy('created_time').orderBy('id').execute()

export const workspaceById = (db: Db, id: string): Promise<WorkspaceRow | undefined> =>
  db.sql.selectFrom('workspaces').selectAll().where('id', '=', id).executeTakeFirst()

/** The settings as they are now. */
export const settingsOf = prepared<Pick<WorkspaceRow, 'settings'>, [id: string]>((query, [id]) =>
  query.selectFrom('workspaces').select('settings').where('id', '=', id),
)

/** The numbers of the last events of workspaces. */
export const sequencesOf = (
  db: Db,
  ids: readonly string[],
): Promise<Pick<WorkspaceRow, 'id' | 'sequence'>[]> =>
  db.sql.selectFrom('workspaces').select(['id', 'sequence']).where('id', 'in', ids).execute()

export async function updateWorkspace(
  db: Db,
  id: string,
  change: Partial<Pick<WorkspaceRow, 'name' | 'icon' | 'settings'>>,
): Promise<void> {
  await db.sql.updateTable('workspaces').set(change).where('id', '=', id).execute()
}
