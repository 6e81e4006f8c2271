import { blocksByIds, childrenOf, siblingPosition } from '#server/store/blocks.ts'
import { dataSourceById } from '#server/store/data-sources.ts'
import type { BlockRow } from '#server/store/tables/content.ts'
import { databaseSummaries, pageTitles } from '#server/store/titles.ts'
import type { BlockHead } from '#shared/objects/block.ts'
import { invalid } from '#shared/problem.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { Granted } from '../access/levels.ts'
import { absent, blockFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { Block } from './block.ts'
import { headOf } from './ready.ts'

/** A block to be shown: as text that is ready, or as what it is made of. */
export type ListedChild =
  | { id: string; ready: string }
  | { id: string; ready: null; head: BlockHead; content: Record<string, unknown> }

export interface ChildPage {
  children: ListedChild[]
  /** The first child of the next page. */
  nextCursor: string | null
}

/**
 * The children of a block in document order, those in the trash aside. A copy of a synced block lists the
 * children of its original.
 *
 * @param cursor the first child wanted.
 */
export async function listChildren(
  context: Context,
  block: Granted<Block, 'read'>,
  cursor: string | null,
  size: number,
): Promise<ChildPage> {
  if (block.trashRoot !== null) throw absent(context, 'block', block.id)
  const { db, workspace } = context
  const parentId = await contentHolder(context, block)
  const from =
    cursor === null ? null : { id: cursor, position: await cursorPosition(context, parentId, cursor) }
  const rows = await childrenOf(db, workspace.id, parentId, onlooker(context), from, size + 1)
  return {
    children: await readListed(context, rows.slice(0, size)),
    nextCursor: rows[size]?.id ?? null,
  }
}

/** The actor as the store asks who looks. */
export const onlooker = ({ actor, now }: Context) => ({ principals: actor.principals, now })

/** Completes what a list read: rows that are not ready are read whole, all at once. */
export async function readListed(
  context: Context,
  rows: readonly { id: string; ready: string | null }[],
): Promise<ListedChild[]> {
  const unready = rows.filter((row) => row.ready === null).map((row) => row.id)
  const whole = new Map((await showable(context, unready)).map((child) => [child.id, child]))
  return rows.map(({ id, ready }) => (ready === null ? whole.get(id)! : { id, ready }))
}

async function showable(context: Context, ids: readonly string[]): Promise<ListedChild[]> {
  const { db, workspace } = context
  const rows = await blocksByIds(db, workspace.id, ids)
  const titles = await titlesOf(context, rows)
  const blocks = rows.map((row) => ({ row, content: JSON.parse(row.content) }))
  const copies = blocks.map(({ row, content }) => originalOf({ type: row.type, content }))
  const originals = await blocksByIds(db, workspace.id, [...new Set(copies.filter((id) => id !== null))])
  const withChildren = new Set(originals.filter((row) => row.has_children === 1).map((row) => row.id))
  const databases = await databasesOfRows(context, rows)
  return blocks.map(({ row, content }, index) => {
    const original = copies[index] ?? null
    const { parent, ...rest } = headOf(row)
    const head = { ...rest, parent: { ...parent, databaseId: databases.get(parent.id ?? '') ?? null } }
    return {
      id: row.id,
      ready: null,
      head: original === null ? head : { ...head, hasChildren: withChildren.has(original) },
      content: titles.has(row.id) ? { title: titles.get(row.id) } : content,
    }
  })
}

/** Beside the data source that a row stands in, its parent names the database. */
async function databasesOfRows(
  { db, workspace }: Context,
  rows: readonly BlockRow[],
): Promise<Map<string, string>> {
  const sources = new Set(
    rows.filter((row) => row.parent_type === 'data_source_id').map((row) => row.parent_id!),
  )
  const databases = new Map<string, string>()
  for (const id of sources) {
    const [source] = await dataSourceById(db, workspace.id, id)
    if (source) databases.set(id, source.database_id)
  }
  return databases
}

/** A page or database shows its title in the block that stands for it. */
async function titlesOf({ db, workspace }: Context, rows: readonly BlockRow[]): Promise<Map<string, string>> {
  const idsOf = (type: string) => rows.filter((row) => row.type === type).map((row) => row.id)
  const pages = await pageTitles(db, workspace.id, idsOf('child_page'))
  const databases = await databaseSummaries(db, workspace.id, idsOf('child_database'))
  return new Map([
    ...pages.map(({ id, title }): [string, string] => [id, title]),
    ...databases.map(({ id, title }): [string, string] => [id, plainText(JSON.parse(title))]),
  ])
}

async function cursorPosition({ db, workspace }: Context, parentId: string, cursor: string): Promise<string> {
  const position = await siblingPosition(db, workspace.id, parentId, cursor)
  if (position === undefined) throw invalid(`The start_cursor provided is invalid: ${cursor}`)
  return position
}

/** Where a block's children really are. */
async function contentHolder(context: Context, block: Block): Promise<string> {
  const original = originalOf(block)
  if (original === null) return block.id
  return (await blockFor(context, original, 'read')).id
}

/** The synced block that this one is a copy of. */
export function originalOf({ type, content }: Pick<Block, 'type' | 'content'>): string | null {
  if (type !== 'synced_block') return null
  const from = content.synced_from as { block_id: string } | null
  return from?.block_id ?? null
}

/** One block as it is now. */
export async function readBlock(context: Context, id: string): Promise<ListedChild> {
  const [row] = await blocksByIds(context.db, context.workspace.id, [id])
  const [child] = await readListed(context, [{ id, ready: row!.ready }])
  return child!
}
