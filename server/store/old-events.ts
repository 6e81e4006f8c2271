/** What retention lets go of, a little at a time: no writer waits for much of it. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** The last event that every active subscription of a workspace has looked at; null when there is none. */
export async function lastToldToAll(db: Db, workspaceId: string): Promise<number | null> {
  const { told } = await db.sql
    .selectFrom('webhooks')
    .select(
      sql<number | null>`min(case when replay_after < sequence then replay_after else sequence end)`.as(
        'told',
      ),
    )
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return told
}

/** Lets go of the events before two numbers: feeds of those before the first, the log of those before the second. */
export async function letGo(
  db: Db,
  workspaceId: string,
  { changesFrom, eventsFrom }: { changesFrom: number; eventsFrom: number },
): Promise<void> {
  const later = (column: 'changes_from' | 'events_from', number: number): RawBuilder<number> =>
    sql<number>`case when ${sql.ref(column)} < ${sql.lit(number)} then ${sql.lit(number)} else ${sql.ref(column)} end`
  await db.sql
    .updateTable('workspaces')
    .set({
      changes_from: later('changes_from', changesFrom),
      events_from: later('events_from', eventsFrom),
    })
    .where('id', '=', workspaceId)
    .execute()
}

/**
 * Deletes the oldest events that were let go of, at most `limit` of them.
 *
 * @returns false when none are left.
 */
export async function deleteEvents(
  db: Db,
  workspaceId: string,
  before: number,
  limit: number,
): Promise<boolean> {
  const oldest = await db.sql
    .selectFrom('events')
    .select('sequence')
    .where('workspace_id', '=', workspaceId)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined || oldest.sequence >= before) return false
  await db.sql
    .deleteFrom('events')
    .where('workspace_id', '=', workspaceId)
    .where('sequence', '<', Math.min(before, oldest.sequence + limit))
    .execute()
  return true
}

/** The same for what readers lost with events that feeds no longer tell. */
export async function deleteLosses(
  db: Db,
  workspaceId: string,
  before: number,
  limit: number,
): Promise<boolean> {
  const { rows } = await sql`
    delete from access_losses where (workspace_id, principal, sequence, node_id, through) in (
      select workspace_id, principal, sequence, node_id, through from access_losses
      where workspace_id = ${workspaceId} and sequence < ${before} order by sequence limit ${limit}
    ) returning sequence`.execute(db.sql)
  return rows.length === limit
}
