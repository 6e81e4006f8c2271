import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db, NewEvent } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { EventRow } from './tables/events.ts'
import type { WorkspaceRow } from './tables/workspaces.ts'

/**
 * Appends events in order, numbered after the last one of the workspace; their time is `now`, or that of the one before.
 * Who listens is told after the commit.
 */
export async function appendEvents(
  db: Db,
  workspaceId: string,
  now: number,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return
  await dialects[db.dialect].appendEvents(db, workspaceId, now, events)
  db.happenings.add(workspaceId)
}

/**
 * The number of the last event of people, groups and connections. Where those were forgotten, the last number of what
 * was: it may only grow.
 */
export const lastOfPeople = prepared<{ sequence: number }, [workspaceId: string]>((query, [workspaceId]) =>
  query
    .selectFrom('workspaces as w')
    .select((eb) =>
      eb.fn
        .coalesce(
          eb
            .selectFrom('events as e')
            .select('e.sequence')
            .whereRef('e.workspace_id', '=', 'w.id')
            // Spelled out, so that the index of these events is known to fit.
            .where('e.feed', '=', sql.lit('people' as const))
            .orderBy('e.sequence', 'desc')
            .limit(1),
          sql<number>`w.events_from - 1`,
        )
        .as('sequence'),
    )
    .where('w.id', '=', workspaceId),
)

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

/** The first event from a number on that is still there. */
export const eventFrom = prepared<
  Pick<EventRow, 'sequence' | 'timestamp'>,
  [workspaceId: string, sequence: number]
>((query, [workspaceId, sequence]) =>
  query
    .selectFrom('events')
    .select(['sequence', 'timestamp'])
    .where('workspace_id', '=', workspaceId)
    .where('sequence', '>=', sequence)
    .orderBy('sequence')
    .limit(1),
)

/** Where the log of a workspace begins and ends. */
export const extentOfEvents = prepared<
  Pick<WorkspaceRow, 'sequence' | 'events_from' | 'changes_from'>,
  [workspaceId: string]
>((query, [workspaceId]) =>
  query
    .selectFrom('workspaces')
    .select(['sequence', 'events_from', 'changes_from'])
    .where('id', '=', workspaceId),
)

/** Whether the log tells that a token was used from an address. It goes along the events of the token, one for each. */
export async function wasUsedFrom(
  db: Db,
  workspaceId: string,
  tokenId: string,
  address: string,
): Promise<boolean> {
  const known = await db.sql
    .selectFrom('events')
    .select('sequence')
    .where('workspace_id', '=', workspaceId)
    .where('entity_id', '=', tokenId)
    .where('type', '=', 'token.used_from_new_address')
    .where('ip_address', '=', address)
    .limit(1)
    .executeTakeFirst()
  return known !== undefined
}
