import { type Kysely, type RawBuilder, sql } from 'kysely'

/** What somebody keeps at hand; and pages and databases are found by what they stand in. */
export async function up(db: Kysely<unknown>, bytewise: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('favorites')
    .addColumn('workspace_id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('node_id', 'text', (c) => c.notNull())
    .addColumn('position', bytewise as RawBuilder<string>, (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('favorites_key', ['workspace_id', 'user_id', 'node_id'])
    .execute()
  await sql`create index blocks_nodes on blocks (workspace_id, parent_id)
    where type in ('child_page', 'child_database')`.execute(db)
}
