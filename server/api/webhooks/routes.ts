import { deliveryFor, subscriberFor, subscribersFor, webhookFor } from '#server/domain/access/webhooks.ts'
import { changeWebhook } from '#server/domain/webhooks/change.ts'
import { createWebhook } from '#server/domain/webhooks/create.ts'
import { deleteWebhook } from '#server/domain/webhooks/delete.ts'
import { attemptsAt, listDeliveries, listWebhooks } from '#server/domain/webhooks/list.ts'
import { redeliver, redeliverFailed } from '#server/domain/webhooks/redeliver.ts'
import { replay } from '#server/domain/webhooks/replay.ts'
import { resendToken, verifyWebhook } from '#server/domain/webhooks/verify.ts'
import { idCursor, listOf, pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { type ApiVersion, apiVersions } from '../versions/change.ts'
import {
  Redelivery,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
  WebhookEventType,
} from './answers.ts'
import { askedTypes } from './asked-types.ts'
import { meaningsAt } from './meanings.ts'
import { presentDelivery, presentDeliveryWithAttempts, presentEventType, presentWebhook } from './present.ts'
import {
  CreateWebhookBody,
  DeliveriesQuery,
  DeliveryParams,
  EventTypesQuery,
  ReplayBody,
  UpdateWebhookBody,
  VerifyBody,
  WebhookParams,
  WebhooksQuery,
} from './schema.ts'

/**
 * Whoever may do anything at all may subscribe: what a connection must be capable of depends on what it asks to be
 * told, and is checked for each type.
 */
const shared = { needs: 'no capability', isExtension: true } as const

export const webhookRoutes = [
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks',
    call: 'webhooks.create',
    answer: Webhook,
    summary: 'Subscribes a connection to events. Its address is sent a token first, which `verify` takes.',
    body: CreateWebhookBody,
    allow: (context, { body }) => subscriberFor(context, body.connection_id),
    handle: (context, { body }, connection) => {
      const apiVersion = body.api_version ?? apiVersions.at(-1)!
      const eventTypes = askedTypes(apiVersion, body.event_types)
      const include = [...new Set(body.include)]
      return createWebhook(context, connection, { url: body.url, eventTypes, include, apiVersion })
    },
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks',
    call: 'webhooks.list',
    answer: listOf('webhook', Webhook),
    summary: 'The subscriptions of the caller’s connection; of a person, of the connections they manage.',
    reads: true,
    query: WebhooksQuery,
    allow: (context, { query }) => subscribersFor(context, query.connection_id),
    handle: async (context, { query }, whose) => {
      const size = pageSize(query.page_size)
      const webhooks = await listWebhooks(context, whose, idCursor(query.start_cursor), size + 1)
      return slice(webhooks, size, ({ id }) => id)
    },
    present: ({ results, nextCursor }) => presentList('webhook', results.map(presentWebhook), nextCursor),
  }),
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/event_types',
    call: 'webhooks.eventTypes',
    answer: listOf('webhook_event_type', WebhookEventType),
    summary:
      'What a subscription of a version may ask for, of the newest when none is named, and what each needs.',
    reads: true,
    query: EventTypesQuery,
    allow: () => null,
    handle: (_context, { query }) => meaningsAt(query.api_version ?? apiVersions.at(-1)!),
    present: (meanings) => presentList('webhook_event_type', meanings.map(presentEventType), null),
  }),
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:webhook_id',
    call: 'webhooks.retrieve',
    answer: Webhook,
    summary: 'One subscription.',
    reads: true,
    params: WebhookParams,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (_context, _request, webhook) => webhook,
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'PATCH',
    url: '/v1/webhooks/:webhook_id',
    call: 'webhooks.update',
    answer: Webhook,
    summary: 'Changes what is told, pauses and resumes; the address only before it is verified.',
    params: WebhookParams,
    body: UpdateWebhookBody,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, { body }, webhook) => {
      const { url, event_types, include, state } = body
      return changeWebhook(context, webhook, {
        ...(url === undefined ? {} : { url }),
        ...(event_types === undefined
          ? {}
          : { eventTypes: askedTypes(webhook.api_version as ApiVersion, event_types) }),
        ...(include === undefined ? {} : { include: [...new Set(include)] }),
        ...(state === undefined ? {} : { state }),
      })
    },
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'DELETE',
    url: '/v1/webhooks/:webhook_id',
    call: 'webhooks.delete',
    answer: Webhook,
    summary: 'Ends a subscription.',
    params: WebhookParams,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, _request, webhook) => deleteWebhook(context, webhook),
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:webhook_id/verify',
    call: 'webhooks.verify',
    answer: Webhook,
    summary: 'Takes the token that the address was sent; from then on it is told what happens.',
    params: WebhookParams,
    body: VerifyBody,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, { body }, webhook) => verifyWebhook(context, webhook, body.verification_token),
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:webhook_id/resend_token',
    call: 'webhooks.resendToken',
    answer: Webhook,
    summary: 'Sends the token to the address once more.',
    params: WebhookParams,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, _request, webhook) => resendToken(context, webhook),
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:webhook_id/replay',
    call: 'webhooks.replay',
    answer: Webhook,
    summary: 'Tells once more, under the same ids, what was told since a cursor of the change feed.',
    params: WebhookParams,
    body: ReplayBody,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, { body }, webhook) => replay(context, webhook, body.start_cursor),
    present: presentWebhook,
  }),
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:webhook_id/deliveries',
    call: 'webhooks.deliveries.list',
    answer: listOf('webhook_delivery', WebhookDelivery),
    summary: 'What was and is to be sent to a subscription, newest first.',
    reads: true,
    params: WebhookParams,
    query: DeliveriesQuery,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: async (context, { query }, webhook) => {
      const size = pageSize(query.page_size)
      const { state = null, type = null, start_cursor } = query
      const from = idCursor(start_cursor)
      const deliveries = await listDeliveries(context, webhook, { state, type }, from, size + 1)
      return slice(deliveries, size, ({ id }) => id)
    },
    present: ({ results, nextCursor }) =>
      presentList('webhook_delivery', results.map(presentDelivery), nextCursor),
  }),
  route({
    ...shared,
    method: 'GET',
    url: '/v1/webhooks/:webhook_id/deliveries/:delivery_id',
    call: 'webhooks.deliveries.retrieve',
    answer: WebhookDeliveryWithAttempts,
    summary: 'One delivery, with each request that was made for it and what came back.',
    reads: true,
    params: DeliveryParams,
    allow: (context, { params }) => deliveryFor(context, params.webhook_id, params.delivery_id),
    handle: async (context, _request, { delivery }) => ({
      delivery,
      attempts: await attemptsAt(context, delivery),
    }),
    present: ({ delivery, attempts }) => presentDeliveryWithAttempts(delivery, attempts),
  }),
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:webhook_id/deliveries/:delivery_id/redeliver',
    call: 'webhooks.deliveries.redeliver',
    answer: WebhookDelivery,
    summary: 'Sends one delivery once more.',
    params: DeliveryParams,
    allow: (context, { params }) => deliveryFor(context, params.webhook_id, params.delivery_id),
    handle: (context, _request, { delivery }) => redeliver(context, delivery),
    present: presentDelivery,
  }),
  route({
    ...shared,
    method: 'POST',
    url: '/v1/webhooks/:webhook_id/redeliver_failed',
    call: 'webhooks.redeliverFailed',
    answer: Redelivery,
    summary: 'Sends what was given up once more, the oldest first and a thousand at most.',
    params: WebhookParams,
    allow: (context, { params }) => webhookFor(context, params.webhook_id),
    handle: (context, _request, webhook) => redeliverFailed(context, webhook),
    present: ({ count, hasMore }) => ({ object: 'webhook_redelivery', count, has_more: hasMore }),
  }),
]
