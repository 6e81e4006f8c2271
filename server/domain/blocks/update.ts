import { blocksByIds, updateBlock as updateRow } from '#server/store/blocks.ts'
import type { Typed } from '#shared/blocks/block-type.ts'
import { childrenOf, settleContent, updateContent, withKeptFile } from '#shared/blocks/content.ts'
import type { FileRef } from '#shared/files/stored-file.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { filesIn, findNamed, showFiles } from '../files/attach.ts'
import { refuseInTrash } from './archived.ts'
import type { Block } from './block.ts'
import { contentChanged, kindOf } from './insert.ts'
import { readyBlock } from './ready.ts'
import { restoreNode, trashNode } from './trash.ts'

export interface BlockChange {
  /** The payload of the block's own type, as far as it changes. */
  content?: { type: string; payload: Record<string, unknown> }
  in_trash?: boolean
}

/** Changes a block's content, or puts it into the trash or takes it out. */
export async function updateBlock(
  context: Context,
  block: Granted<Block, 'edit'>,
  change: BlockChange,
): Promise<void> {
  if (change.in_trash === false) await restoreBlock(context, block)
  else if (block.trashRoot !== null) refuseInTrash(block)
  if (change.content && (await changeContent(context, block, change.content))) {
    await contentChanged(context, block.containerId, [block])
  }
  if (change.in_trash === true) await deleteBlock(context, block)
}

/** Puts a block into the trash; a page or a database as a whole. */
export async function deleteBlock(context: Context, block: Granted<Block, 'edit'>): Promise<void> {
  refuseInTrash(block)
  await trashNode(context, block, kindOf(block.type))
  if (kindOf(block.type) === 'block') await contentChanged(context, block.containerId, [block])
}

async function restoreBlock(context: Context, block: Block): Promise<void> {
  if (block.trashRoot === null) return
  await restoreNode(context, block, kindOf(block.type))
  if (kindOf(block.type) === 'block') await contentChanged(context, block.containerId, [block])
}

/**
 * Changes the payload of a block; a change to what is there already leaves no trace.
 *
 * @param file kept here and to be shown in place of the address that the change names.
 */
export async function changeContent(
  context: Context,
  block: Block,
  { type, payload }: NonNullable<BlockChange['content']>,
  file: FileRef | null = null,
): Promise<boolean> {
  const updated = updateContent(type, block.content, payload, await parentOf(context, block))
  const wanted = file === null ? updated : withKeptFile(updated, file)
  return keepContent(context, block, { type, content: wanted })
}

/**
 * Gives a block this content, of its own type or another.
 *
 * @returns whether that changes anything.
 */
export async function keepContent(
  context: Context,
  block: Block,
  { type, content: wanted }: Typed,
): Promise<boolean> {
  const known = await findNamed(context, wanted)
  const content = known === null ? wanted : settleContent(type, wanted, known)
  if (type === block.type && JSON.stringify(content) === JSON.stringify(block.content)) return false
  if (block.hasChildren && childrenOf({ type, content }) === 'none') {
    throw invalid(`Block ${block.id} has children, and a ${type} block like that cannot. Delete them first.`)
  }
  const { db, workspace, actor, now } = context
  const [row] = await blocksByIds(db, workspace.id, [block.id])
  const changed = { ...row!, type, last_edited_time: now, last_edited_by: actor.userId }
  await updateRow(db, workspace.id, block.id, {
    type,
    content: JSON.stringify(content),
    last_edited_time: now,
    last_edited_by: actor.userId,
    ready: readyBlock(changed, content),
  })
  await showFiles(context, block.id, filesIn(content), filesIn(block.content))
  return true
}

/** What a change must agree with: a row with the width of its table, an icon with the tab it labels. */
async function parentOf({ db, workspace }: Context, block: Block) {
  if (!['table_row', 'paragraph'].includes(block.type) || block.parent.id === null) return undefined
  const [parent] = await blocksByIds(db, workspace.id, [block.parent.id])
  return parent && { type: parent.type, content: JSON.parse(parent.content) as Record<string, unknown> }
}
