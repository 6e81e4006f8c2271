import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** Counts one more request of `subject` in the window that began at `started`; the count so far. */
export async function countRequest(
  db: Db,
  workspaceId: string,
  subject: string,
  started: number,
): Promise<number> {
  const { count } = await db.sql
    .insertInto('rate_windows')
    .values({ workspace_id: workspaceId, subject, started, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'subject']).doUpdateSet({
        count: sql`case when rate_windows.started = excluded.started then rate_windows.count + 1 else 1 end`,
        started: sql`excluded.started`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

/** Takes one request of `subject` back, as if it had not been counted. */
export async function takeBackRequest(db: Db, workspaceId: string, subject: string): Promise<void> {
  await db.sql
    .updateTable('rate_windows')
    .set({ count: sql`count - 1` })
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .where('count', '>', 0)
    .execute()
}

export async function forgetRequests(db: Db, workspaceId: string, subject: string): Promise<void> {
  await db.sql
    .deleteFrom('rate_windows')
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .execute()
}

/** Drops the windows that began before `started`: nothing asks for them any more. */
export async function deleteWindowsBefore(db: Db, workspaceId: string, started: number): Promise<void> {
  await db.sql
    .deleteFrom('rate_windows')
    .where('workspace_id', '=', workspaceId)
    .where('started', '<', started)
    .execute()
}
