/** What a database was before 2025-09-03: a table with a schema, here the container and its only data source. */
import type { Granted, Level } from '#server/domain/access/levels.ts'
import { databaseFor, dataSourceFor } from '#server/domain/access/nodes.ts'
import type { Context } from '#server/domain/context.ts'
import type { DataSource } from '#server/domain/data-sources/data-source.ts'
import { type DataSourceView, viewDataSource } from '#server/domain/data-sources/view.ts'
import type { Database } from '#server/domain/databases/database.ts'
import { viewDatabase } from '#server/domain/databases/view.ts'
import { presentShown } from '#shared/objects/shown-file.ts'
import { invalid } from '#shared/problem.ts'
import type { References, Resolved } from '#shared/references.ts'
import { collectDataSourceReferences, presentDataSource } from '../data-sources/present.ts'

/** A database and the data source that stands for it, both at one level. */
export interface Table<L extends Level> {
  database: Granted<Database, L>
  dataSource: Granted<DataSource, L>
}

/**
 * The table that a database's id stood for; the messages are Notion's. Of several data sources the first is the
 * table where the workspace is set so.
 */
export async function tableFor<L extends Level>(context: Context, id: string, level: L): Promise<Table<L>> {
  const database = await databaseFor(context, id, level)
  const { dataSources, isLinked } = await viewDatabase(context, database)
  if (isLinked) throw invalid('Database retrievals do not support linked databases')
  const [first] = dataSources
  if (first === undefined) {
    throw invalid(
      `Database with ID ${database.id} does not contain any data sources accessible by this API bot.`,
    )
  }
  if (dataSources.length > 1 && !takesFirst(context)) {
    throw invalid('Databases with multiple data sources are not supported in this API version.', {
      error_type: 'multiple_data_sources_for_database',
      database_id: database.id,
      child_data_source_ids: dataSources.map((source) => source.id),
      minimum_api_version: '2025-09-03',
    })
  }
  return { database, dataSource: await dataSourceFor(context, first.id, level) }
}

const takesFirst = ({ workspace }: Context): boolean =>
  workspace.settings.compatibility.multiple_data_sources === 'first'

/** Which data sources a search finds as tables. */
export const tablesFound = (context: Context): 'single' | 'first' =>
  takesFirst(context) ? 'first' : 'single'

/** A table with what showing it takes. */
export interface TableView {
  database: Database
  table: DataSourceView
}

/** A table as it is now. */
export async function readTable(context: Context, id: string): Promise<TableView> {
  return viewTable(context, await tableFor(context, id, 'read'))
}

export async function viewTable(
  context: Context,
  { database, dataSource }: Table<'read'>,
): Promise<TableView> {
  return { database, table: await viewDataSource(context, dataSource) }
}

/** A data source that was found, as the table of its database. */
export async function withDatabase(context: Context, table: DataSourceView): Promise<TableView> {
  return { database: await databaseFor(context, table.dataSource.databaseId, 'read'), table }
}

/** Has the shape of a data source, which the version 2025-09-03 turns into the database that it was. */
export const presentTable = (view: TableView, resolved: Resolved) => ({
  ...presentDataSource(withContainer(view), resolved),
  cover: presentShown(view.database.cover, resolved),
})

export const collectTableReferences = (view: TableView, references: References): void =>
  collectDataSourceReferences(withContainer(view), references)

/** Title, icon and the like are those of the container; whichever was edited later says when. */
function withContainer({ database, table }: TableView): DataSourceView {
  const { title, description, icon, createdTime, createdBy } = database
  const edited = database.lastEditedTime > table.dataSource.lastEditedTime ? database : table.dataSource
  const { lastEditedTime, lastEditedBy } = edited
  return {
    ...table,
    dataSource: {
      ...table.dataSource,
      title,
      description,
      icon,
      createdTime,
      createdBy,
      lastEditedTime,
      lastEditedBy,
    },
  }
}
