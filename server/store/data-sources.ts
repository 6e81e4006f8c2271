import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { DataSourceRow } from './tables/content.ts'

/** The data sources of a database in use, in order. */
export const dataSourcesOf = prepared<DataSourceRow, [workspaceId: string, databaseId: string]>(
  (query, [workspaceId, databaseId]) =>
    query
      .selectFrom('data_sources')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('database_id', '=', databaseId)
      .where('in_trash', '=', 0)
      .orderBy('position')
      .orderBy('id'),
)

/** The last data source of a database, in use or not. */
export const lastDataSource = prepared<DataSourceRow, [workspaceId: string, databaseId: string]>(
  (query, [workspaceId, databaseId]) =>
    query
      .selectFrom('data_sources')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('database_id', '=', databaseId)
      .orderBy('position', 'desc')
      .limit(1),
)

/** Data sources whose schema names another one: those with a relation to it. */
export const dataSourcesNaming = (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Pick<DataSourceRow, 'id' | 'properties'>[]> =>
  db.sql
    .selectFrom('data_sources')
    .select(['id', 'properties'])
    .where('workspace_id', '=', workspaceId)
    .where('properties', 'like', `%"${id}"%`)
    .execute()

export const dataSourceById = prepared<DataSourceRow, [workspaceId: string, id: string]>(
  (query, [workspaceId, id]) =>
    query.selectFrom('data_sources').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id),
)

export const insertDataSource = (db: Db, row: Omit<DataSourceRow, 'number'>): Promise<unknown> =>
  db.sql
    .insertInto('data_sources')
    .values({
      ...row,
      number: sql<number>`(
        select coalesce(max(number), 0) + 1 from data_sources where workspace_id = ${row.workspace_id}
      )`,
    })
    .execute()

export async function updateDataSource(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<DataSourceRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('data_sources')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Draws the next number of a data source's unique ids. */
export async function drawUniqueNumber(db: Db, workspaceId: string, id: string): Promise<number> {
  const { next_unique_number } = await db.sql
    .updateTable('data_sources')
    .set((eb) => ({ next_unique_number: eb('next_unique_number', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('next_unique_number')
    .executeTakeFirstOrThrow()
  return next_unique_number - 1
}

/** Numbers the rows of a data source in the order they were made; templates have no number. */
export async function numberRows(db: Db, workspaceId: string, dataSourceId: string): Promise<void> {
  await sql`
    update pages set unique_number = numbered.number
    from (
      select id, row_number() over (order by id) as number
      from pages
      where workspace_id = ${workspaceId} and data_source_id = ${dataSourceId} and is_template = 0
    ) as numbered
    where pages.workspace_id = ${workspaceId} and pages.id = numbered.id
  `.execute(db.sql)
  await sql`
    update data_sources set next_unique_number = 1 + (
      select count(*) from pages
      where workspace_id = ${workspaceId} and data_source_id = ${dataSourceId} and is_template = 0
    )
    where workspace_id = ${workspaceId} and id = ${dataSourceId}
  `.execute(db.sql)
}

/** The databases that some data sources belong to, by their ids. */
export async function databasesOf(
  db: Db,
  workspaceId: string,
  dataSourceIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; database_id: string }>`
    select id, database_id from data_sources
    where workspace_id = ${workspaceId} and ${dialects[db.dialect].idIn('id', JSON.stringify(dataSourceIds))}`.execute(
    db.sql,
  )
  return new Map(rows.map(({ id, database_id }) => [id, database_id]))
}
