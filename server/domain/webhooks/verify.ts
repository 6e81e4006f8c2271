import { timingSafeEqual } from 'node:crypto'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { lastSequence, updateWebhook } from '#server/store/webhooks.ts'
import { invalid } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { queueHandshake } from './handshake.ts'

/** Takes the token that the address was sent. What happens from now on is told. */
export async function verifyWebhook(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
  token: string,
): Promise<WebhookRow> {
  if (!isSame(token, context.secrets.open(webhook.secret))) {
    throw invalid(
      'body failed validation: body.verification_token should be the token that was sent to the address of the webhook.',
    )
  }
  if (webhook.state !== 'pending_verification') return webhook
  const change = {
    state: 'active',
    sequence: await lastSequence(context.db, context.workspace.id),
    last_edited_time: context.now,
  } as const
  await updateWebhook(context.db, webhook, change)
  context.record({ type: 'webhook.verified', entity: { type: 'webhook', id: webhook.id } })
  return { ...webhook, ...change }
}

/** Sends the token once more, to an address that lost it. */
export async function resendToken(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
): Promise<WebhookRow> {
  if (webhook.state !== 'pending_verification') {
    throw invalid('This webhook is verified: its token is not sent again.')
  }
  await queueHandshake(context, webhook)
  return webhook
}

/** Takes as long whatever differs. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hashOfToken(given)), Buffer.from(hashOfToken(expected)))
