import type { Db } from './dialects/dialect.ts'
import type { AccountTotpRow } from './tables/accounts.ts'

export const totpOf = (db: Db, accountId: string): Promise<AccountTotpRow | undefined> =>
  db.sql.selectFrom('account_totp').selectAll().where('account_id', '=', accountId).executeTakeFirst()

/** Gives an account its app, in place of the one it had. */
export async function putTotp(db: Db, row: AccountTotpRow): Promise<void> {
  const { account_id: _, ...change } = row
  await db.sql
    .insertInto('account_totp')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(change))
    .execute()
}

/** Spends a time step and those before it; false when it was spent already. */
export async function spendStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db.sql
    .updateTable('account_totp')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

/** Takes the app of an account away, and the codes that stand in for it; false when it has none. */
export async function deleteTotp(db: Db, accountId: string): Promise<boolean> {
  await db.sql.deleteFrom('account_recovery_codes').where('account_id', '=', accountId).execute()
  const { numDeletedRows } = await db.sql
    .deleteFrom('account_totp')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return Number(numDeletedRows) === 1
}

/** Gives an account these recovery codes, by their hashes, in place of those it had. */
export async function putRecoveryCodes(db: Db, accountId: string, hashes: readonly string[]): Promise<void> {
  await db.sql.deleteFrom('account_recovery_codes').where('account_id', '=', accountId).execute()
  const rows = hashes.map((hash) => ({ account_id: accountId, hash }))
  await db.sql.insertInto('account_recovery_codes').values(rows).execute()
}

/** Spends a recovery code; false when there is none of this hash. */
export async function spendRecoveryCode(db: Db, accountId: string, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db.sql
    .deleteFrom('account_recovery_codes')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return Number(numDeletedRows) === 1
}

export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const { count } = await db.sql
    .selectFrom('account_recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(count)
}
