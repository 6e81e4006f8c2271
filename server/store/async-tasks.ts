import type { Db } from './dialects/dialect.ts'
import type { AsyncTaskRow } from './tables/workspaces.ts'

export const insertAsyncTask = (db: Db, row: AsyncTaskRow): Promise<unknown> =>
  db.sql.insertInto('async_tasks').values(row).execute()

export const asyncTaskById = (db: Db, workspaceId: string, id: string): Promise<AsyncTaskRow | undefined> =>
  db.sql
    .selectFrom('async_tasks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

const unfinished = ['queued', 'running', 'retrying'] as const

/** An unfinished task of any workspace that nobody works on at `now`, the one that waits longest first. */
export const dueAsyncTask = (
  db: Db,
  now: number,
): Promise<Pick<AsyncTaskRow, 'workspace_id' | 'id'> | undefined> =>
  db.sql
    .selectFrom('async_tasks')
    .select(['workspace_id', 'id'])
    .where('status', 'in', unfinished)
    .where('claimed_until', '<', now)
    .orderBy('created_time')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

export async function updateAsyncTask(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Pick<AsyncTaskRow, 'status' | 'attempts' | 'claimed_until' | 'outcome'>>,
): Promise<void> {
  await db.sql
    .updateTable('async_tasks')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Forgets what was finished and was last worked on before a moment. */
export async function deleteOldAsyncTasks(db: Db, before: number): Promise<void> {
  await db.sql
    .deleteFrom('async_tasks')
    .where('status', 'in', ['succeeded', 'failed'])
    .where('claimed_until', '<', before)
    .execute()
}
