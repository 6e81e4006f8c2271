import type { Typed } from '#shared/blocks/block-type.ts'
import { withKeptFile } from '#shared/blocks/content.ts'
import { type BlockRequest, BlocksRequest } from '#shared/blocks/request.ts'
import { type StoredBlockTree, storeBlocks } from '#shared/blocks/store.ts'
import { type MarkdownBlock, payloadOf } from '#shared/markdown/block.ts'
import { parseMarkdown } from '#shared/markdown/parse.ts'
import { invalid } from '#shared/problem.ts'
import { validate } from '#shared/validation/validate.ts'
import type { Context } from '../context.ts'
import { fileAtAddress } from '../files/addresses.ts'
import { namedIn } from './named-in.ts'

/** The blocks that markdown stands for, to be put into `parent`. */
export async function blocksOf(
  context: Context,
  markdown: string,
  parent: Typed,
): Promise<StoredBlockTree[]> {
  return storeMarkdown(context, parseMarkdown(markdown, await namedIn(context, markdown)), parent)
}

/** Parsed blocks in their stored shape. Blocks that only exist elsewhere cannot be made from text. */
export function storeMarkdown(
  context: Context,
  blocks: readonly MarkdownBlock[],
  parent: Typed,
): StoredBlockTree[] {
  const requests = blocks.map(toRequest)
  validate(BlocksRequest, requests, 'body', { sizes: 'none' })
  return storeBlocks(requests, parent, { sizes: 'none' }).map((tree) => withKeptFiles(context, tree))
}

/**
 * Markdown shows a file that is kept here by its address, which works for an hour: within that, what names it
 * shows the file again.
 */
export function withKeptFiles(context: Context, tree: StoredBlockTree): StoredBlockTree {
  const { content, children } = tree
  const { url } = (content.external ?? {}) as { url?: string }
  const file = url === undefined ? null : fileAtAddress(context, url)
  return {
    ...tree,
    content:
      file !== null && file.expires > context.now
        ? withKeptFile(content, { id: file.id, name: file.name })
        : content,
    children: children.map((child) => withKeptFiles(context, child)),
  }
}

function toRequest(block: MarkdownBlock): BlockRequest {
  const { type } = block
  if (type.startsWith('meeting_notes')) {
    throw invalid('Meeting notes cannot be made from markdown; use POST /v1/blocks/meeting_notes.')
  }
  if (type === 'child_page' || type === 'child_database' || type === 'unknown') {
    throw invalid(
      `The markdown names a block that cannot be made from text: ${type}${block.id ? ` ${block.id}` : ''}.`,
    )
  }
  const children = (block.children ?? []).map(toRequest)
  return { type, [type]: { ...payloadOf(block), ...(children.length > 0 ? { children } : {}) } }
}
