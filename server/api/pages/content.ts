import type { Context } from '#server/domain/context.ts'
import { blocksOf } from '#server/domain/markdown/to-blocks.ts'
import type { BlockRequest } from '#shared/blocks/request.ts'
import { type StoredBlockTree, storeBlocks } from '#shared/blocks/store.ts'
import { invalid } from '#shared/problem.ts'

export interface ContentRequest {
  children?: readonly BlockRequest[]
  content?: readonly BlockRequest[]
  markdown?: string
  template?: { type: string }
}

/** The content of a new page, and the title when its markdown begins with one. */
export async function contentOf(
  context: Context,
  { children, content, markdown, template }: ContentRequest,
): Promise<{ children: StoredBlockTree[]; title: unknown[] | null }> {
  const given = Object.entries({ children, content, markdown }).filter(([, value]) => value !== undefined)
  if (given.length > 1) {
    throw invalid(`Only one of ${given.map(([key]) => `body.${key}`).join(' and ')} can be provided.`)
  }
  const [first] = given
  if (first !== undefined && template !== undefined && template.type !== 'none') {
    throw invalid(`body.${first[0]} and body.template cannot be provided together.`)
  }
  const page = { type: 'child_page', content: {} }
  if (markdown === undefined) {
    const { sizes } = context.workspace.settings.limits
    return { children: storeBlocks(children ?? content ?? [], page, { sizes }), title: null }
  }
  const blocks = await blocksOf(context, markdown, page)
  const [heading] = blocks
  const isTitle = heading?.type === 'heading_1' && heading.children.length === 0
  return isTitle
    ? { children: blocks.slice(1), title: heading.content.rich_text as unknown[] }
    : { children: blocks, title: null }
}
