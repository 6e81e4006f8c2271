import type { WebhookRow } from '#server/store/tables/events.ts'
import { updateDelivery } from '#server/store/webhook-deliveries.ts'
import { reviveFailed } from '#server/store/webhooks.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { CLAIMED_FOR } from './deliver.ts'
import type { Delivery } from './webhook.ts'

/**
 * Has a delivery sent again at once, whatever became of it, on a schedule of its own. What is due by itself in a
 * moment may be under way, and is left to that.
 */
export async function redeliver<D extends Delivery>({ db, now }: Context, delivery: D): Promise<D> {
  if (delivery.due_time !== null && delivery.due_time <= now + CLAIMED_FOR) return delivery
  const change = { state: 'waiting', due_time: now, first_attempt_time: null, finished_time: null } as const
  await updateDelivery(db, delivery, change)
  return { ...delivery, ...change }
}

/** Deliveries that are taken up at once. */
const MOST_AT_ONCE = 1000

/** Has what was given up sent again, the oldest first. What a paused subscription has waits until it is resumed. */
export async function redeliverFailed(
  { db, now }: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
): Promise<{ count: number; hasMore: boolean }> {
  const count = await reviveFailed(db, webhook, now, MOST_AT_ONCE)
  return { count, hasMore: count === MOST_AT_ONCE }
}
