import type { Db } from './dialects/dialect.ts'
import type { EmailChangeRow } from './tables/accounts.ts'

/** Writes down which address somebody asked for, in place of one that they asked for before. */
export async function putEmailChange(db: Db, row: EmailChangeRow): Promise<void> {
  const { account_id: _, ...rest } = row
  await db.sql
    .insertInto('email_changes')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(rest))
    .execute()
}

export const emailChangeOf = (db: Db, accountId: string): Promise<EmailChangeRow | undefined> =>
  db.sql.selectFrom('email_changes').selectAll().where('account_id', '=', accountId).executeTakeFirst()

export async function deleteEmailChange(db: Db, accountId: string): Promise<void> {
  await db.sql.deleteFrom('email_changes').where('account_id', '=', accountId).execute()
}
