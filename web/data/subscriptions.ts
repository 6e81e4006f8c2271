/** Webhooks of a connection as whoever builds it sets them up: see `webhooks.ts` for what was sent. */
import { queryOptions } from '@tanstack/react-query'
import type { Connection, Webhook, WebhookEventType } from '#client/generated.ts'
import { refreshed } from './admin.ts'
import { call, get, getAll, type Listed } from './api.ts'

export type { Webhook, WebhookEventType }

/** Versions of the API that events are told in, the newest first. */
export const versions = [
  '2026-03-11',
  '2025-09-03',
  '2022-06-28',
  '2022-02-22',
  '2021-08-16',
  '2021-05-13',
] as const

export type Version = (typeof versions)[number]

export const subscriptionsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['settings', 'webhook', 'of', connectionId],
    queryFn: () => getAll<Webhook>(`/v1/webhooks?connection_id=${connectionId}`),
  })

/** What a subscription of a version may ask for. */
export const eventTypesQuery = (version: string) =>
  queryOptions({
    queryKey: ['webhook event types', version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () =>
      (await get<Listed<WebhookEventType>>(`/v1/webhooks/event_types?api_version=${version}`)).results,
  })

/** Acts, each of which refreshes what the screens show of webhooks. */
export const subscriptionActs = {
  create: (body: { connection_id: string; url: string; event_types: string[]; api_version: Version }) =>
    refreshed(() => call<Webhook>('POST', '/v1/webhooks', body)),
  change: (id: string, change: { url?: string; event_types?: string[]; state?: 'active' | 'paused' }) =>
    refreshed(() => call<Webhook>('PATCH', `/v1/webhooks/${id}`, change)),
  verify: (id: string, token: string) =>
    refreshed(() => call<Webhook>('POST', `/v1/webhooks/${id}/verify`, { verification_token: token })),
  resend: (id: string) => refreshed(() => call<Webhook>('POST', `/v1/webhooks/${id}/resend_token`, {})),
  remove: (id: string) => refreshed(() => call('DELETE', `/v1/webhooks/${id}`)),
}

/** Whether a connection is capable of what a type needs. */
export function mayBeTold(
  { content, comments, user_info, permissions }: Connection['capabilities'],
  needs: WebhookEventType['needs'],
): boolean {
  switch (needs) {
    case 'read_content':
      return content.includes('read')
    case 'read_comments':
      return comments.includes('read')
    case 'read_user_info':
      return user_info !== 'none'
    case 'read_permissions':
      return permissions !== 'none'
  }
}
