import type { Db } from '#server/store/dialects/dialect.ts'
import { eventsOfFeed } from '#server/store/feed.ts'
import type { EventRow, WebhookRow } from '#server/store/tables/events.ts'
import { takeWebhook, type WebhookKey, webhooksBehind } from '#server/store/webhook-fan-out.ts'
import { lastSequence, updateWebhook } from '#server/store/webhooks.ts'
import { actorsOf } from '../access/bots.ts'
import type { Context } from '../context.ts'
import { type Change, describeEvents } from '../events/describe.ts'
import { type EventType, type EventTypeName, eventTypes } from '../events/types.ts'
import { derivedFrom, withDerived } from './derive.ts'
import { type Draft, keepDrafts } from './keep-drafts.ts'
import { newDelivery } from './new-delivery.ts'
import { toldToAny } from './visible.ts'

/** Events that are looked at in one transaction. */
const MOST_EVENTS = 200

/** Subscriptions that are served in one pass. */
const MOST_WEBHOOKS = 100

/** Active subscriptions that did not look at every event yet. */
export const webhooksToServe = (reader: Db): Promise<WebhookKey[]> => webhooksBehind(reader, MOST_WEBHOOKS)

/** How a version of the API names what happens. */
export interface Naming {
  /** The types of events that a subscription's names stand for. */
  typesOf(webhook: WebhookRow): ReadonlySet<EventTypeName>
  /** A change as each name that the subscription asked for tells it: none, one, or two where an old name goes on. */
  named(context: Context, webhook: WebhookRow, changes: readonly Change[]): Promise<Named[]>
}

export interface Named {
  change: Change
  /** Under another id than the change's where it is told under two names. */
  id: string
  type: string
  entity: Change['entity']
  data: Change['data']
}

/**
 * Turns the next events into deliveries of one subscription, and moves its cursor: both or neither. Writers of the
 * workspace do not wait for it.
 *
 * @param window milliseconds in which events of one object are told together
 */
export async function fanOut(
  context: Context,
  key: WebhookKey,
  naming: Naming,
  window: number,
): Promise<void> {
  const { db, workspace } = context
  const webhook = await takeWebhook(db, key)
  if (webhook === undefined) return
  const last = await lastSequence(db, workspace.id)
  const { after, until } = stretchOf(webhook, last)
  const types = naming.typesOf(webhook)
  const read = await eventsOfFeed(db, workspace.id, 'content', readTypes(types), {
    after,
    until,
    limit: MOST_EVENTS,
  })
  const upTo = read.length < MOST_EVENTS ? until : read.at(-1)!.sequence
  const { bots } = await actorsOf(db, workspace.id, webhook.connection_id)
  const wanted = (await withDerived(context, read, types)).filter(({ type }) =>
    types.has(type as EventTypeName),
  )
  const told = await toldToAny(context, bots, wanted)
  if (told.length > 0) {
    const nodes = new Map(told.map(({ id, node_id }) => [id, node_id]))
    const changes = await describeEvents(context, told)
    const named = await naming.named(
      context,
      webhook,
      changes.map((change, index) => withOrigin(change, told[index]!)),
    )
    const drafts = named.map((one) =>
      draftOf(context, webhook, one, nodes.get(one.change.id) ?? null, window),
    )
    await keepDrafts(context, webhook, drafts, window)
  }
  await updateWebhook(db, webhook, cursorAfter(webhook, upTo))
}

/** How it came about is told of what Notion has no webhooks for: who shares, and who comes and goes. */
const withOrigin = (change: Change, { type, feed, origin }: EventRow): Change =>
  feed === 'people' || type === 'page.permissions_updated'
    ? { ...change, data: { ...change.data, origin } }
    : change

/** What was told before comes first. */
const stretchOf = ({ sequence, replay_after, replay_until }: WebhookRow, last: number) =>
  replay_after === null
    ? { after: sequence!, until: last }
    : { after: replay_after, until: Math.min(replay_until!, last) }

function cursorAfter({ replay_after, replay_until }: WebhookRow, upTo: number): Partial<WebhookRow> {
  if (replay_after === null) return { sequence: upTo }
  return upTo >= replay_until! ? { replay_after: null, replay_until: null } : { replay_after: upTo }
}

/** Types to read, in order that each is found along its own index. */
const readTypes = (types: ReadonlySet<EventTypeName>): EventTypeName[] => [
  ...new Set([...types].flatMap((type) => [type, ...(derivedFrom[type] ?? [])])),
]

function draftOf(
  context: Context,
  webhook: WebhookRow,
  { change, id, type, entity, data }: Named,
  nodeId: string | null,
  window: number,
): Draft {
  const { isAggregated }: EventType = eventTypes[change.type as EventTypeName]
  const openUntil = isAggregated ? change.timestamp + window : null
  const row = newDelivery(context, webhook, {
    kind: 'event',
    event_id: id,
    type,
    entity_type: entity.type,
    entity_id: entity.id,
    node_id: nodeId,
    sequence: change.sequence,
    last_sequence: change.sequence,
    timestamp: change.timestamp,
    authors: JSON.stringify(change.authors),
    data: JSON.stringify(data),
    open_until: openUntil,
    due_time: openUntil ?? context.now,
  })
  return { row, joins: null }
}
