import type { Db } from './dialects/dialect.ts'
import type { AccountLinkRow } from './tables/accounts.ts'

export async function insertLink(db: Db, row: AccountLinkRow): Promise<void> {
  await db.sql.insertInto('account_links').values(row).execute()
}

export const linkRow = (db: Db, purpose: string, hash: string): Promise<AccountLinkRow | undefined> =>
  db.sql
    .selectFrom('account_links')
    .selectAll()
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .executeTakeFirst()

/** Deletes a link and gives what it was: of two at once, one finds it. */
export const takeLinkRow = (db: Db, purpose: string, hash: string): Promise<AccountLinkRow | undefined> =>
  db.sql
    .deleteFrom('account_links')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .returningAll()
    .executeTakeFirst()

/** Deletes the links of a purpose to a mailbox, and all that are over. */
export async function deleteLinks(db: Db, purpose: string, emailKey: string, now: number): Promise<void> {
  await db.sql
    .deleteFrom('account_links')
    .where((eb) =>
      eb.or([
        eb.and([eb('email_key', '=', emailKey), eb('purpose', '=', purpose)]),
        eb('expires_time', '<=', now),
      ]),
    )
    .execute()
}

/** Deletes the links to a mailbox that sign in or choose a password. */
export async function deleteLinksTo(db: Db, emailKey: string): Promise<void> {
  await db.sql
    .deleteFrom('account_links')
    .where('email_key', '=', emailKey)
    .where('purpose', 'in', ['sign_in', 'reset_password'])
    .execute()
}
