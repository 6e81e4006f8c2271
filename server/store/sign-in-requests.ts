import type { Db } from './dialects/dialect.ts'
import type { SignInRequestRow } from './tables/accounts.ts'

/** Keeps what an identity provider was asked, and forgets what was never answered. */
export async function insertSignInRequest(db: Db, row: SignInRequestRow, now: number): Promise<void> {
  await db.sql.deleteFrom('sign_in_requests').where('expires_time', '<=', now).execute()
  await db.sql.insertInto('sign_in_requests').values(row).execute()
}

/** Takes what was asked under a state: of two answers at once, one finds it. */
export const takeSignInRequest = (db: Db, stateHash: string): Promise<SignInRequestRow | undefined> =>
  db.sql.deleteFrom('sign_in_requests').where('state_hash', '=', stateHash).returningAll().executeTakeFirst()
