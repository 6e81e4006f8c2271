import type { BlockRequest } from '#shared/blocks/request.ts'
import { type MarkdownBlock, payloadOf } from '#shared/markdown/block.ts'
import { parseMarkdown } from '#shared/markdown/parse.ts'

/** The blocks that markdown means, as the API takes them. */
export const blocksOf = (markdown: string, baseUrl: string): BlockRequest[] =>
  parseMarkdown(markdown, { baseUrl }).map(toRequest)

function toRequest(block: MarkdownBlock): BlockRequest {
  const children = block.children?.length ? { children: block.children.map(toRequest) } : {}
  return { type: block.type, [block.type]: { ...payloadOf(block), ...children } }
}
