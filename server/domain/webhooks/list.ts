import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import {
  attemptsOf,
  type DeliveryFilter,
  listedDeliveries,
  listedWebhooks,
  type WebhooksOf,
} from '#server/store/webhooks.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { AnsweredDelivery, Attempt, Webhook } from './webhook.ts'

/** Subscriptions in the order they were made. */
export const listWebhooks = (
  { db, workspace }: Context,
  whose: WebhooksOf,
  fromId: string | null,
  limit: number,
): Promise<Webhook[]> => listedWebhooks(db, workspace.id, whose, fromId, limit)

/** What was and is to be sent to a subscription, newest first. */
export const listDeliveries = (
  { db }: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
  filter: DeliveryFilter,
  fromId: string | null,
  limit: number,
): Promise<AnsweredDelivery[]> => listedDeliveries(db, webhook, filter, fromId, limit)

/** The requests that were made for a delivery. */
export const attemptsAt = (
  { db }: Context,
  delivery: Granted<WebhookDeliveryRow, 'full_access'>,
): Promise<Attempt[]> => attemptsOf(db, delivery)
