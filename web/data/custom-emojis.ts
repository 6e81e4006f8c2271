import { queryOptions } from '@tanstack/react-query'
import { getAll } from './api.ts'

/** An image that the workspace gave a name, to be used like an emoji. */
export interface CustomEmoji {
  id: string
  name: string
  url: string
}

export const customEmojisQuery = queryOptions({
  queryKey: ['custom emojis'],
  queryFn: () => getAll<CustomEmoji>('/v1/custom_emojis'),
  // No event tells of them, and they are rarely made.
  staleTime: 5 * 60_000,
})
