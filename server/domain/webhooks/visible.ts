import { principalsReading } from '#server/store/access-entries.ts'
import type { EventRow } from '#server/store/tables.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { mayBeTold, mayHearOf } from '../events/visible.ts'

/** The work of a subscription as one of the connection's bots. */
export type AsBot = (actor: Actor) => Context

/** Those of some events that any of the bots may be told now. */
export async function toldToAny(
  asBot: AsBot,
  bots: readonly Actor[],
  events: readonly EventRow[],
): Promise<EventRow[]> {
  if (events.length === 0) return []
  const told = new Set<EventRow>()
  // A public connection may have a thousand bots: those that may do the same are asked for together.
  for (const alike of Map.groupBy(bots, ({ capabilities }) => JSON.stringify(capabilities)).values()) {
    const all = { ...alike[0]!, principals: JSON.stringify(alike.flatMap(principalsOf)) }
    for (const event of await mayBeTold(asBot(all), events)) told.add(event)
  }
  // An upload belongs to who made it.
  const uploads = events.filter(({ entity_type }) => entity_type === 'file_upload')
  if (uploads.length > 0 && bots.length > 1) {
    for (const bot of bots) for (const event of await mayBeTold(asBot(bot), uploads)) told.add(event)
  }
  return events.filter((event) => told.has(event))
}

/** Those of the bots that may be told of an event now. */
export async function botsTold(asBot: AsBot, bots: readonly Actor[], event: EventRow): Promise<Actor[]> {
  const [first, second] = bots
  if (first && second && event.feed === 'content' && event.node_id !== null) {
    const { db, workspace, now } = asBot(first)
    const all = JSON.stringify(bots.flatMap(principalsOf))
    const reading = await principalsReading(db, workspace.id, event.node_id, all, now)
    return bots.filter(
      (bot) => mayHearOf(asBot(bot), event.type) && principalsOf(bot).some((one) => reading.has(one)),
    )
  }
  const told: Actor[] = []
  for (const bot of bots) if ((await mayBeTold(asBot(bot), [event])).length > 0) told.push(bot)
  return told
}

const principalsOf = ({ principals }: Actor): string[] => JSON.parse(principals)
