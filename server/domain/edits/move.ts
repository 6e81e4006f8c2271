import { ancestorsOf, blocksByIds, updateBlock as updateRow } from '#server/store/blocks.ts'
import { invalid } from '#shared/problem.ts'
import { kindOf, newPositions } from '../blocks/insert.ts'
import { readyBlock } from '../blocks/ready.ts'
import { parentLostOrGained } from '../blocks/trash.ts'
import { type Batch, blockIn, conflict, intoOf, isOn, type Outcome } from './batch.ts'
import type { MoveEdit } from './edit.ts'
import { checkInto } from './insert.ts'
import { moveElsewhere, pageToHold } from './move-elsewhere.ts'
import { findPlace } from './place.ts'

/**
 * Puts a block, with all that is below it, somewhere else on its page, or on another one. One in the trash keeps lying
 * there.
 */
export async function moveBlock(batch: Batch, { id, page: pageId, ...placing }: MoveEdit): Promise<Outcome> {
  const { context, page } = batch
  const { db, workspace, actor, now } = context
  if (id === page.id) throw invalid('A page is not moved by edits of itself.')
  if (placing.after === id) throw invalid(`Block ${id} cannot stand after itself.`)
  const there = pageId === undefined || pageId === page.id ? page : await pageToHold(context, pageId)
  // The answer was lost, and it is asked for again.
  if (there !== page && (await isOn({ ...batch, page: there }, id))) return { id, status: 'done' }
  const block = await blockIn(batch, id)
  const found = await findPlace({ ...batch, page: there }, block.type, placing)
  if (found === null || (block.trashRoot !== null && there !== page)) return conflict(id, 'in_trash')
  const { parent, place } = found
  const above = await ancestorsOf(db, workspace.id, parent.id)
  if (parent.id === id || above.some((one) => one.id === id)) return conflict(id, 'in_itself')
  checkInto(parent, block)
  const [position] = await newPositions(context, parent.id, place, 1)
  if (there !== page) {
    await moveElsewhere(context, block, parent, there)
    const touchedThere = batch.elsewhere.get(there.id) ?? new Map<string, string>()
    batch.elsewhere.set(there.id, touchedThere.set(id, block.type))
  }
  const [row] = await blocksByIds(db, workspace.id, [id])
  const into = intoOf(parent, there)
  const moved = {
    parent_type: into.type,
    parent_id: into.id,
    position: position!,
    last_edited_time: now,
    last_edited_by: actor.userId,
  }
  const isNode = kindOf(block.type) !== 'block'
  const ready = isNode ? null : readyBlock({ ...row!, ...moved }, block.content)
  await updateRow(db, workspace.id, id, { ...moved, ready })
  batch.touched.set(id, block.type)
  await parentLostOrGained(context, block)
  await parentLostOrGained(context, { ...block, parent: into })
  if (parent.type === 'table') batch.tables.add(parent.id)
  return { id, status: 'done' }
}
