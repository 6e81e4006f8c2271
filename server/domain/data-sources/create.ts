import { insertDataSource } from '#server/store/data-sources.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { createSchema, type SchemaRequests } from '#shared/properties/schema.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { makeSchemas, withSchemas } from '../computed/load-schemas.ts'
import type { Context } from '../context.ts'
import { type Database, untitledDatabase } from '../databases/database.ts'
import { filesIn, settleLooks, showFiles } from '../files/attach.ts'
import { createDefaultView } from '../views/create-default.ts'
import { positionOfNew } from './position.ts'
import { keepSchemaChange, schemaContext } from './schema-change.ts'

export interface NewDataSource {
  /** A fixed id, of a workspace file. */
  id?: string | undefined
  title: StoredRichText[]
  description?: StoredRichText[]
  icon: Record<string, unknown> | null
  properties?: SchemaRequests | undefined
}

/** Adds a data source to a database, after those it has. */
export function addDataSourceTo(
  context: Context,
  database: Granted<Database, 'edit'>,
  dataSource: NewDataSource,
): Promise<string> {
  refuseInTrash(database)
  return createDataSource(context, database.id, dataSource)
}

/** Makes a data source of a database that was checked or made just now. */
export async function createDataSource(
  context: Context,
  databaseId: string,
  request: NewDataSource,
): Promise<string> {
  const dataSource = await settleLooks(context, request)
  const { db, workspace, actor, now } = context
  const id = dataSource.id ?? context.newId()
  const title = plainText(dataSource.title)
  const about = { id, databaseId, title: title || untitledDatabase, schema: {} }
  const schemas = makeSchemas(context)
  const reach = await schemaContext(context, about, dataSource.properties ?? {}, schemas)
  const result = await withSchemas(schemas, () => createSchema(dataSource.properties, reach))
  await insertDataSource(db, {
    workspace_id: workspace.id,
    id,
    database_id: databaseId,
    title: JSON.stringify(dataSource.title),
    title_key: foldText(title),
    description: JSON.stringify(dataSource.description ?? []),
    icon: dataSource.icon ? JSON.stringify(dataSource.icon) : null,
    properties: JSON.stringify(result.schema),
    schema_version: 1,
    next_unique_number: 1,
    position: await positionOfNew(context, databaseId),
    in_trash: 0,
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
    last_edited_by: actor.userId,
    default_template_id: null,
  })
  await showFiles(context, id, filesIn(dataSource.icon))
  context.record({
    type: 'data_source.created',
    entity: { type: 'data_source', id },
    data: { parent: { type: 'database_id', id: databaseId } },
  })
  // What the request says of the schema is kept already; the other sides of its relations are not.
  await keepSchemaChange(context, { id, schemaVersion: 1 }, { ...result, changes: [] })
  await createDefaultView(context, databaseId, id)
  return id
}
