import { subtreeOf } from '#server/store/blocks.ts'
import type { BlockRow } from '#server/store/tables/content.ts'
import { databaseSummaries, pageTitles } from '#server/store/titles.ts'
import { Problem } from '#shared/problem.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { Granted } from '../access/levels.ts'
import { absent, blockFor } from '../access/nodes.ts'
import type { Block } from '../blocks/block.ts'
import { onlooker, originalOf } from '../blocks/list.ts'
import type { Context } from '../context.ts'

/** A block with all that is below it; pages and databases below are named and not entered. */
export interface BlockTree {
  id: string
  type: string
  content: Record<string, unknown>
  children: BlockTree[]
  /** Of a synced copy: what its original holds, as far as the actor may read it. */
  mirrored: BlockTree[]
}

export interface ContentTree {
  id: string
  blocks: BlockTree[]
  /** There is more than was read. */
  truncated: boolean
}

/** Notion gives up about here as well. */
const MOST_BLOCKS = 20_000

/** Everything a page or block holds. */
export async function readTree(context: Context, block: Granted<Block, 'read'>): Promise<ContentTree> {
  if (block.trashRoot !== null) throw absent(context, 'block', block.id)
  const rows = await subtreeOf(context.db, context.workspace.id, block.id, onlooker(context), MOST_BLOCKS + 1)
  const blocks = await grow(context, block.id, rows.slice(0, MOST_BLOCKS), true)
  return { id: block.id, blocks, truncated: rows.length > MOST_BLOCKS }
}

async function grow(
  context: Context,
  rootId: string,
  rows: readonly BlockRow[],
  followsCopies: boolean,
): Promise<BlockTree[]> {
  const named = await namesOf(context, rows)
  const byParent = Map.groupBy(rows, (row) => row.parent_id)
  const build = (parentId: string): BlockTree[] =>
    (byParent.get(parentId) ?? [])
      .toSorted((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : a.id < b.id ? -1 : 1))
      .map((row) => ({
        id: row.id,
        type: row.type,
        content: named.get(row.id) ?? JSON.parse(row.content),
        children: build(row.id),
        mirrored: [],
      }))
  const trees = build(rootId)
  if (followsCopies) for (const tree of trees) await mirror(context, tree)
  return trees
}

/** Fills in what copies show. A copy within an original is not followed: originals could name each other. */
async function mirror(context: Context, tree: BlockTree): Promise<void> {
  const original = originalOf(tree)
  if (original !== null) tree.mirrored = await readOriginal(context, original)
  for (const child of tree.children) await mirror(context, child)
}

async function readOriginal(context: Context, id: string): Promise<BlockTree[]> {
  try {
    const block = await blockFor(context, id, 'read')
    if (block.trashRoot !== null) return []
    const rows = await subtreeOf(context.db, context.workspace.id, block.id, onlooker(context), MOST_BLOCKS)
    return await grow(context, block.id, rows, false)
  } catch (error) {
    // What the original holds is nobody's business who may not read it.
    if (error instanceof Problem && error.kind === 'absent') return []
    throw error
  }
}

async function namesOf(
  { db, workspace }: Context,
  rows: readonly BlockRow[],
): Promise<Map<string, Record<string, unknown>>> {
  const idsOf = (type: string) => rows.filter((row) => row.type === type).map((row) => row.id)
  const pages = await pageTitles(db, workspace.id, idsOf('child_page'))
  const databases = await databaseSummaries(db, workspace.id, idsOf('child_database'))
  const names = new Map<string, Record<string, unknown>>(pages.map(({ id, title }) => [id, { title }]))
  for (const { id, title, is_inline } of databases) {
    names.set(id, { title: plainText(JSON.parse(title)), is_inline: is_inline === 1 })
  }
  return names
}
