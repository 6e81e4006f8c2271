import type { Db } from './dialects/dialect.ts'
import type { AccountChallengeRow } from './tables/accounts.ts'

/** Keeps what was asked, in place of what was asked under the same hash before; all that are over go. */
export async function putChallenge(db: Db, row: AccountChallengeRow, now: number): Promise<void> {
  await db.sql
    .deleteFrom('account_challenges')
    .where((eb) => eb.or([eb('hash', '=', row.hash), eb('expires_time', '<=', now)]))
    .execute()
  await db.sql.insertInto('account_challenges').values(row).execute()
}

export const challengeByHash = (
  db: Db,
  purpose: string,
  hash: string,
  now: number,
): Promise<AccountChallengeRow | undefined> =>
  db.sql
    .selectFrom('account_challenges')
    .selectAll()
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_time', '>', now)
    .executeTakeFirst()

/** Deletes what was asked and gives what it was: of two answers at once, one finds it. */
export const takeChallengeRow = (
  db: Db,
  purpose: string,
  hash: string,
): Promise<AccountChallengeRow | undefined> =>
  db.sql
    .deleteFrom('account_challenges')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .returningAll()
    .executeTakeFirst()

/** Counts one more answer to what was asked; how many there were, undefined when nothing is asked. */
export async function countAnswer(db: Db, purpose: string, hash: string): Promise<number | undefined> {
  const row = await db.sql
    .updateTable('account_challenges')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts
}
