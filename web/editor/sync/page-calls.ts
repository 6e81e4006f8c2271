import { toUuid } from '#shared/ids.ts'
import { ApiError, call, get, type Listed } from '../../data/api.ts'
import type { Edit } from '../model/edit.ts'
import type { ApiBlock } from '../model/page-block.ts'
import { readTree } from '../model/read-tree.ts'
import type { EditsAnswer, Reading } from './page-session.ts'

/** A page whole. The revision is that of the first part: what happened since is heard of. */
export async function readPage(pageId: string): Promise<Reading> {
  const blocks: ApiBlock[] = []
  let revision: string | null = null
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `?start_cursor=${cursor}`
    const part: Listed<ApiBlock> & { revision: string } = await get(`/v1/blocks/${pageId}/tree${query}`)
    blocks.push(...part.results)
    revision ??= part.revision
    cursor = part.next_cursor
  } while (cursor !== null)
  return { blocks: readTree(blocks, toUuid(pageId)), revision: revision! }
}

export const sendEdits = (
  pageId: string,
  edits: readonly Edit[],
  base_revision?: string,
): Promise<EditsAnswer> => call('POST', `/v1/pages/${pageId}/edits`, { edits, base_revision })

/**
 * Puts blocks of a page at the end of another one, in their order.
 *
 * @returns how many are there; others were deleted meanwhile.
 */
export async function moveToPage(pageId: string, ids: readonly string[], targetId: string): Promise<number> {
  const edits = ids.map((id) => ({ type: 'move', id, page: targetId }))
  const { results } = await call<EditsAnswer>('POST', `/v1/pages/${pageId}/edits`, { edits })
  return results.filter(({ status }) => status === 'done').length
}

/** An id of a new block stands for something on another page. */
export const isTaken = (error: unknown): boolean => error instanceof ApiError && error.status === 409

/** What is limited or broken for a moment is no refusal. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status < 500 && error.status !== 429
