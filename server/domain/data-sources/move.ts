import { ancestorsOf } from '#server/store/blocks.ts'
import { dataSourcesNaming, dataSourcesOf, updateDataSource } from '#server/store/data-sources.ts'
import { invalid } from '#shared/problem.ts'
import type { StoredProperty, StoredSchema } from '#shared/properties/property.ts'
import { targetOf } from '#shared/properties/relation.ts'
import type { Granted } from '../access/levels.ts'
import { moveUnderList } from '../access/lists.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import type { Database } from '../databases/database.ts'
import { moveViews } from '../views/move.ts'
import type { DataSource } from './data-source.ts'
import { positionOfNew } from './position.ts'

/**
 * Moves a data source with its rows to the end of another database, under the access that is in force there.
 * A database that gave away its only one has none.
 */
export async function moveDataSource(
  context: Context,
  dataSource: Granted<DataSource, 'edit'>,
  database: Granted<Database, 'edit'>,
): Promise<void> {
  refuseInTrash(database)
  const { db, workspace, actor, now } = context
  const siblings = await dataSourcesOf(db, workspace.id, dataSource.databaseId)
  const stays = siblings.find(({ id }) => id !== dataSource.id)
  const above = await ancestorsOf(db, workspace.id, database.id)
  if ([database.parent.id, ...above.map((node) => node.parent_id)].includes(dataSource.id)) {
    throw invalid('A data source cannot be moved into a database below one of its rows.')
  }
  await updateDataSource(db, workspace.id, dataSource.id, {
    database_id: database.id,
    position: await positionOfNew(context, database.id),
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  const from = { databaseId: dataSource.databaseId, firstDataSourceId: stays?.id }
  await moveViews(context, dataSource.id, from, database.id)
  await moveUnderList(context, dataSource.id, dataSource.accessId, database.accessId)
  await followWithRelations(context, dataSource.id, database.id)
  context.record({
    type: 'data_source.moved',
    entity: { type: 'data_source', id: dataSource.id },
    data: { parent: { type: 'database_id', id: database.id } },
  })
}

/** Relations name the database of their target beside the target. */
async function followWithRelations(
  { db, workspace }: Context,
  targetId: string,
  databaseId: string,
): Promise<void> {
  const follow = (property: StoredProperty): StoredProperty =>
    targetOf(property.config) === targetId
      ? { ...property, config: { ...property.config, database_id: databaseId } }
      : property
  for (const { id, properties } of await dataSourcesNaming(db, workspace.id, targetId)) {
    const schema = JSON.parse(properties) as StoredSchema
    const followed = Object.entries(schema).map(([key, property]) => [key, follow(property)])
    await updateDataSource(db, workspace.id, id, { properties: JSON.stringify(Object.fromEntries(followed)) })
  }
}
