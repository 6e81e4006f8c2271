import { dataSourcesOf } from '#server/store/data-sources.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { databaseFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { Database } from './database.ts'

/** A database with the names of its data sources. */
export interface DatabaseView {
  database: Database
  dataSources: { id: string; title: StoredRichText[] }[]
}

export async function viewDatabase(context: Context, database: Database): Promise<DatabaseView> {
  const rows = await dataSourcesOf(context.db, context.workspace.id, database.id)
  return { database, dataSources: rows.map(({ id, title }) => ({ id, title: JSON.parse(title) })) }
}

/** A database as it is now, after a verb wrote it. */
export async function readDatabase(context: Context, id: string): Promise<DatabaseView> {
  return viewDatabase(context, await databaseFor(context, id, 'read'))
}
