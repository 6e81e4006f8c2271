import { accountByEmail, deleteAccount, ensureAccount, membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import type { Surroundings } from '../context.ts'
import { emailKey } from '../users/create.ts'

/**
 * The account of an e-mail, made if there is none. Where it is proved now that the e-mail is theirs, by its mailbox or
 * the word of whoever runs the server, an account that somebody made without such a proof goes, with every way into it:
 * nobody knows whose it was.
 */
export async function accountFor(
  db: Db,
  { now, newId }: Surroundings,
  { email, name, isProved }: { email: string; name?: string; isProved: boolean },
): Promise<AccountRow> {
  const key = emailKey(email)
  const known = await accountByEmail(db, key)
  if (known !== undefined && isProved && known.email_verified === 0) await deleteAccount(db, known.id)
  const time = now()
  return ensureAccount(db, {
    id: newId(),
    email_key: key,
    name: name ?? (await nameOf(db, key)),
    email_verified: isProved ? 1 : 0,
    avatar_url: null,
    created_time: time,
    updated_time: time,
  })
}

/** What somebody is called in the oldest of their workspaces. */
async function nameOf(db: Db, email: string): Promise<string> {
  const places = await membershipsOf(db, email)
  return places.find(({ state, user_name }) => state === 'active' && user_name)?.user_name ?? email
}
