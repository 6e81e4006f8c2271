import { subtreeOf } from '#server/store/blocks.ts'
import { endsOfLog } from '#server/store/feed.ts'
import type { BlockRow } from '#server/store/tables/content.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { absent } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import { cursorOf } from '../events/cursor.ts'
import type { Block } from './block.ts'
import { type ChildPage, onlooker, readListed } from './list.ts'

/** More than any page holds. */
const ALL = 1_000_000

/**
 * All that stands below a page or block, each block followed by what is below it; pages and databases are named and
 * not entered, and neither are copies of synced blocks.
 *
 * @param cursor the first block wanted.
 * @returns also the moment it was read at or shortly before: a base for edits, and a cursor of the change feed.
 */
export async function listTree(
  context: Context,
  block: Granted<Block, 'read'>,
  cursor: string | null,
  size: number,
): Promise<ChildPage & { revision: string }> {
  if (block.trashRoot !== null) throw absent(context, 'block', block.id)
  const { db, workspace } = context
  const { sequence } = await endsOfLog(db, workspace.id)
  const rows = inOrder(block.id, await subtreeOf(db, workspace.id, block.id, onlooker(context), ALL))
  const from = cursor === null ? 0 : rows.findIndex(({ id }) => id === cursor)
  if (from < 0) throw invalid(`The start_cursor provided is invalid: ${cursor}`)
  return {
    children: await readListed(context, rows.slice(from, from + size)),
    nextCursor: rows[from + size]?.id ?? null,
    revision: cursorOf(context, { sequence, place: '' }),
  }
}

/** Each block before what is below it. */
function inOrder(rootId: string, rows: readonly BlockRow[]): BlockRow[] {
  const byParent = Map.groupBy(rows, (row) => row.parent_id)
  const ordered: BlockRow[] = []
  // What is still to come, the next one last: pages may be nested deeper than there is stack.
  const open = lastFirst(byParent.get(rootId))
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    ordered.push(row)
    open.push(...lastFirst(byParent.get(row.id)))
  }
  return ordered
}

const lastFirst = (siblings: readonly BlockRow[] = []): BlockRow[] =>
  siblings.toSorted((a, b) => (isBefore(a, b) ? 1 : -1))

const isBefore = (a: BlockRow, b: BlockRow): boolean =>
  a.position < b.position || (a.position === b.position && a.id < b.id)
