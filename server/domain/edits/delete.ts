import { subtreeOf } from '#server/store/blocks.ts'
import { anyHappenedAfter, blocksChangedAfter } from '#server/store/edits.ts'
import { invalid } from '#shared/problem.ts'
import type { Block } from '../blocks/block.ts'
import { kindOf } from '../blocks/insert.ts'
import { onlooker } from '../blocks/list.ts'
import { trashNode } from '../blocks/trash.ts'
import { type Batch, blockIn, conflict, type Outcome } from './batch.ts'
import type { DeleteEdit } from './edit.ts'

/** Puts a block into the trash with all that is below it, unless others changed any of that since the base revision. */
export async function deleteBlock(batch: Batch, { id }: DeleteEdit): Promise<Outcome> {
  if (id === batch.page.id) throw invalid('A page is not deleted by edits of itself.')
  const block = await blockIn(batch, id)
  if (block.trashRoot !== null) return { id, status: 'done' }
  if (await wasChanged(batch, block)) return conflict(id, 'changed')
  await trashNode(batch.context, block, kindOf(block.type))
  batch.touched.set(id, block.type)
  return { id, status: 'done' }
}

/** More blocks than a page is read with. */
const ALL = 20_000

async function wasChanged({ context, page, known }: Batch, block: Block): Promise<boolean> {
  if (known === null) return false
  const { db, workspace } = context
  const below = await subtreeOf(db, workspace.id, block.id, onlooker(context), ALL)
  const changed = await blocksChangedAfter(db, workspace.id, page.id, known)
  if (changed.has(block.id) || below.some(({ id }) => changed.has(id))) return true
  const nodes = [block, ...below].filter(({ type }) => kindOf(type) !== 'block').map(({ id }) => id)
  return anyHappenedAfter(db, workspace.id, nodes, known)
}
