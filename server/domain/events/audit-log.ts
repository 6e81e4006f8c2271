import { type Along, type EventFilter, fittingEvents, lastWalked } from '#server/store/audit-log.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { extentOfEvents } from '#server/store/events.ts'
import { scimTokensByIds } from '#server/store/scim-tokens.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { usersByIds } from '#server/store/users.ts'
import { invalid } from '#shared/problem.ts'
import { firstEventAt } from './at-time.ts'

/** What is looked for in the log. Times are milliseconds since 1970: from `since` on, and before `until`. */
export interface AuditQuery extends EventFilter {
  since?: number | undefined
  until?: number | undefined
  direction: 'ascending' | 'descending'
}

/** Some events of the log, and where it goes on. */
export interface AuditPage {
  events: AuditEvent[]
  /** The next number to look at: of a log that is read upwards there always is one, for whoever follows it. */
  next: number | null
  hasMore: boolean
}

export interface AuditEvent extends EventRow {
  /** What the actor is called now. */
  actorName: string | null
}

/** The events that one look goes through at most: a rare one among millions is found over several looks. */
export const STEP = 5000

/**
 * A page of the log.
 *
 * @param start `next` of the page before, null at the beginning.
 * @returns fewer than `size` events also where more are to come.
 */
export async function readAuditLog(
  db: Db,
  workspaceId: string,
  query: AuditQuery,
  start: number | null,
  size: number,
): Promise<AuditPage> {
  const isUp = query.direction === 'ascending'
  const { from, to, oldest } = await stretchOf(db, workspaceId, query)
  if (isUp && start !== null && start < oldest) {
    throw invalid('The start_cursor is older than what is kept of the log. Begin without one.', {
      reason: 'cursor_expired',
    })
  }
  const stretch = {
    from: isUp ? Math.max(from, start ?? from) : from,
    to: isUp ? to : Math.min(to, start ?? to),
    direction: isUp ? ('asc' as const) : ('desc' as const),
  }
  const end = isUp ? Math.max(stretch.to + 1, stretch.from) : null
  if (stretch.from > stretch.to) return { events: [], next: end, hasMore: false }
  const along = await narrowest(db, workspaceId, query, stretch)
  const found = await fittingEvents(db, workspaceId, query, along, stretch, STEP, size + 1)
  const events = await withNames(db, workspaceId, found.slice(0, size))
  const more = found[size]
  if (more !== undefined) return { events, next: more.sequence, hasMore: true }
  const walked = await lastWalked(db, workspaceId, query, along, stretch, STEP)
  if (walked === undefined) return { events, next: end, hasMore: false }
  const next = isUp ? walked + 1 : walked - 1
  return { events, next, hasMore: next >= stretch.from && next <= stretch.to }
}

/** The number of the last event. */
export async function lastOfLog(db: Db, workspaceId: string): Promise<number> {
  const [extent] = await extentOfEvents(db, workspaceId)
  return extent!.sequence
}

/** The numbers between two times, as far as there are events. */
async function stretchOf(db: Db, workspaceId: string, { since, until }: AuditQuery) {
  const [extent] = await extentOfEvents(db, workspaceId)
  const whole = { from: extent!.events_from, last: extent!.sequence }
  const at = (time: number) => firstEventAt(db, workspaceId, time, whole)
  return {
    oldest: whole.from,
    from: since === undefined ? whole.from : await at(since),
    to: until === undefined ? whole.last : (await at(until)) - 1,
  }
}

/** The index along which fewest events are looked at, as far as a step tells. */
async function narrowest(
  db: Db,
  workspaceId: string,
  query: AuditQuery,
  stretch: Parameters<typeof lastWalked>[4],
): Promise<Along> {
  const fitting: Along[] = [
    ...(query.entityId === undefined ? [] : ['entity_id' as const]),
    ...(query.actorId === undefined ? [] : ['actor_id' as const]),
    ...(query.types === undefined ? [] : ['type' as const]),
  ]
  if (fitting.length < 2) return fitting[0] ?? null
  for (const along of fitting) {
    const last = await lastWalked(db, workspaceId, query, along, stretch, STEP)
    if (last === undefined) return along
  }
  return fitting[0]!
}

/** People and bots by their names; a directory by that of its token. */
async function withNames(db: Db, workspaceId: string, events: readonly EventRow[]): Promise<AuditEvent[]> {
  const idsOf = (acting: readonly EventRow[] = []) => [
    ...new Set(acting.flatMap(({ actor_id }) => actor_id ?? [])),
  ]
  const { directories, others } = Object.groupBy(events, ({ actor_type }) =>
    actor_type === 'directory' ? 'directories' : 'others',
  )
  const [tokenIds, userIds] = [idsOf(directories), idsOf(others)]
  const named = [
    ...(tokenIds.length === 0 ? [] : await scimTokensByIds(db, workspaceId, tokenIds)),
    ...(userIds.length === 0 ? [] : await usersByIds(db, workspaceId, userIds)),
  ]
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return events.map((event) => ({ ...event, actorName: names.get(event.actor_id ?? '') ?? null }))
}
