import { ensureAccount, membershipsOf, setEmailVerified } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import type { Surroundings } from '../context.ts'

/**
 * The account of somebody who has shown that a mailbox is theirs: made when they sign in for the first time, as
 * people whom a directory brought do. Null for who is in no workspace: nobody signs up.
 */
export async function proveMailbox(
  db: Db,
  { now, newId }: Surroundings,
  emailKey: string,
): Promise<AccountRow | null> {
  const places = (await membershipsOf(db, emailKey)).filter(({ state }) => state === 'active')
  if (places.length === 0) return null
  const time = now()
  const account = await ensureAccount(db, {
    id: newId(),
    email_key: emailKey,
    name: places.find(({ user_name }) => user_name)?.user_name ?? emailKey,
    email_verified: 1,
    avatar_url: null,
    created_time: time,
    updated_time: time,
  })
  await setEmailVerified(db, account.id, time)
  return account
}
