import { dataSourceById, dataSourcesOf } from '#server/store/data-sources.ts'
import { dataSourcesShown } from '#server/store/views.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { visibleDataSources } from '../access/data-sources.ts'
import { databaseFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { Database } from './database.ts'

/** A database with the names of its data sources. */
export interface DatabaseView {
  database: Database
  dataSources: { id: string; title: StoredRichText[] }[]
  /** It has no data source of its own and shows those of others. */
  isLinked: boolean
}

export async function viewDatabase(context: Context, database: Database): Promise<DatabaseView> {
  const own = await dataSourcesOf(context.db, context.workspace.id, database.id)
  const rows = own.length > 0 ? own : await linkedDataSources(context, database)
  return {
    database,
    dataSources: rows.map(({ id, title }) => ({ id, title: JSON.parse(title) })),
    isLinked: own.length === 0 && rows.length > 0,
  }
}

/** A database as it is now, after a verb wrote it. */
export async function readDatabase(context: Context, id: string): Promise<DatabaseView> {
  return viewDatabase(context, await databaseFor(context, id, 'read'))
}

/** The data sources of other databases that the views of a linked one show, as far as the actor sees them. */
async function linkedDataSources(context: Context, { id: databaseId }: Database) {
  const { db, workspace } = context
  const shown = await dataSourcesShown(db, workspace.id, databaseId)
  const visible = await visibleDataSources(context, shown)
  const rows = await Promise.all(
    shown.filter((id) => visible.has(id)).map((id) => dataSourceById(db, workspace.id, id)),
  )
  return rows.flat().filter((row) => row.in_trash === 0 && row.database_id !== databaseId)
}
