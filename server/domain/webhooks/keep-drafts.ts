import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import { addToDelivery, insertDeliveries, openDeliveries } from '#server/store/webhook-fan-out.ts'
import type { Context } from '../context.ts'
import { combine, unite } from './combine.ts'

/** What is told of one object at once. */
export interface Draft {
  row: WebhookDeliveryRow
  /** A delivery that waits already, which it becomes a part of. */
  joins: WebhookDeliveryRow | null
}

/** Writes what is to be sent; events of one object within the window become one delivery (Notion's "aggregated events"). */
export async function keepDrafts(
  context: Context,
  webhook: WebhookRow,
  drafts: readonly Draft[],
  window: number,
): Promise<void> {
  const waiting = Map.groupBy(await openFor(context, webhook, drafts, window), keyOf)
  const open = new Map<string, Draft>()
  const fresh: Draft[] = []
  for (const draft of drafts) {
    const key = keyOf(draft.row)
    const before = draft.row.open_until !== null ? open.get(key) : undefined
    const together =
      before && isWithin(before.joins ?? before.row, draft.row, window) ? joined(before.row, draft.row) : null
    if (before && together) {
      before.row = together
      continue
    }
    fresh.push(draft)
    if (draft.row.open_until === null) continue
    open.set(key, draft)
    draft.joins = waiting.get(key)?.find((row) => isWithin(row, draft.row, window)) ?? null
  }
  const left: WebhookDeliveryRow[] = []
  for (const { row, joins } of fresh) if (!(await join(context, row, joins))) left.push(row)
  await insertDeliveries(context.db, left)
}

async function openFor(
  { db }: Context,
  webhook: WebhookRow,
  drafts: readonly Draft[],
  window: number,
): Promise<WebhookDeliveryRow[]> {
  const rows = drafts.map(({ row }) => row).filter(({ open_until }) => open_until !== null)
  const times = rows.map(({ timestamp }) => timestamp)
  const ids = [...new Set(rows.map(({ entity_id }) => entity_id))]
  return openDeliveries(db, webhook, ids, Math.min(...times), Math.max(...times) + window)
}

/** The first event of a delivery opens a window; by the times of events, so that a replay gives the same deliveries. */
const isWithin = ({ open_until }: WebhookDeliveryRow, { timestamp }: WebhookDeliveryRow, window: number) =>
  open_until! - window <= timestamp && timestamp < open_until!

async function join(
  { db }: Context,
  row: WebhookDeliveryRow,
  joins: WebhookDeliveryRow | null,
): Promise<boolean> {
  const together = joins && joined(joins, row)
  return together !== null && addToDelivery(db, together)
}

/** Two deliveries as one: the id of the first event, the time of the last. */
function joined(first: WebhookDeliveryRow, then: WebhookDeliveryRow): WebhookDeliveryRow | null {
  const [earlier, later] = first.last_sequence <= then.last_sequence ? [first, then] : [then, first]
  const data = combine(JSON.parse(earlier.data), JSON.parse(later.data))
  if (data === null) return null
  const { last_sequence, timestamp, node_id } = later
  return {
    ...first,
    last_sequence,
    timestamp,
    node_id,
    authors: JSON.stringify(unite(JSON.parse(first.authors), JSON.parse(then.authors))),
    data: JSON.stringify(data),
  }
}

const keyOf = ({ type, entity_id }: WebhookDeliveryRow): string => `${type} ${entity_id}`
