import { type Membership, membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { accountFor } from '../accounts/account-for.ts'
import type { Surroundings } from '../context.ts'

/**
 * The account of somebody who has shown that a mailbox is theirs: made when they sign in for the first time, as
 * people whom a directory brought do. Null for who is in no workspace: nobody signs up.
 */
export async function proveMailbox(
  db: Db,
  surroundings: Surroundings,
  emailKey: string,
): Promise<AccountRow | null> {
  if ((await placesOfMailbox(db, emailKey)).length === 0) return null
  return accountFor(db, surroundings, { email: emailKey, isProved: true })
}

/** Where whoever reads a mailbox may act, the oldest workspace first. */
export async function placesOfMailbox(db: Db, emailKey: string): Promise<Membership[]> {
  const memberships = await membershipsOf(db, emailKey)
  return memberships.filter(({ state }) => state === 'active')
}
