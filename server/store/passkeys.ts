import type { Db } from './dialects/dialect.ts'
import type { AccountPasskeyRow } from './tables/accounts.ts'

/** The oldest first. */
export const passkeysOf = (db: Db, accountId: string): Promise<AccountPasskeyRow[]> =>
  db.sql
    .selectFrom('account_passkeys')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_time')
    .orderBy('id')
    .execute()

export async function countPasskeys(db: Db, accountId: string): Promise<number> {
  const { count } = await db.sql
    .selectFrom('account_passkeys')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const passkeyByCredential = (db: Db, credentialId: string): Promise<AccountPasskeyRow | undefined> =>
  db.sql
    .selectFrom('account_passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()

/** False when the credential is kept already, by whomever. */
export async function insertPasskey(db: Db, row: AccountPasskeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db.sql
    .insertInto('account_passkeys')
    .values(row)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}

/** Writes down that a passkey was used, and how often its device says. */
export async function setPasskeyUsed(
  db: Db,
  id: string,
  { counter, time }: { counter: number; time: number },
): Promise<void> {
  await db.sql
    .updateTable('account_passkeys')
    .set({ counter, last_used_time: time })
    .where('id', '=', id)
    .execute()
}

export async function renamePasskeyRow(db: Db, id: string, name: string): Promise<void> {
  await db.sql.updateTable('account_passkeys').set({ name }).where('id', '=', id).execute()
}

export async function deletePasskey(db: Db, id: string): Promise<void> {
  await db.sql.deleteFrom('account_passkeys').where('id', '=', id).execute()
}

/** Takes all passkeys of an account away; how many there were. */
export async function deletePasskeysOf(db: Db, accountId: string): Promise<number> {
  const { numDeletedRows } = await db.sql
    .deleteFrom('account_passkeys')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
