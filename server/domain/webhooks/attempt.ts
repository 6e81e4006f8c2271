import { createHmac, randomUUID } from 'node:crypto'
import { type Answer, type Outgoing, UnreachableAddress } from '#server/adapters/outgoing-http.ts'
import type { WebhookAttemptRow, WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Surroundings } from '../context.ts'

export interface Sending {
  surroundings: Surroundings
  secrets: Secrets
  outgoing: Outgoing
}

/** One request to the address of a subscription. What went wrong on the way is told, not thrown. */
export async function attempt(
  { surroundings, secrets, outgoing }: Sending,
  webhook: WebhookRow,
  delivery: WebhookDeliveryRow,
  body: string,
  limits: { timeout: number; signal: AbortSignal },
): Promise<WebhookAttemptRow> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Octavo',
    'x-request-id': randomUUID(),
    'x-notion-signature': signatureOf(body, tokenOf(secrets, webhook)),
  }
  const started_time = surroundings.now()
  const begun = performance.now()
  const answer = await outgoing.post(webhook.url, { headers, body, ...limits }).catch((error) => {
    if (error instanceof UnreachableAddress) return error
    throw error
  })
  return {
    workspace_id: delivery.workspace_id,
    delivery_id: delivery.id,
    attempt_number: delivery.attempts + 1,
    webhook_id: webhook.id,
    url: webhook.url,
    started_time,
    duration: Math.round(performance.now() - begun),
    request_headers: JSON.stringify(headers),
    request_body: body,
    ...whatCame(answer),
  }
}

const whatCame = (answer: Answer | UnreachableAddress) =>
  answer instanceof UnreachableAddress
    ? { status: null, response_headers: null, response_body: null, error: answer.message }
    : {
        status: answer.status,
        response_headers: JSON.stringify(answer.headers),
        // No text of a database holds this character.
        response_body: answer.body.replaceAll('\0', '\uFFFD'),
        error: null,
      }

/** The body of a handshake: the address shows that it got the token. */
export const handshakeBody = (secrets: Secrets, webhook: WebhookRow): string =>
  JSON.stringify({ verification_token: tokenOf(secrets, webhook) })

/** The verification token is the key (Notion's "Webhooks: validating requests"). */
const signatureOf = (body: string, token: string): string =>
  `sha256=${createHmac('sha256', token).update(body).digest('hex')}`

/** Opened once for all that is sent until the subscription is read again. */
function tokenOf(secrets: Secrets, webhook: WebhookRow): string {
  const token = tokens.get(webhook) ?? secrets.open(webhook.secret)
  tokens.set(webhook, token)
  return token
}

const tokens = new WeakMap<WebhookRow, string>()
