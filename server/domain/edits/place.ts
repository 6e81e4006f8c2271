import { siblingPosition } from '#server/store/blocks.ts'
import { checkChild } from '#shared/blocks/store.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Block } from '../blocks/block.ts'
import type { Place } from '../blocks/insert.ts'
import { originalOf } from '../blocks/list.ts'
import { type Batch, blockIn } from './batch.ts'
import type { Placing } from './edit.ts'

/** Where something of a type is put, as others left it. */
export interface Found {
  parent: Granted<Block, 'edit'>
  place: Place
}

/**
 * Where an edit means. What stood before it may have been moved away meanwhile: then it is put last.
 *
 * @returns null when the parent is in the trash, or was not made.
 */
export async function findPlace(
  batch: Batch,
  type: string,
  { parent: parentId, after }: Placing,
): Promise<Found | null> {
  if (batch.refused.has(parentId ?? '')) return null
  const parent = await blockIn(batch, parentId ?? batch.page.id)
  if (parent.trashRoot !== null) return null
  refuseOther(parent, batch.page)
  checkChild(parent, type)
  if (after === undefined || batch.refused.has(after ?? '')) return { parent, place: { type: 'end' } }
  if (after === null) return { parent, place: { type: 'start' } }
  const { db, workspace } = batch.context
  const position = await siblingPosition(db, workspace.id, parent.id, after)
  if (position !== undefined) return { parent, place: { type: 'after_block', id: after } }
  await blockIn(batch, after)
  return { parent, place: { type: 'end' } }
}

function refuseOther(parent: Block, page: Block): void {
  if (parent.id === page.id) return
  if (parent.type === 'child_page')
    throw invalid(`Block ${parent.id} is a page of its own: its content is edited there.`)
  if (originalOf(parent) !== null) throw invalid('The content of a synced copy is changed in its original.')
}
