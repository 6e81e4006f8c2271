import { generateKeyBetween } from 'fractional-indexing'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { v7 } from 'uuid'

/** Views of databases and what they found. Every data source that is there gets its default view. */
export async function up(db: Kysely<unknown>, bytewise: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('views')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('database_id', 'text', (c) => c.notNull())
    .addColumn('data_source_id', 'text')
    .addColumn('dashboard_view_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('position', bytewise as RawBuilder<string>, (c) => c.notNull())
    .addColumn('filter', 'text')
    .addColumn('sorts', 'text')
    .addColumn('quick_filters', 'text')
    .addColumn('configuration', 'text', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('last_edited_time', 'bigint', (c) => c.notNull())
    .addColumn('last_edited_by', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('views_key', ['workspace_id', 'id'])
    .execute()
  await db.schema
    .createTable('view_queries')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('view_id', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('total_count', 'bigint', (c) => c.notNull())
    .addColumn('expires_time', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('view_queries_key', ['workspace_id', 'id'])
    .execute()
  await db.schema
    .createTable('view_query_results')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('query_id', 'text', (c) => c.notNull())
    .addColumn('first', 'bigint', (c) => c.notNull())
    .addColumn('page_ids', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('view_query_results_key', ['workspace_id', 'query_id', 'first'])
    .execute()

  const index = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()
  await index('views_database', 'views', ['workspace_id', 'database_id', 'position', 'id'])
  await index('views_data_source', 'views', ['workspace_id', 'data_source_id', 'position', 'id'])
  await index('view_queries_view', 'view_queries', ['workspace_id', 'view_id'])
  await index('view_queries_expiry', 'view_queries', ['workspace_id', 'expires_time'])
  await addDefaultViews(db)
}

interface Source {
  workspace_id: string
  id: string
  database_id: string
  created_time: number
  created_by: string
}

async function addDefaultViews(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Source>`
    select workspace_id, id, database_id, created_time, created_by
    from data_sources order by workspace_id, database_id, position, id
  `.execute(db)
  let last: { database: string; position: string } | null = null
  for (const source of rows) {
    const database = `${source.workspace_id} ${source.database_id}`
    const position: string = generateKeyBetween(last?.database === database ? last.position : null, null)
    last = { database, position }
    await sql`
      insert into views (
        workspace_id, id, database_id, data_source_id, name, type, position, configuration,
        created_time, created_by, last_edited_time, last_edited_by
      ) values (
        ${source.workspace_id}, ${v7()}, ${source.database_id}, ${source.id}, 'Default view', 'table', ${position}, '{}',
        ${source.created_time}, ${source.created_by}, ${source.created_time}, ${source.created_by}
      )
    `.execute(db)
  }
}
