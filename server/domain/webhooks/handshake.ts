import type { WebhookRow } from '#server/store/tables/events.ts'
import { insertDeliveries } from '#server/store/webhook-fan-out.ts'
import type { Context } from '../context.ts'
import { newDelivery } from './new-delivery.ts'

/** Has the verification token sent to the address of a subscription. */
export async function queueHandshake(context: Context, webhook: WebhookRow): Promise<void> {
  const id = context.newId()
  await insertDeliveries(context.db, [
    newDelivery(context, webhook, {
      kind: 'handshake',
      event_id: id,
      type: 'verification',
      entity_type: 'webhook',
      entity_id: webhook.id,
      node_id: null,
      sequence: 0,
      last_sequence: 0,
      timestamp: context.now,
      authors: '[]',
      data: '{}',
      open_until: null,
      due_time: context.now,
    }),
  ])
}
