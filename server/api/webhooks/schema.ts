import { Type } from 'typebox'
import { includable } from '#server/domain/webhooks/webhook.ts'
import { pagingFields } from '#server/http/paging.ts'
import { OneOf, SoughtText, StrictObject, Text, Url, Uuid } from '#shared/validation/schemas.ts'
import { apiVersions } from '../versions/change.ts'

/** Checked against the names that the version has: see `asked-types.ts`. */
const EventTypes = Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 })
const Include = Type.Array(OneOf(includable), { maxItems: 10 })

export const WebhookParams = StrictObject({ webhook_id: Uuid })
export const DeliveryParams = StrictObject({ webhook_id: Uuid, delivery_id: Uuid })

export const CreateWebhookBody = StrictObject({
  url: Url,
  event_types: EventTypes,
  api_version: Type.Optional(OneOf(apiVersions)),
  include: Type.Optional(Include),
  connection_id: Type.Optional(Uuid),
})

export const UpdateWebhookBody = StrictObject({
  url: Type.Optional(Url),
  event_types: Type.Optional(EventTypes),
  include: Type.Optional(Include),
  state: Type.Optional(OneOf(['active', 'paused'])),
})

export const VerifyBody = StrictObject({ verification_token: Text(200) })
export const ReplayBody = StrictObject({ start_cursor: Text(2000) })
export const EventTypesQuery = StrictObject({
  api_version: Type.Optional(OneOf(apiVersions)),
})
export const WebhooksQuery = StrictObject({ ...pagingFields, connection_id: Type.Optional(Uuid) })
export const deliveryStates = ['waiting', 'delivered', 'failed', 'withheld'] as const
export const DeliveriesQuery = StrictObject({
  ...pagingFields,
  state: Type.Optional(OneOf(deliveryStates)),
  type: Type.Optional(SoughtText),
})
