/**
 * Objects for whoever runs the server and brings a workspace to what a file says: on the command line there
 * is nobody whose access would have to be asked.
 */
import * as store from '#server/store/nodes.ts'
import { viewById } from '#server/store/views.ts'
import { toBlock } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import { type DataSource, toDataSource } from '../data-sources/data-source.ts'
import { type Database, toDatabase } from '../databases/database.ts'
import { type Page, toPage } from '../pages/page.ts'
import { toView, type View } from '../views/view.ts'
import type { Granted } from './levels.ts'
import type { NewParent } from './parents.ts'

const NOBODY = '[]'

const valuesFor = ({ workspace, now }: Context, id: string) => [workspace.id, id, NOBODY, now] as const

export async function pageForOperator(
  context: Context,
  id: string,
): Promise<Granted<Page, 'full_access'> | undefined> {
  const [row] = await store.pageNode(context.db, ...valuesFor(context, id))
  return row && (toPage(row) as Granted<Page, 'full_access'>)
}

export async function databaseForOperator(
  context: Context,
  id: string,
): Promise<Granted<Database, 'full_access'> | undefined> {
  const [row] = await store.databaseNode(context.db, ...valuesFor(context, id))
  return row && (toDatabase(row) as Granted<Database, 'full_access'>)
}

export async function dataSourceForOperator(
  context: Context,
  id: string,
): Promise<Granted<DataSource, 'full_access'> | undefined> {
  const [row] = await store.dataSourceNode(context.db, ...valuesFor(context, id))
  return row && (toDataSource(row) as Granted<DataSource, 'full_access'>)
}

export async function viewForOperator(
  context: Context,
  id: string,
): Promise<Granted<View, 'full_access'> | undefined> {
  const [row] = await viewById(context.db, context.workspace.id, id)
  const database = row && (await databaseForOperator(context, row.database_id))
  if (!database) return undefined
  const source = row.data_source_id
  const dataSource = source === null ? null : (await dataSourceForOperator(context, source))!
  return toView(row, database, dataSource) as Granted<View, 'full_access'>
}

/** A page that exists, as the parent of something new. */
export async function parentForOperator(context: Context, pageId: string): Promise<NewParent> {
  const [row] = await store.blockNode(context.db, ...valuesFor(context, pageId))
  const page = await pageForOperator(context, pageId)
  return {
    type: 'page_id',
    page: page!,
    block: toBlock(row!) as Granted<ReturnType<typeof toBlock>, 'full_access'>,
  }
}
