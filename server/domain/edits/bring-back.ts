import { restoreBlockAlone } from '#server/store/edits.ts'
import { Problem } from '#shared/problem.ts'
import type { Block } from '../blocks/block.ts'
import { kindOf } from '../blocks/insert.ts'
import { parentLostOrGained, restoreNode } from '../blocks/trash.ts'
import { type Batch, blockIn, conflict, type Outcome } from './batch.ts'
import type { InsertEdit, Placing } from './edit.ts'
import { moveBlock } from './move.ts'
import { retypeBlock } from './update.ts'

/**
 * An insert of a block that was inserted before: the answer was lost, and nothing more is to be done; or it was deleted
 * and its maker takes that back, so that it is put where it is asked for, with what it is asked to say.
 */
export async function bringBack(
  batch: Batch,
  { id, block: request, parent, after }: InsertEdit & { id: string },
): Promise<Outcome> {
  const { context } = batch
  const block = await blockIn(batch, id).catch(orTaken(id))
  const kind = kindOf(block.type)
  // What others made of it since is newer.
  if (block.trashRoot === null) return { id, status: 'done' }
  if (block.trashRoot !== id && kind !== 'block') return conflict(id, 'in_trash')
  const moved = await moveBlock(batch, { type: 'move', id, ...placingOf(parent, after) })
  if (moved.status === 'conflict') return moved
  const placed = await blockIn(batch, id)
  if (placed.trashRoot === id) await restoreNode(context, placed, kind)
  else await restoreAlone(batch, placed)
  batch.touched.set(id, placed.type)
  if (request === undefined || kind !== 'block') return { id, status: 'done' }
  return retypeBlock(batch, { type: 'retype', id, block: request })
}

const placingOf = (parent: string | undefined, after: string | null | undefined): Placing => ({
  ...(parent === undefined ? {} : { parent }),
  ...(after === undefined ? {} : { after }),
})

/** What went into the trash with it may come back by itself. */
async function restoreAlone({ context }: Batch, block: Block): Promise<void> {
  await restoreBlockAlone(context.db, context.workspace.id, block.id)
  await parentLostOrGained(context, block)
}

/** An id is nobody's secret; what stands under it elsewhere is not told. */
const orTaken = (id: string) => (error: unknown) => {
  if (error instanceof Problem && error.kind === 'absent') {
    throw new Problem('conflict', `The id ${id} is taken. Choose another for the new block.`)
  }
  throw error
}
