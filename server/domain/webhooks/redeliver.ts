import { updateDelivery } from '#server/store/webhook-deliveries.ts'
import type { Context } from '../context.ts'
import { CLAIMED_FOR } from './deliver.ts'
import type { Delivery } from './webhook.ts'

/**
 * Has a delivery sent again at once, whatever became of it, on a schedule of its own. What is due by itself in a
 * moment may be under way, and is left to that.
 */
export async function redeliver({ db, now }: Context, delivery: Delivery): Promise<Delivery> {
  if (delivery.due_time !== null && delivery.due_time <= now + CLAIMED_FOR) return delivery
  const change = { state: 'waiting', due_time: now, first_attempt_time: null, finished_time: null } as const
  await updateDelivery(db, delivery, change)
  return { ...delivery, ...change }
}
