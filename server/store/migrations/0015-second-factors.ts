import { type Kysely, sql } from 'kysely'

/**
 * A session knows when its holder last proved who they are, whether with two factors, and when it was last used.
 * Accounts have second factors; what is asked of somebody waits for the answer for a short while.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const session = (column: string, type: 'bigint' | 'integer') =>
    db.schema
      .alterTable('sessions')
      .addColumn(column, type, (c) => c.notNull().defaultTo(0))
      .execute()
  await session('proved_time', 'bigint')
  await session('seen_time', 'bigint')
  await session('is_strong', 'integer')
  await sql`update sessions set proved_time = created_time, seen_time = created_time`.execute(db)

  await db.schema
    .createTable('account_totp')
    .addColumn('account_id', 'text', (c) => c.primaryKey())
    .addColumn('secret_sealed', 'text', (c) => c.notNull())
    .addColumn('last_step', 'bigint', (c) => c.notNull())
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('account_recovery_codes')
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('account_recovery_codes_key', ['account_id', 'hash'])
    .execute()
  await db.schema
    .createTable('account_passkeys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('credential_id', 'text', (c) => c.notNull().unique())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('counter', 'bigint', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('is_synced', 'integer', (c) => c.notNull())
    .addColumn('last_used_time', 'bigint')
    .addColumn('created_time', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('account_challenges')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text')
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('expires_time', 'bigint', (c) => c.notNull())
    .execute()

  await db.schema
    .createIndex('account_passkeys_account')
    .on('account_passkeys')
    .column('account_id')
    .execute()
  await db.schema
    .createIndex('account_challenges_expiry')
    .on('account_challenges')
    .column('expires_time')
    .execute()
}
