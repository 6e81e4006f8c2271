import { restoreSubtree, trashSubtree } from '#server/store/blocks.ts'
import { dataSourcesOf, updateDataSource as updateRow } from '#server/store/data-sources.ts'
import { titleUntitled } from '#server/store/databases.ts'
import type { DataSourceRow } from '#server/store/tables/content.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { changeSchema, type SchemaRequests } from '#shared/properties/schema.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { makeSchemas, withSchemas } from '../computed/load-schemas.ts'
import type { Context } from '../context.ts'
import { type Database, untitled, untitledDatabase } from '../databases/database.ts'
import { filesIn, settleLooks, showFiles } from '../files/attach.ts'
import { refuseNoTemplate } from '../templates/list.ts'
import type { DataSource } from './data-source.ts'
import { moveDataSource } from './move.ts'
import { keepSchemaChange, schemaContext } from './schema-change.ts'

export interface DataSourceChange {
  title?: StoredRichText[]
  description?: StoredRichText[]
  icon?: Record<string, unknown> | null
  properties?: SchemaRequests
  in_trash?: boolean
  /** The template that new rows are made from when nothing else is said; null for none. */
  default_template_id?: string | null
}

/** Changes what is given of a data source, its schema too, and moves it when a database is given. */
export async function updateDataSource(
  context: Context,
  dataSource: Granted<DataSource, 'edit'>,
  change: DataSourceChange,
  database: Granted<Database, 'edit'> | null,
): Promise<void> {
  if (dataSource.isDatabaseInTrash || (dataSource.inTrash && change.in_trash !== false))
    refuseInTrash(dataSource)

  if (change.properties && Object.keys(change.properties).length > 0) {
    const { properties } = change
    const about = { ...dataSource, title: plainText(dataSource.title) || untitledDatabase }
    const schemas = makeSchemas(context)
    const reach = await schemaContext(context, about, properties, schemas)
    const result = await withSchemas(schemas, () => changeSchema(dataSource.schema, properties, reach))
    await keepSchemaChange(context, dataSource, result)
  }
  if (change.default_template_id != null)
    await refuseNoTemplate(context, dataSource, change.default_template_id)
  const looks = await settleLooks(context, change)
  const columns = changedColumns(dataSource, looks)
  if (Object.keys(columns).length > 0) await keep(context, dataSource, columns)
  const { icon = dataSource.icon } = looks
  await showFiles(context, dataSource.id, filesIn(icon), filesIn(dataSource.icon))
  if (columns.title !== undefined) await titleDatabase(context, dataSource, columns.title)
  recordContent(context, dataSource, columns)
  if (database !== null && database.id !== dataSource.databaseId)
    await moveDataSource(context, dataSource, database)
  await followTrash(context, dataSource, change)
}

function changedColumns(dataSource: DataSource, change: DataSourceChange): Partial<DataSourceRow> {
  const columns: Partial<DataSourceRow> = {}
  for (const key of ['title', 'description', 'icon'] as const) {
    const value = change[key]
    if (value === undefined || JSON.stringify(value) === JSON.stringify(dataSource[key])) continue
    Object.assign(columns, { [key]: value === null ? null : JSON.stringify(value) })
  }
  if (change.default_template_id !== undefined && change.default_template_id !== dataSource.defaultTemplateId)
    columns.default_template_id = change.default_template_id
  if (columns.title !== undefined) columns.title_key = foldText(plainText(change.title!))
  if (change.in_trash !== undefined && change.in_trash !== dataSource.inTrash) {
    columns.in_trash = change.in_trash ? 1 : 0
  }
  return columns
}

/** A database that nobody gave a title goes by the first one of its only data source. */
async function titleDatabase(context: Context, dataSource: DataSource, title: string): Promise<void> {
  const { db, workspace } = context
  const { databaseId } = dataSource
  if (dataSource.title.length > 0) return
  if ((await dataSourcesOf(db, workspace.id, databaseId)).length > 1) return
  if (!(await titleUntitled(db, workspace.id, databaseId, JSON.stringify(untitled), title))) return
  context.record({
    type: 'database.content_updated',
    entity: { type: 'database', id: databaseId },
    data: { updated_blocks: [{ id: databaseId, type: 'database' }] },
  })
}

/** What is told of a data source is shown by its database. */
function recordContent(
  context: Context,
  { id, databaseId }: DataSource,
  columns: Partial<DataSourceRow>,
): void {
  const keys = ['title', 'description', 'icon', 'default_template_id'] as const
  if (!keys.some((key) => key in columns)) return
  context.record({
    type: 'data_source.content_updated',
    entity: { type: 'data_source', id },
    data: { updated_blocks: [{ id: databaseId, type: 'database' }] },
  })
}

const keep = (context: Context, { id }: DataSource, columns: Partial<DataSourceRow>): Promise<void> =>
  updateRow(context.db, context.workspace.id, id, {
    ...columns,
    last_edited_time: context.now,
    last_edited_by: context.actor.userId,
  })

/** Rows go into the trash with their table, and come back with it. */
async function followTrash(
  context: Context,
  { id, inTrash }: DataSource,
  { in_trash }: DataSourceChange,
): Promise<void> {
  if (in_trash === undefined || in_trash === inTrash) return
  if (in_trash) await trashSubtree(context.db, context.workspace.id, id)
  else await restoreSubtree(context.db, context.workspace.id, id)
  context.record({
    type: in_trash ? 'data_source.deleted' : 'data_source.undeleted',
    entity: { type: 'data_source', id },
  })
}
