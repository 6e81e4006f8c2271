import type { Granted } from '../access/levels.ts'
import { absent, blockFor } from '../access/nodes.ts'
import type { Block } from '../blocks/block.ts'
import { type Into, kindOf } from '../blocks/insert.ts'
import type { Context } from '../context.ts'

/** What became of an edit. */
export interface Outcome {
  /** The block. */
  id: string
  /** `merged`: the block holds what was asked and what others wrote. `conflict`: nothing was done. */
  status: 'done' | 'merged' | 'conflict'
  /** Why nothing was done. */
  reason?: Reason
}

export type Reason =
  /** The block, or what it should stand in, is in the trash. */
  | 'in_trash'
  /** Others changed the block, or something below it, since the base revision. */
  | 'changed'
  /** It would stand in itself. */
  | 'in_itself'

export const conflict = (id: string, reason: Reason): Outcome => ({ id, status: 'conflict', reason })

/** Edits of one page while they are carried out. */
export interface Batch {
  context: Context
  page: Granted<Block, 'edit'>
  /** The last event that the maker of the edits knows; null when they did not say. */
  known: number | null
  /** Blocks that changed, with their types. */
  touched: Map<string, string>
  /** By the pages that blocks were put into: these blocks, with their types. */
  elsewhere: Map<string, Map<string, string>>
  /** Inserts that were not done. */
  refused: Set<string>
  /** Tables whose rows may have another number of cells. */
  tables: Set<string>
}

/** A block of the page that is edited. */
export async function blockIn({ context, page }: Batch, id: string): Promise<Granted<Block, 'edit'>> {
  if (id === page.id) return page
  const block = await blockFor(context, id, 'edit')
  if (await standsIn(context, block, page.id)) return block
  throw absent(context, 'block', id)
}

/** Whether a block stands on the page that is edited, as far as the actor sees. */
export const isOn = async (batch: Batch, id: string): Promise<boolean> => {
  const block = await blockFor(batch.context, id, 'read')
  return standsIn(batch.context, block, batch.page.id)
}

async function standsIn(context: Context, block: Block, pageId: string): Promise<boolean> {
  if (kindOf(block.type) === 'block') return block.containerId === pageId
  if (block.parent.id === null || block.parent.type === 'workspace') return false
  if (block.parent.id === pageId) return true
  return (
    block.parent.type === 'block_id' &&
    (await blockFor(context, block.parent.id, 'read')).containerId === pageId
  )
}

/** A block as what others are put into. */
export const intoOf = (block: Pick<Block, 'id' | 'type'>, page: Pick<Block, 'id'>): Into => ({
  id: block.id,
  type: block.id === page.id ? 'page_id' : 'block_id',
  containerId: page.id,
})
