import type { Kysely } from 'kysely'

/** What the tokens of connections asked, for whoever builds them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_requests')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('connection_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text', (c) => c.notNull())
    .addColumn('bot_id', 'text', (c) => c.notNull())
    .addColumn('time', 'bigint', (c) => c.notNull())
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('code', 'text')
    .addColumn('duration', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('api_requests_key', ['workspace_id', 'connection_id', 'id'])
    .execute()
  await db.schema
    .createIndex('api_requests_time')
    .on('api_requests')
    .columns(['workspace_id', 'time'])
    .execute()
}
