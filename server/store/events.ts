import { dialects } from './dialects/current.ts'
import type { Db, NewEvent } from './dialects/dialect.ts'
import type { EventRow } from './tables.ts'

/** Appends events in order, numbered after the last one of the workspace. */
export const appendEvents = (db: Db, workspaceId: string, events: readonly NewEvent[]): Promise<void> =>
  events.length === 0 ? Promise.resolve() : dialects[db.dialect].appendEvents(db, workspaceId, events)

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
