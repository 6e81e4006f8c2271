import { principalsReading } from '#server/store/access-entries.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { type EventTypeName, eventTypes } from '../events/types.ts'
import { makerOf, mayHearOf, toldTo } from '../events/visible.ts'

/** Where and when it is looked up. */
type At = Pick<Context, 'db' | 'workspace' | 'now'>

/**
 * Those of some events that any of the bots may be told now. A public connection may have thousands: they are asked for
 * together, once for each capability that the events take.
 */
export async function toldToAny(
  at: At,
  bots: readonly Actor[],
  events: readonly EventRow[],
): Promise<EventRow[]> {
  const told = new Set<EventRow>()
  const needOf = ({ type }: EventRow) => eventTypes[type as EventTypeName]?.needs
  for (const alike of Map.groupBy(events, needOf).values()) {
    const capable = bots.filter((actor) => mayHearOf({ actor }, alike[0]!.type))
    if (capable.length === 0) continue
    const readers = { userIds: capable.map(({ userId }) => userId), principals: principalsOfAll(capable) }
    for (const event of await toldTo(at, readers, alike)) told.add(event)
  }
  return events.filter((event) => told.has(event))
}

/** Those of the bots that may be told of an event now: one query, whatever their number. */
export async function botsTold(at: At, bots: readonly Actor[], event: EventRow): Promise<Actor[]> {
  const capable = bots.filter((actor) => mayHearOf({ actor }, event.type))
  if (event.feed === 'none' || capable.length === 0) return []
  if (event.feed === 'people') return capable
  if (event.node_id === null) {
    const maker = await makerOf(at, event)
    return capable.filter(({ userId }) => userId === maker)
  }
  const all = principalsOfAll(capable)
  const reading = await principalsReading(at.db, at.workspace.id, event.node_id, all, at.now)
  return capable.filter((bot) => principalsOf(bot).some((one) => reading.has(one)))
}

const principalsOf = ({ principals }: Actor): string[] => JSON.parse(principals)

const principalsOfAll = (bots: readonly Actor[]): string => JSON.stringify(bots.flatMap(principalsOf))
