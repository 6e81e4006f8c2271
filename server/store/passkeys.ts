import type { Db } from './dialects/dialect.ts'
import type { AccountPasskeyRow } from './tables.ts'

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
