import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { EventRow } from './tables.ts'

/** Appends events in order, numbered after the last one of the workspace. */
export async function appendEvents(
  db: Db,
  workspaceId: string,
  events: readonly Omit<EventRow, 'workspace_id' | 'sequence'>[],
): Promise<void> {
  const { sequence } = await db.sql
    .updateTable('workspaces')
    .set({ sequence: sql<number>`sequence + ${events.length}` })
    .where('id', '=', workspaceId)
    .returning('sequence')
    .executeTakeFirstOrThrow()
  const first = sequence - events.length + 1
  await db.insertRows(
    'events',
    events.map((event, index) => ({ workspace_id: workspaceId, sequence: first + index, ...event })),
  )
}

/** Events after `sequence`, oldest first. */
export const eventsAfter = (
  db: Db,
  workspaceId: string,
  sequence: number,
  limit: number,
): Promise<EventRow[]> =>
  db.sql
    .selectFrom('events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute()
