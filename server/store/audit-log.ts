/** The log of events as owners look through it: by who did it, to what, and what it was. */
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { EventRow } from './tables/events.ts'
import type { Tables } from './tables.ts'

export interface EventFilter {
  actorId?: string | undefined
  actorType?: EventRow['actor_type'] | undefined
  entityId?: string | undefined
  /** Any of these. */
  types?: readonly string[] | undefined
  tokenId?: string | undefined
  ipAddress?: string | undefined
}

/** Numbers from the first to the last, both among them, and the way through them. */
export interface Stretch {
  from: number
  to: number
  direction: 'asc' | 'desc'
}

/** The index that the log is walked along; null for that of all events. */
export type Along = 'entity_id' | 'actor_id' | 'type' | null

type Events = SelectQueryBuilder<Tables, 'events', EventRow>

/** Of the first `step` events along an index those that fit, `limit` at most, in the order of the stretch. */
export const fittingEvents = (
  db: Db,
  workspaceId: string,
  filter: EventFilter,
  along: Along,
  stretch: Stretch,
  step: number,
  limit: number,
): Promise<EventRow[]> =>
  db.sql
    .selectFrom(walked(db, workspaceId, filter, along, stretch, step).as('walked'))
    .selectAll()
    .$if(filter.actorId !== undefined, (query) => query.where('actor_id', '=', filter.actorId!))
    .$if(filter.actorType !== undefined, (query) => query.where('actor_type', '=', filter.actorType!))
    .$if(filter.entityId !== undefined, (query) => query.where('entity_id', '=', filter.entityId!))
    .$if(filter.types !== undefined, (query) => query.where('type', 'in', filter.types!))
    .$if(filter.tokenId !== undefined, (query) => query.where('token_id', '=', filter.tokenId!))
    .$if(filter.ipAddress !== undefined, (query) => query.where('ip_address', '=', filter.ipAddress!))
    .orderBy('sequence', stretch.direction)
    .limit(limit)
    .execute()

/** The number of the last of the first `step` events along an index; undefined when there are fewer. */
export async function lastWalked(
  db: Db,
  workspaceId: string,
  filter: EventFilter,
  along: Along,
  stretch: Stretch,
  step: number,
): Promise<number | undefined> {
  const last = await db.sql
    .selectFrom(walked(db, workspaceId, filter, along, stretch, step).as('walked'))
    .select('sequence')
    .orderBy('sequence', stretch.direction)
    .limit(1)
    .offset(step - 1)
    .executeTakeFirst()
  return last?.sequence
}

function walked(
  db: Db,
  workspaceId: string,
  { actorId, entityId, types }: EventFilter,
  along: Along,
  stretch: Stretch,
  step: number,
): Events {
  const walk = (value: string | undefined) => walkedAlong(db, workspaceId, along, value, stretch, step)
  if (along !== 'type') return walk(along === 'actor_id' ? actorId : entityId)
  const [first, ...others] = types!.map((type) => db.sql.selectFrom(walk(type).as('one')).selectAll())
  const all = others.reduce((query, other) => query.unionAll(other), first!)
  return db.sql
    .selectFrom(all.as('each'))
    .selectAll()
    .orderBy('sequence', stretch.direction)
    .limit(step) as unknown as Events
}

/**
 * Rows are compared and ordered by all columns of the index: no other index has this order, so that no planner
 * takes one on which it would look at events of others.
 */
function walkedAlong(
  db: Db,
  workspaceId: string,
  along: Along,
  value: string | undefined,
  { from, to, direction }: Stretch,
  step: number,
): Events {
  const columns = ['workspace_id', ...(along === null ? [] : [along]), 'sequence'] as const
  const key = sql.join(columns.map((column) => sql.ref(column)))
  const at = (sequence: number) =>
    sql.join(along === null ? [workspaceId, sequence] : [workspaceId, value, sequence])
  let query = db.sql
    .selectFrom('events')
    .selectAll()
    .where(sql<boolean>`(${key}) >= (${at(from)}) and (${key}) <= (${at(to)})`)
  for (const column of columns) query = query.orderBy(column, direction)
  return query.limit(step)
}
