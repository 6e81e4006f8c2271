/** Finds what a request names, as far as the actor may see it: the one place that says yes or no. */
import type { BlockNode, DatabaseNode, DataSourceNode, PageNode } from '#server/store/nodes.ts'
import * as store from '#server/store/nodes.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { type Block, toBlock } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import { type DataSource, toDataSource } from '../data-sources/data-source.ts'
import { type Database, toDatabase } from '../databases/database.ts'
import { type Page, toPage } from '../pages/page.ts'
import { type Granted, type Level, levelNeeded } from './levels.ts'

/** A page that the actor may use at `level`; a database's id is refused with the address to use. */
export async function pageFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<Page, L>> {
  const [row] = await store.pageNode(context.db, ...nodeValues(context, id))
  if (row === undefined) await refuseOtherKind(context, id, 'page', 'child_database')
  return granted(context, 'page', id, row, toPage, level)
}

export async function databaseFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<Database, L>> {
  const [row] = await store.databaseNode(context.db, ...nodeValues(context, id))
  if (row === undefined) await refuseOtherKind(context, id, 'database', 'child_page')
  return granted(context, 'database', id, row, toDatabase, level)
}

export async function dataSourceFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<DataSource, L>> {
  const [row] = await store.dataSourceNode(context.db, ...nodeValues(context, id))
  return granted(context, 'data source', id, row, toDataSource, level)
}

/** Any block: a page and a database are blocks too. What is not there is missed as what was asked for. */
export async function blockFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
  noun: 'block' | 'page' = 'block',
): Promise<Granted<Block, L>> {
  const [row] = await store.blockNode(context.db, ...nodeValues(context, id))
  return granted(context, noun, id, row, toBlock, level)
}

const nodeValues = (context: Context, id: string) =>
  [context.workspace.id, toUuid(id), context.actor.principals, context.now] as const

type Row = BlockNode | PageNode | DatabaseNode | DataSourceNode

function granted<R extends Row, T, L extends Level>(
  context: Context,
  noun: string,
  id: string,
  row: R | undefined,
  toDomain: (row: R) => T,
  level: L,
): Granted<T, L> {
  if (row === undefined || row.level === null) throw absent(context, noun, id)
  if (row.level < levelNeeded[isRowContent(row) ? levelOnRow(level) : level]) {
    throw new Problem('forbidden', `This needs ${accessWords[level]} to the ${noun} with ID: ${id}.`)
  }
  return toDomain(row) as Granted<T, L>
}

/** On the rows of a database `edit_content` is enough to change them and what is written in them. */
const levelOnRow = (level: Level): Level => (level === 'edit' ? 'edit_content' : level)

const isRowContent = (row: Row): boolean =>
  'container_parent_type' in row && row.container_parent_type === 'data_source_id'

const accessWords: Record<Level, string> = {
  read: '"view" access',
  comment: '"comment" access',
  edit_content: '"edit_content" access',
  edit: '"edit" access',
  full_access: '"full_access"',
}

/** What is not shared looks like what does not exist. */
export function absent(context: Context, noun: string, asked: string): Problem {
  const id = toUuid(asked)
  const { connection } = context.actor
  return new Problem(
    'absent',
    connection
      ? `Could not find ${noun} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${connection.name}".`
      : `Could not find ${noun} with ID: ${id}. Make sure the relevant pages and databases are shared with you.`,
    connection ? { data: { integration_id: connection.id } } : {},
  )
}

async function refuseOtherKind(
  context: Context,
  id: string,
  wanted: 'page' | 'database',
  otherType: 'child_page' | 'child_database',
): Promise<void> {
  const [row] = await store.blockNode(context.db, ...nodeValues(context, id))
  if (row === undefined || row.level === null || row.type !== otherType) return
  const other = wanted === 'page' ? 'database' : 'page'
  throw invalid(`Provided ID ${id} is a ${other}, not a ${wanted}. Use the retrieve ${other} API instead.`)
}
