import { queryOptions } from '@tanstack/react-query'
import { getAll } from './api.ts'

/** A block as it is answered: what its type says stands under the name of the type. */
export interface Block {
  id: string
  type: string
  has_children: boolean
  [type: string]: unknown
}

/** What stands directly in a page or block. `pageId` names the page around, whose changes make it out of date. */
export const blocksQuery = (pageId: string, parentId: string) =>
  queryOptions({
    queryKey: ['blocks', pageId, parentId],
    queryFn: () => getAll<Block>(`/v1/blocks/${parentId}/children`),
  })
