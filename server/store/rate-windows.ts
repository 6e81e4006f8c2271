import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** Counts one more request of `subject` in the window that began at `started`; the count so far. */
export async function countRequest(db: Db, workspaceId: string, subject: string, started: number): Promise<number> {
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
