import { generateNKeysBetween } from 'fractional-indexing'
import {
  insertBlocks,
  positionsAround,
  setHasChildren,
  siblingPosition,
  touchNode,
} from '#server/store/blocks.ts'
import type { BlockRow } from '#server/store/tables/content.ts'
import { settleContent, showsKeptFile } from '#shared/blocks/content.ts'
import type { StoredBlockTree } from '#shared/blocks/store.ts'
import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { filesIn, findNamed, showFiles } from '../files/attach.ts'
import type { Parent } from './block.ts'
import { readyBlock } from './ready.ts'

/** Where new siblings go. */
export type Place = { type: 'start' } | { type: 'end' } | { type: 'after_block'; id: string }

/** The node that new blocks are put in. */
export interface Into {
  id: string
  type: 'page_id' | 'block_id'
  /** The page whose content this is. */
  containerId: string
}

/** Keys of new siblings at a place, in order. */
export async function newPositions(
  context: Context,
  parentId: string,
  place: Place,
  count: number,
): Promise<string[]> {
  const { db, workspace } = context
  const around =
    place.type === 'after_block'
      ? { type: 'after' as const, position: await positionOf(context, parentId, place.id) }
      : place
  const [before, after] = await positionsAround(db, workspace.id, parentId, around)
  return generateNKeysBetween(before, after, count)
}

async function positionOf({ db, workspace }: Context, parentId: string, id: string): Promise<string> {
  const position = await siblingPosition(db, workspace.id, parentId, id)
  if (position === undefined)
    throw invalid(`Block ${id} to insert after is not a child of block ${parentId}.`)
  return position
}

/** Ids of blocks that were inserted. */
export interface InsertedTree {
  id: string
  type: string
  /** What it shows of files that are kept here; null for nothing. */
  files: ReadonlySet<string> | null
  children: InsertedTree[]
}

/** Inserts blocks with all that is below them. */
export async function insertTrees(
  context: Context,
  into: Into,
  trees: readonly StoredBlockTree[],
  place: Place,
): Promise<InsertedTree[]> {
  if (trees.length === 0) return []
  const inserted = await insertNested(
    context,
    into,
    trees,
    await newPositions(context, into.id, place, trees.length),
  )
  await setHasChildren(context.db, context.workspace.id, into.id, true)
  return inserted
}

/** The same at positions that are known. Whether `into` has children is left to the caller. */
export async function insertNested(
  context: Context,
  into: Into,
  trees: readonly StoredBlockTree[],
  positions: readonly string[],
): Promise<InsertedTree[]> {
  const settled = await settleTrees(context, trees)
  const rows: BlockRow[] = []
  const inserted = settled.map((tree, index) =>
    addRows(context, rows, { type: into.type, id: into.id }, into.containerId, tree, positions[index]!),
  )
  await insertBlocks(context.db, rows)
  await showFilesOf(context, inserted)
  return inserted
}

/** Puts uploads and custom emojis that blocks name in their places. */
async function settleTrees(
  context: Context,
  trees: readonly StoredBlockTree[],
): Promise<readonly StoredBlockTree[]> {
  const known = await findNamed(context, trees)
  if (known === null) return trees
  const settleTree = (tree: StoredBlockTree): StoredBlockTree => ({
    ...tree,
    content: settleContent(tree.type, tree.content, known),
    children: tree.children.map(settleTree),
  })
  return trees.map(settleTree)
}

async function showFilesOf(context: Context, inserted: readonly InsertedTree[]): Promise<void> {
  for (const { id, files, children } of inserted) {
    if (files !== null) await showFiles(context, id, files)
    await showFilesOf(context, children)
  }
}

/** The content of a page changed: its time and who did it, and the event. */
export async function contentChanged(
  context: Context,
  containerId: string,
  updatedBlocks: readonly { id: string; type: string }[],
): Promise<void> {
  await touchNode(context.db, context.workspace.id, containerId, context.actor.userId, context.now)
  context.record({
    type: 'page.content_updated',
    entity: { type: 'page', id: containerId },
    data: { updated_blocks: updatedBlocks.map(toUpdatedBlock) },
  })
}

/** As webhooks tell it: a page, a database, or whatever else a block may be. */
export const toUpdatedBlock = ({ id, type }: { id: string; type: string }) => ({ id, type: kindOf(type) })

/** What a block of a type is to those who do not look inside. */
export const kindOf = (type: string): 'page' | 'database' | 'block' =>
  type === 'child_page' ? 'page' : type === 'child_database' ? 'database' : 'block'

function addRows(
  context: Context,
  rows: BlockRow[],
  parent: Parent,
  containerId: string,
  tree: StoredBlockTree,
  position: string,
): InsertedTree {
  const id = tree.id ?? context.newId()
  const { actor, now } = context
  const row: BlockRow = {
    workspace_id: context.workspace.id,
    id,
    type: tree.type,
    parent_type: parent.type,
    parent_id: parent.id,
    container_id: containerId,
    position,
    content: JSON.stringify(tree.content),
    has_children: tree.children.length > 0 ? 1 : 0,
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
    last_edited_by: actor.userId,
    trash_root: null,
    access_id: null,
    ready: null,
  }
  rows.push({ ...row, ready: readyBlock(row, tree.content) })
  const positions = generateNKeysBetween(null, null, tree.children.length)
  const children = tree.children.map((child, index) =>
    addRows(context, rows, { type: 'block_id', id }, containerId, child, positions[index]!),
  )
  const files = showsKeptFile(tree.content) ? filesIn(tree.content) : null
  return { id, type: tree.type, files, children }
}
