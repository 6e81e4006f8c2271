import { endsOfLog, eventsOfFeed } from '#server/store/feed.ts'
import type { EventRow, Feed } from '#server/store/tables/events.ts'
import { Problem } from '#shared/problem.ts'
import type { Actor } from '../access/actor.ts'
import { recallActor } from '../access/recall.ts'
import type { Context } from '../context.ts'
import { AFTER_ALL, cursorOf, isBefore, type Position, positionOf } from './cursor.ts'
import { type Change, describeEvents, describeLosses } from './describe.ts'
import { type Loss, lossesAfter, NO_LOSSES } from './losses.ts'
import { ACCESS_LOST } from './types.ts'
import { mayBeTold } from './visible.ts'

/** What a filter knows of an event, or of what was lost. */
export type Subject = Pick<EventRow, 'type' | 'entity_type' | 'entity_id' | 'node_id' | 'data' | 'before'>

export type Filter = <S extends Subject>(subjects: readonly S[]) => Promise<readonly S[]> | readonly S[]

/** What of a feed is wanted. */
export interface Wanted {
  /** Where it goes on; `now` at the end, null at the oldest event that is kept. */
  cursor: string | null
  feed: Exclude<Feed, 'none'>
  /** Only these types. */
  types?: readonly string[] | undefined
  size: number
  /** Keeps those that are wanted, before they are looked at more closely. */
  filter?: Filter | undefined
}

export interface Changes extends Place {
  changes: Change[]
}

/** As far as a feed was read. */
interface Place {
  /** Where to go on, now or later. */
  nextCursor: string
  /** Whether there may be more already. */
  hasMore: boolean
}

/** Events and losses that one call looks at, told or not; a read counts for some, however little it finds. */
const MOST_EVENTS = 2000
const LEAST_EVENTS = 100

/** Numbers in a row that one read goes along: most of them may be of another feed. */
const SPAN = 5000

/**
 * What happened after a cursor, oldest first, as far as the actor may be told, and in its place what it can see no more.
 * A call does no more than so much work: it may answer with less than `size`, or nothing, and there is more.
 */
export async function changesAfter(context: Context, wanted: Wanted): Promise<Changes> {
  const { told, ...place } = await whatToTell(context, wanted)
  return { changes: await describe(context, told), ...place }
}

/** What of people, groups and connections is told after a cursor, as it was recorded. */
export async function peopleEventsAfter(
  context: Context,
  wanted: Omit<Wanted, 'feed'>,
): Promise<Place & { events: EventRow[] }> {
  const { told, ...place } = await whatToTell(context, { ...wanted, feed: 'people' })
  return { events: told.flatMap((one) => ('event' in one ? [one.event] : [])), ...place }
}

async function whatToTell(asked: Context, wanted: Wanted): Promise<Place & { told: Told[] }> {
  const log = await endsOfLog(asked.db, asked.workspace.id)
  const context = { ...asked, actor: await actorNow(asked) }
  const end: Position = { sequence: log.sequence, place: AFTER_ALL }
  const told: Told[] = []
  let position = startOf(context, wanted.cursor, log)
  let looked = 0
  for (let limit = wanted.size; looked < MOST_EVENTS && told.length < wanted.size; limit *= 4) {
    if (!isBefore(position, end)) break
    const part = await partAfter(context, wanted, position, end.sequence, Math.min(limit, MOST_EVENTS))
    const room = wanted.size - told.length
    told.push(...part.told.slice(0, room))
    position = part.told.length > room ? placeOf(told.at(-1)!) : part.reached
    looked += Math.max(part.looked, LEAST_EVENTS)
  }
  return {
    told,
    nextCursor: cursorOf(context, position),
    hasMore: isBefore(position, end),
  }
}

/** What a person acts as after the end of the log was read: what they left until then they no longer see. */
async function actorNow({ db, workspace, actor, now }: Context): Promise<Actor> {
  if (actor.type === 'bot') return actor
  const recalled = await recallActor(db, workspace.id, actor, now)
  if (recalled !== null) return recalled
  throw new Problem('unauthenticated', 'API token is invalid.')
}

type Told = { event: EventRow } | { loss: Loss }

const placeOf = (told: Told): Position =>
  'event' in told
    ? { sequence: told.event.sequence, place: '' }
    : { sequence: told.loss.sequence, place: told.loss.nodeId }

function startOf(
  context: Context,
  cursor: string | null,
  log: { sequence: number; changes_from: number },
): Position {
  if (cursor === 'now') return { sequence: log.sequence, place: AFTER_ALL }
  if (cursor === null) return { sequence: log.changes_from - 1, place: AFTER_ALL }
  return positionOf(context, cursor, log)
}

/** What can be told of the next events and losses, of `limit` of each at the most. */
async function partAfter(
  context: Context,
  { feed, types, filter = (subjects) => subjects }: Wanted,
  position: Position,
  end: number,
  limit: number,
): Promise<{ told: Told[]; reached: Position; looked: number }> {
  const { db, workspace } = context
  const until = types === undefined && feed === 'content' ? Math.min(end, position.sequence + SPAN) : end
  const ofTypes = types?.filter((type) => type !== ACCESS_LOST) ?? null
  const stretch = { after: position.sequence, until, limit }
  const events = await eventsOfFeed(db, workspace.id, feed, ofTypes, stretch)
  const last = events.length === limit ? events.at(-1)!.sequence : until
  const tellsLosses = feed === 'content' && (types === undefined || types.includes(ACCESS_LOST))
  const lost = tellsLosses ? await lossesAfter(context, position, last, limit) : NO_LOSSES
  const reached = lost.reached ?? { sequence: last, place: AFTER_ALL }
  const within = await filter(events.filter(({ sequence }) => sequence <= reached.sequence))
  const told: Told[] = [
    ...(await mayBeTold(context, within)).map((event) => ({ event })),
    ...(await filter(lost.losses.map(subjectOf))).map(({ loss }) => ({ loss })),
  ]
  return { told: told.toSorted(inOrder), reached, looked: events.length + lost.looked }
}

const subjectOf = (loss: Loss) => ({
  loss,
  type: ACCESS_LOST,
  entity_type: '',
  entity_id: loss.nodeId,
  node_id: loss.nodeId,
  data: '{}',
  before: null,
})

/** What was lost with an event comes after it. */
const inOrder = (a: Told, b: Told): number =>
  isBefore(placeOf(a), placeOf(b)) ? -1 : isBefore(placeOf(b), placeOf(a)) ? 1 : 0

async function describe(context: Context, told: readonly Told[]): Promise<Change[]> {
  const events = told.flatMap((one) => ('event' in one ? [one.event] : []))
  const losses = told.flatMap((one) => ('loss' in one ? [one.loss] : []))
  const described = [await describeEvents(context, events), await describeLosses(context, losses)]
  const [ofEvents, ofLosses] = described.map((changes) => changes.values())
  return told.map((one) => ('event' in one ? ofEvents : ofLosses)!.next().value!)
}
