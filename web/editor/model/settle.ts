import { mayHold } from './holds.ts'
import type { PageBlock } from './page-block.ts'

/**
 * Puts blocks where the API lets them stand. In an editor anything can be dragged below anything: what may not be
 * there comes out behind it, loose columns give up what they hold, and what is loose among columns gets its own.
 */
export function settle(blocks: readonly PageBlock[], newId: () => string): PageBlock[] {
  return blocks.flatMap((block) => settleIn(null, block, newId))
}

/** A block as it may stand in another, with what had to leave it behind it. */
function settleIn(parent: PageBlock | null, block: PageBlock, newId: () => string): PageBlock[] {
  if (!mayHold(parent, block.type)) {
    if (parent?.type === 'column_list') return settleIn(parent, columnOf(block, newId), newId)
    if (block.type === 'column' || block.type === 'table_row') {
      return block.children.flatMap((child) => settleIn(parent, child, newId))
    }
  }
  const own = withoutIcon(parent, block)
  const inside: PageBlock[] = []
  const outside: PageBlock[] = []
  for (const child of block.children) {
    for (const settled of settleIn(own, child, newId)) {
      if (mayHold(own, settled.type)) inside.push(settled)
      else outside.push(...settleIn(parent, settled, newId))
    }
  }
  return [{ ...own, children: inside }, ...outside]
}

const columnOf = (block: PageBlock, newId: () => string): PageBlock => ({
  id: newId(),
  type: 'column',
  payload: {},
  shown: {},
  children: [block],
})

/** Only the label of a tab has one. */
export const withoutIcon = (parent: PageBlock | null, block: PageBlock): PageBlock =>
  block.type === 'paragraph' && block.payload.icon && parent?.type !== 'tab'
    ? { ...block, payload: { ...block.payload, icon: null } }
    : block
