import type {
  EventRow,
  WebhookAttemptRow,
  WebhookDeliveryRow,
  WebhookRow,
} from '#server/store/tables/events.ts'
import type { AnsweredDeliveryRow } from '#server/store/webhooks.ts'
import type { Need } from '../access/capabilities.ts'
import { type EventTypeName, eventTypes } from '../events/types.ts'

/** A subscription of a connection. */
export type Webhook = WebhookRow

/** An event for one subscription, or its handshake; and one request that was made for it. */
export type Delivery = WebhookDeliveryRow
export type Attempt = WebhookAttemptRow

/** The same with the status of the last answer. */
export type AnsweredDelivery = AnsweredDeliveryRow

/** A type of event under the name it has in the subscription's version, and what a connection needs to be told. */
export interface AskedType {
  name: string
  needs: Need
}

/** What is told beside ids: the object as the API shows it to the connection. */
export const includable = ['entity'] as const
export type Includable = (typeof includable)[number]

/** What a delivery tells as an event of the log, for whoever decides who may be told. */
export const eventOf = (delivery: Delivery, type: EventTypeName): EventRow => ({
  workspace_id: delivery.workspace_id,
  sequence: delivery.last_sequence,
  id: delivery.event_id,
  type,
  feed: eventTypes[type].feed,
  timestamp: delivery.timestamp,
  actor_type: 'system',
  actor_id: null,
  token_id: null,
  origin: 'system',
  ip_address: null,
  user_agent: null,
  entity_type: delivery.entity_type,
  entity_id: delivery.entity_id,
  node_id: delivery.node_id,
  data: delivery.data,
  before: null,
  after: null,
})
