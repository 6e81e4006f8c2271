import type { Kysely } from 'kysely'

/** An account remembers where it was last. What was asked of identity providers waits for their answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('last_workspace_id', 'text').execute()
  await db.schema
    .createTable('sign_in_requests')
    .addColumn('state_hash', 'text', (c) => c.primaryKey())
    .addColumn('browser_hash', 'text', (c) => c.notNull())
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('next', 'text', (c) => c.notNull())
    .addColumn('expires_time', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('sign_in_requests_expiry')
    .on('sign_in_requests')
    .column('expires_time')
    .execute()
}
