import { type Kysely, sql } from 'kysely'

/**
 * A session knows by what it was opened. Links that are mailed to people are kept by their hash. The columns and the
 * table that only the former sign-in library used go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('method', 'text', (c) => c.notNull().defaultTo('password'))
    .execute()
  await db.schema
    .createTable('account_links')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('email_key', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('expires_time', 'bigint', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('account_links_email')
    .on('account_links')
    .columns(['email_key', 'purpose'])
    .execute()
  await db.schema.createIndex('account_links_expiry').on('account_links').column('expires_time').execute()
  await db.schema.dropTable('verifications').execute()
  for (const column of [
    'access_token',
    'refresh_token',
    'id_token',
    'access_token_expires_time',
    'refresh_token_expires_time',
    'scope',
  ]) {
    await sql`alter table account_credentials drop column ${sql.ref(column)}`.execute(db)
  }
}
