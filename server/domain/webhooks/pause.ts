import { connectionById } from '#server/store/connections.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { ownersOf, usersByIds } from '#server/store/users.ts'
import { updateWebhook, webhookById } from '#server/store/webhooks.ts'
import type { Context } from '../context.ts'
import { mailOf } from '../mail/paragraphs.ts'
import { queueMail } from '../mail/queue.ts'

/** Why a server stops sending by itself. */
export type Failing = 'failing' | 'gone'

const reasons: Record<Failing, string> = {
  failing: 'because nothing that was sent to it for a while was taken',
  gone: 'because it answered with the status 410: that it is gone',
}

/** Stops sending to an address that does not take it, and tells those who look after it. What waits goes out once it is resumed. */
export async function pauseFailing(context: Context, webhookId: string, reason: Failing): Promise<void> {
  const { db, workspace, now } = context
  const webhook = await webhookById(db, workspace.id, webhookId)
  if (webhook?.state !== 'active') return
  await updateWebhook(db, webhook, { state: 'paused', paused_reason: reason, last_edited_time: now })
  context.record({ type: 'webhook.paused', entity: { type: 'webhook', id: webhookId }, data: { reason } })
  await tell(context, webhook, reason)
}

/** The owners, and whoever made the connection. */
async function tell(context: Context, webhook: WebhookRow, reason: Failing): Promise<void> {
  const { db, workspace, baseUrl } = context
  const connection = await connectionById(db, workspace.id, webhook.connection_id)
  const makers = await usersByIds(db, workspace.id, [connection?.created_by ?? webhook.created_by])
  const people = [...makers, ...(await ownersOf(db, workspace.id))]
  const addresses = people.flatMap(({ state, email }) =>
    state === 'active' && email !== null ? [email] : [],
  )
  const name = connection?.name ?? 'A connection'
  // The path may hold a secret of its own.
  const { host } = new URL(webhook.url)
  for (const address of new Set(addresses)) {
    const mail = mailOf(address, `A webhook of “${name}” is paused`, [
      `What happens in the workspace “${workspace.name}” is not sent to ${host} any more, ${reasons[reason]}.`,
      `The webhook ${webhook.id} belongs to the connection “${name}”. What happens while it is paused is kept, and sent once it is set to active again: PATCH ${baseUrl}/v1/webhooks/${webhook.id} with {"state":"active"}. GET ${baseUrl}/v1/webhooks/${webhook.id}/deliveries shows what was answered.`,
    ])
    await queueMail(context, mail)
  }
}
