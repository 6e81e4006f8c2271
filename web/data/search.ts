/** Search over titles and texts. */
import { queryOptions } from '@tanstack/react-query'
import type { TextMatch } from '#client/generated.ts'
import { call, type Listed } from './api.ts'

export type { TextMatch }

export interface Narrowing {
  titles_only?: boolean
  /** Only what is below this page. */
  page_id?: string
  /** Only what this person made or edited last. */
  user_id?: string
}

export interface Found extends Listed<TextMatch> {
  /** False while something that was written is still being indexed. */
  is_current: boolean
}

const MOST = 20

/** Keys begin with `recent`, so that whatever is made or renamed is looked for again. */
export const foundQuery = (query: string, filter: Narrowing) =>
  queryOptions({
    queryKey: ['recent', 'found', query, filter],
    queryFn: () => call<Found>('POST', '/v1/search/text', { query, filter, page_size: MOST }),
    enabled: query !== '',
    staleTime: 5000,
  })
