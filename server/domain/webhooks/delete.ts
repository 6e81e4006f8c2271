import type { WebhookRow } from '#server/store/tables/events.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'

/** Ends a subscription: nothing more is sent, and it is found no more. */
export async function deleteWebhook(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
): Promise<WebhookRow> {
  const change = { state: 'deleted', last_edited_time: context.now } as const
  await updateWebhook(context.db, webhook, change)
  context.record({ type: 'webhook.deleted', entity: { type: 'webhook', id: webhook.id } })
  return { ...webhook, ...change }
}
