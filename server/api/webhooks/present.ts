import type { AnsweredDelivery, Attempt, Webhook } from '#server/domain/webhooks/webhook.ts'
import type { Meaning } from './meanings.ts'

export const presentWebhook = (webhook: Webhook) => ({
  object: 'webhook',
  id: webhook.id,
  url: webhook.url,
  event_types: JSON.parse(webhook.event_types),
  include: JSON.parse(webhook.include),
  state: webhook.state,
  paused_reason: webhook.paused_reason,
  api_version: webhook.api_version,
  connection_id: webhook.connection_id,
  is_replaying: webhook.replay_after !== null,
  created_time: toTime(webhook.created_time),
  created_by: { object: 'user', id: webhook.created_by },
  last_edited_time: toTime(webhook.last_edited_time),
})

export const presentEventType = ({ name, description, needs, isAggregated }: Meaning) => ({
  object: 'webhook_event_type',
  type: name,
  description,
  needs,
  is_aggregated: isAggregated,
})

export const presentDelivery = (delivery: AnsweredDelivery) => ({
  object: 'webhook_delivery',
  id: delivery.id,
  webhook_id: delivery.webhook_id,
  kind: delivery.kind,
  event_id: delivery.event_id,
  type: delivery.type,
  entity: { id: delivery.entity_id, type: delivery.entity_type },
  state: delivery.state,
  attempts: delivery.attempts,
  last_status: delivery.last_status,
  next_attempt_time: delivery.due_time === null ? null : toTime(delivery.due_time),
  created_time: toTime(delivery.created_time),
  finished_time: delivery.finished_time === null ? null : toTime(delivery.finished_time),
})

export const presentDeliveryWithAttempts = (delivery: AnsweredDelivery, attempts: readonly Attempt[]) => ({
  ...presentDelivery(delivery),
  requests: attempts.map((attempt) => ({
    attempt_number: attempt.attempt_number,
    url: attempt.url,
    started_time: toTime(attempt.started_time),
    duration_ms: attempt.duration,
    request: {
      headers: JSON.parse(attempt.request_headers),
      // The token is told to the address and to nobody else: who can read this log did not prove to be there.
      body: delivery.kind === 'handshake' ? '{"verification_token":"secret_…"}' : attempt.request_body,
    },
    response:
      attempt.status === null
        ? null
        : {
            status: attempt.status,
            headers: JSON.parse(attempt.response_headers ?? '{}'),
            body: attempt.response_body,
          },
    error: attempt.error,
  })),
})

const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString()
