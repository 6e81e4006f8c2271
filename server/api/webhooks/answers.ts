/** What is answered about webhooks, as `/openapi.json` describes it. */
import { Type } from 'typebox'
import { includable } from '#server/domain/webhooks/webhook.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { MapOf, Nullable, OneOf } from '#shared/validation/schemas.ts'
import { deliveryStates } from './schema.ts'

const text = Type.String()
const optionalText = Nullable(Type.String())

export const Webhook = named(
  'Webhook',
  Type.Object({
    object: Type.Literal('webhook'),
    id: text,
    url: text,
    event_types: Type.Array(text),
    include: Type.Array(OneOf(includable)),
    state: OneOf(['pending_verification', 'active', 'paused', 'deleted']),
    paused_reason: Nullable(OneOf(['requested', 'failing', 'gone'])),
    api_version: text,
    connection_id: text,
    is_replaying: Type.Boolean(),
    created_time: text,
    created_by: Type.Object({ object: Type.Literal('user'), id: text }),
    last_edited_time: text,
  }),
)

export const WebhookEventType = named(
  'WebhookEventType',
  Type.Object({
    object: Type.Literal('webhook_event_type'),
    type: text,
    description: text,
    /** What a connection must be capable of to be told. */
    needs: OneOf(['read_content', 'read_comments', 'read_user_info', 'read_permissions']),
    /** Whether several of one object within a short while are told as one. */
    is_aggregated: Type.Boolean(),
  }),
)

const deliveryFields = {
  object: Type.Literal('webhook_delivery'),
  id: text,
  webhook_id: text,
  kind: OneOf(['event', 'handshake']),
  event_id: text,
  type: text,
  entity: Type.Object({ id: text, type: text }),
  state: OneOf(deliveryStates),
  attempts: Type.Integer(),
  /** What the address answered last; null where it did not. */
  last_status: Nullable(Type.Integer()),
  next_attempt_time: optionalText,
  created_time: text,
  finished_time: optionalText,
}

/** How many are sent again; `has_more` where others were left for another call. */
export const Redelivery = named(
  'WebhookRedelivery',
  Type.Object({
    object: Type.Literal('webhook_redelivery'),
    count: Type.Integer(),
    has_more: Type.Boolean(),
  }),
)

export const WebhookDelivery = named('WebhookDelivery', Type.Object(deliveryFields))

export const WebhookDeliveryWithAttempts = named(
  'WebhookDeliveryWithAttempts',
  Type.Object({
    ...deliveryFields,
    requests: Type.Array(
      Type.Object({
        attempt_number: Type.Integer(),
        url: text,
        started_time: text,
        duration_ms: Type.Integer(),
        request: Type.Object({ headers: MapOf(Type.Unknown()), body: text }),
        response: Nullable(
          Type.Object({ status: Type.Integer(), headers: MapOf(Type.Unknown()), body: optionalText }),
        ),
        error: optionalText,
      }),
    ),
  }),
)
