/** What is said about a page and its blocks. */
import { queryOptions } from '@tanstack/react-query'
import type { Discussion } from '#client/generated.ts'
import { call, get, getAll } from './api.ts'
import type { Said, Sent } from './comment-draft.ts'
import { queryClient } from './query-client.ts'

export type { Discussion }

export const discussionsQuery = (pageId: string, isResolved: boolean) =>
  queryOptions({
    queryKey: ['comments', pageId, isResolved ? 'resolved' : 'open'],
    queryFn: () => getAll<Discussion>(`/v1/pages/${pageId}/discussions?resolved=${isResolved}`),
  })

export const discussionQuery = (id: string) =>
  queryOptions({
    queryKey: ['comments', 'discussion', id],
    queryFn: () => get<Discussion>(`/v1/discussions/${id}`),
  })

/** All that was said in a long discussion. */
export const saidQuery = (id: string) =>
  queryOptions({
    queryKey: ['comments', 'said', id],
    queryFn: () => getAll<Said>(`/v1/discussions/${id}/comments`),
  })

export interface SomeUser {
  id: string
  type: 'person' | 'bot'
  name: string | null
  avatar_url: string | null
}

/** People and connections of the workspace: who said something, and who can be mentioned. */
export const everybodyQuery = queryOptions({
  queryKey: ['settings', 'user', 'everybody'],
  queryFn: () => getAll<SomeUser>('/v1/users?include_guests=true'),
})

/** Where a comment goes. */
export type About = { page_id: string } | { block_id: string } | { discussion_id: string }

export const say = (about: About, rich_text: Sent[]): Promise<unknown> =>
  refreshed(
    'POST',
    '/v1/comments',
    'discussion_id' in about ? { ...about, rich_text } : { parent: about, rich_text },
  )

export const sayAnew = (commentId: string, rich_text: Sent[]): Promise<unknown> =>
  refreshed('PATCH', `/v1/comments/${commentId}`, { rich_text })

export const unsay = (commentId: string): Promise<unknown> => refreshed('DELETE', `/v1/comments/${commentId}`)

export const setResolved = (discussionId: string, resolved: boolean): Promise<unknown> =>
  refreshed('PATCH', `/v1/discussions/${discussionId}`, { resolved })

async function refreshed(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const answer = await call(method, path, body)
  await queryClient.invalidateQueries({ queryKey: ['comments'] })
  return answer
}
