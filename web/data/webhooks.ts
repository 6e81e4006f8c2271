/** Subscriptions of the workspace's connections, and what was sent to them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Webhook, WebhookDelivery, WebhookDeliveryWithAttempts } from '#client/generated.ts'
import { refreshed } from './admin.ts'
import { call, get, getAll, type Listed } from './api.ts'

export type { Webhook, WebhookDelivery, WebhookDeliveryWithAttempts }

export const webhooksQuery = queryOptions({
  queryKey: ['settings', 'webhook'],
  queryFn: () => getAll<Webhook>('/v1/webhooks'),
})

export interface DeliveryFilter {
  state?: WebhookDelivery['state']
  type?: string
}

/** Milliseconds between two looks at what is on its way: no event tells of it. */
const LOOK = 2000

export const deliveriesQuery = (id: string, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'webhook', id, 'deliveries', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Listed<WebhookDelivery>>(
        `/v1/webhooks/${id}/deliveries?${new URLSearchParams({
          ...(filter as Record<string, string>),
          page_size: '50',
          ...(pageParam && { start_cursor: pageParam }),
        })}`,
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: ({ state: { data } }) => (data?.pages.some(isOnItsWay) ? LOOK : false),
  })

const SOON = 30_000

const isOnItsWay = ({ results }: Listed<WebhookDelivery>): boolean =>
  results.some(({ next_attempt_time: time }) => time !== null && Date.parse(time) - Date.now() < SOON)

/** One with each request that was made for it. */
export const deliveryQuery = (webhookId: string, id: string) =>
  queryOptions({
    queryKey: ['settings', 'webhook', webhookId, 'deliveries', 'one', id],
    queryFn: () => get<WebhookDeliveryWithAttempts>(`/v1/webhooks/${webhookId}/deliveries/${id}`),
  })

export const webhookActs = {
  setState: (id: string, state: 'active' | 'paused') =>
    refreshed(() => call('PATCH', `/v1/webhooks/${id}`, { state })),
  redeliver: (webhookId: string, id: string) =>
    refreshed(() => call('POST', `/v1/webhooks/${webhookId}/deliveries/${id}/redeliver`, {})),
  redeliverFailed: (id: string) =>
    refreshed(() =>
      call<{ count: number; has_more: boolean }>('POST', `/v1/webhooks/${id}/redeliver_failed`, {}),
    ),
}
