import { generateNKeysBetween } from 'fractional-indexing'
import {
  blocksByIds,
  hasLiveChildren,
  setHasChildren,
  updateBlock as updateRow,
} from '#server/store/blocks.ts'
import { withKeptFile } from '#shared/blocks/content.ts'
import type { StoredBlockTree } from '#shared/blocks/store.ts'
import type { FileRef } from '#shared/files/stored-file.ts'
import type { MarkdownBlock } from '#shared/markdown/block.ts'
import type { Plan, PlanItem } from '#shared/markdown/match.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { blockFor } from '../access/nodes.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Block } from '../blocks/block.ts'
import { contentChanged, type InsertedTree, type Into, insertNested, kindOf } from '../blocks/insert.ts'
import { trashNode } from '../blocks/trash.ts'
import { changeContent } from '../blocks/update.ts'
import type { Context } from '../context.ts'
import { storeMarkdown } from './to-blocks.ts'

/** Carries out what markdown asked of a page or block, all in one transaction. */
export async function applyPlan(context: Context, root: Granted<Block, 'edit'>, plan: Plan): Promise<void> {
  refuseInTrash(root)
  const [stranger] = plan.strangers
  if (stranger !== undefined) {
    throw invalid(
      `The markdown names a block that is not in this page: ${stranger.type} ${stranger.id ?? ''}.`.replace(
        ' .',
        '.',
      ),
    )
  }
  if (!plan.changed) return
  const touched = new Map<string, string>()
  await arrange(context, { into: intoOf(root), parent: root }, plan.items, touched)
  for (const id of plan.deleted) {
    const block = await blockFor(context, id, 'edit')
    if (block.trashRoot === null) await trashNode(context, block, kindOf(block.type))
    touched.set(id, block.type)
  }
  await contentChanged(
    context,
    root.containerId,
    [...touched].map(([id, type]) => ({ id, type })),
  )
}

const intoOf = (block: Pick<Block, 'id' | 'type' | 'containerId'>): Into => ({
  id: block.id,
  type: block.type === 'child_page' ? 'page_id' : 'block_id',
  containerId: block.containerId,
})

interface Holder {
  into: Into
  parent: { type: string; content: Record<string, unknown> }
}

/** Brings the children of one block into the order of the plan, then goes into each. */
async function arrange(
  context: Context,
  holder: Holder,
  items: readonly PlanItem[],
  touched: Map<string, string>,
): Promise<void> {
  const positions = await placesFor(context, items)
  for (const [index, item] of items.entries()) {
    const position = positions[index]!
    if (item.op === 'create') await create(context, holder, item, position, touched)
    else await keep(context, holder, item, position, touched)
  }
  const { db, workspace } = context
  await setHasChildren(
    db,
    workspace.id,
    holder.into.id,
    await hasLiveChildren(db, workspace.id, holder.into.id),
  )
}

/** What stays keeps its place; what is new or moved gets one between its neighbours. Null is: as it is. */
async function placesFor(context: Context, items: readonly PlanItem[]): Promise<(string | null)[]> {
  const staying = items.flatMap((item) => (item.op !== 'create' && !item.moved ? [item.id] : []))
  const rows = await blocksByIds(context.db, context.workspace.id, staying)
  const known = new Map(rows.map((row) => [row.id, row.position]))
  // What came back from the trash can share its place with a sibling made meanwhile: then all are placed anew.
  const places = staying.map((id) => known.get(id)!)
  if (places.some((place, index) => index > 0 && places[index - 1]! >= place)) known.clear()
  const positions: (string | null)[] = items.map(() => null)
  let before: string | null = null
  for (let index = 0; index < items.length; ) {
    const fixed = fixedPosition(items[index]!, known)
    if (fixed !== null) {
      before = fixed
      index++
      continue
    }
    let end = index
    while (end < items.length && fixedPosition(items[end]!, known) === null) end++
    const after: string | null = end < items.length ? fixedPosition(items[end]!, known) : null
    const keys = generateNKeysBetween(before, after, end - index)
    for (const key of keys) positions[index++] = key
    before = keys.at(-1) ?? before
  }
  return positions
}

const fixedPosition = (item: PlanItem, known: ReadonlyMap<string, string>): string | null =>
  item.op === 'create' || item.moved ? null : (known.get(item.id) ?? null)

async function keep(
  context: Context,
  holder: Holder,
  item: Exclude<PlanItem, { op: 'create' }>,
  position: string | null,
  touched: Map<string, string>,
): Promise<void> {
  const isLeftAlone = position === null && item.op === 'keep'
  const block = await blockFor(context, item.id, isLeftAlone ? 'read' : 'edit')
  if (position !== null) {
    touched.set(block.id, block.type)
    const { db, workspace, actor, now } = context
    const isNode = block.type === 'child_page' || block.type === 'child_database'
    await updateRow(db, workspace.id, block.id, {
      parent_type: holder.into.type,
      parent_id: holder.into.id,
      position,
      last_edited_time: now,
      last_edited_by: actor.userId,
      // It is printed anew when it is read: its parent stands in it.
      ready: null,
      ...(isNode ? {} : { container_id: holder.into.containerId }),
    })
  }
  if (item.op === 'update') {
    touched.set(block.id, block.type)
    const file = item.fileOf === undefined ? null : await fileOf(context, item.fileOf)
    await changeContent(context, block, { type: item.type, payload: item.payload }, file)
  }
  if (item.children) {
    await arrange(context, { into: intoOf(block), parent: block }, item.children, touched)
  }
}

/** Makes a block with the new blocks below it; blocks that move into it are placed among them afterwards. */
async function create(
  context: Context,
  holder: Holder,
  item: Extract<PlanItem, { op: 'create' }>,
  position: string | null,
  touched: Map<string, string>,
): Promise<void> {
  const [stored] = storeMarkdown(context, [newBlocks(item)], holder.parent)
  const tree = await withFilesOf(context, stored!, item)
  const [inserted] = await insertNested(context, holder.into, [tree], [position!])
  touched.set(inserted!.id, tree.type)
  await adopt(context, holder.into.containerId, inserted!, item, touched)
}

/** New blocks that name the files of others show those files, however old the addresses are. */
async function withFilesOf(
  context: Context,
  { type, content, children }: StoredBlockTree,
  item: Extract<PlanItem, { op: 'create' }>,
): Promise<StoredBlockTree> {
  const made = item.children.filter((child) => child.op === 'create')
  const below: StoredBlockTree[] = []
  for (const [index, child] of children.entries()) below.push(await withFilesOf(context, child, made[index]!))
  const file = item.fileOf === undefined ? null : await fileOf(context, item.fileOf)
  return { type, content: file === null ? content : withKeptFile(content, file), children: below }
}

/** The file that a block shows. */
async function fileOf({ db, workspace }: Context, blockId: string): Promise<FileRef | null> {
  const [row] = await blocksByIds(db, workspace.id, [blockId])
  const { file = null } = JSON.parse(row!.content) as { file?: FileRef }
  return file
}

/** A new block as text has it, without what exists already. */
function newBlocks({ block, children }: Extract<PlanItem, { op: 'create' }>): MarkdownBlock {
  const made = children.flatMap((child) => (child.op === 'create' ? [newBlocks(child)] : []))
  return { ...block, ...(made.length > 0 ? { children: made } : {}) }
}

async function adopt(
  context: Context,
  containerId: string,
  inserted: InsertedTree,
  item: Extract<PlanItem, { op: 'create' }>,
  touched: Map<string, string>,
): Promise<void> {
  const made = [...inserted.children]
  const children: PlanItem[] = []
  for (const child of item.children) {
    if (child.op !== 'create') {
      children.push({ ...child, moved: true })
      continue
    }
    const own = made.shift()!
    await adopt(context, containerId, own, child, touched)
    children.push({ op: 'keep', id: own.id })
  }
  if (!children.some((child) => child.op !== 'create' && child.moved)) return
  const holder = {
    into: { id: inserted.id, type: 'block_id' as const, containerId },
    parent: { type: inserted.type, content: {} },
  }
  await arrange(context, holder, children, touched)
}
