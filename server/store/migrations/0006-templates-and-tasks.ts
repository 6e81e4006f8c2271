import { type Kysely, sql } from 'kysely'

/** Templates of data sources, and work that a request left for later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('data_sources').addColumn('default_template_id', 'text').execute()
  await sql`create index pages_templates on pages (workspace_id, data_source_id) where is_template = 1`.execute(
    db,
  )
  await sql`create index blocks_meeting_notes on blocks (workspace_id) where type = 'meeting_notes'`.execute(
    db,
  )
  await db.schema
    .createTable('async_tasks')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('route', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('claimed_until', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('async_tasks_key', ['workspace_id', 'id'])
    .execute()
  await db.schema
    .createIndex('async_tasks_due')
    .on('async_tasks')
    .columns(['status', 'claimed_until'])
    .execute()
  await db.schema
    .createTable('template_fills')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('page_id', 'text', (c) => c.notNull())
    .addColumn('template_id', 'text', (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('due_time', 'bigint', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('template_fills_key', ['workspace_id', 'id'])
    .execute()
  await db.schema.createIndex('template_fills_due').on('template_fills').columns(['due_time']).execute()
}
