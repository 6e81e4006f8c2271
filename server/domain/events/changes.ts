import { endsOfLog, eventsOfFeed } from '#server/store/feed.ts'
import type { EventRow, Feed } from '#server/store/tables.ts'
import type { Context } from '../context.ts'
import { AFTER_ALL, cursorOf, type Position, positionOf } from './cursor.ts'
import { type Change, describeEvents } from './describe.ts'
import { mayBeTold } from './visible.ts'

/** What of a feed is wanted. */
export interface Wanted {
  /** Where it goes on; `now` at the end, null at the oldest event that is kept. */
  cursor: string | null
  feed: Exclude<Feed, 'none'>
  /** Only these types. */
  types?: readonly string[] | undefined
  size: number
  /** Keeps those that are wanted, before they are looked at more closely. */
  filter?: ((events: readonly EventRow[]) => Promise<readonly EventRow[]>) | undefined
}

export interface Changes {
  changes: Change[]
  /** Where to go on, now or later. */
  nextCursor: string
  /** Whether there may be more already. */
  hasMore: boolean
}

/** Events that one call looks at, told or not. */
const MOST_EVENTS = 2000

/** Numbers in a row that one read goes along: most of them may be of another feed. */
const SPAN = 5000

/**
 * What happened after a cursor, oldest first, as far as the actor may be told. A call does no more than so much work: it
 * may answer with less than `size`, or nothing, and there is more.
 */
export async function changesAfter(context: Context, wanted: Wanted): Promise<Changes> {
  const { db, workspace } = context
  const log = await endsOfLog(db, workspace.id)
  const end: Position = { sequence: log.sequence, place: AFTER_ALL }
  let position = startOf(context, wanted.cursor, log)
  const told: EventRow[] = []
  let looked = 0
  for (let limit = wanted.size; looked < MOST_EVENTS && position.sequence < end.sequence; limit *= 4) {
    const isSparse = wanted.types !== undefined || wanted.feed !== 'content'
    const until = isSparse ? end.sequence : Math.min(end.sequence, position.sequence + SPAN)
    const stretch = { after: position.sequence, until, limit: Math.min(limit, MOST_EVENTS) }
    const events = await eventsOfFeed(db, workspace.id, wanted.feed, wanted.types ?? null, stretch)
    looked += Math.max(events.length, 1)
    const asked = wanted.filter ? await wanted.filter(events) : events
    const visible = (await mayBeTold(context, asked)).slice(0, wanted.size - told.length)
    told.push(...visible)
    const reached =
      told.length === wanted.size ? told.at(-1)! : events.length < stretch.limit ? null : events.at(-1)!
    position = { sequence: reached?.sequence ?? until, place: AFTER_ALL }
    if (told.length === wanted.size) break
  }
  return {
    changes: await describeEvents(context, told),
    nextCursor: cursorOf(context, position),
    hasMore: position.sequence < end.sequence,
  }
}

function startOf(
  context: Context,
  cursor: string | null,
  log: { sequence: number; changes_from: number },
): Position {
  if (cursor === 'now') return { sequence: log.sequence, place: AFTER_ALL }
  if (cursor === null) return { sequence: log.changes_from - 1, place: AFTER_ALL }
  return positionOf(context, cursor, log)
}
