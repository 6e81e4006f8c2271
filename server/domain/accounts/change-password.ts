import { deleteLinksTo } from '#server/store/account-links.ts'
import { deletePassword, PASSWORD } from '#server/store/accounts.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import type { AccountRow } from '#server/store/tables.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { weaknessOf } from './password-policy.ts'
import { hashOf, writePassword } from './set-password.ts'
import { tellOfPassword } from './tell-of-password.ts'
import { hasPassword, requireOtherWay } from './ways-in.ts'

/**
 * Why somebody cannot take a password, or the hash under which it is kept. It takes a while, so it is done before the
 * transaction.
 */
export async function tryPassword(
  context: Context,
  account: AccountRow,
  password: string,
): Promise<{ weakness: string } | { hash: string }> {
  const weakness = weaknessOf(password, [account.name, account.email_key, context.workspace.name])
  return weakness === null ? { hash: await hashOf(password) } : { weakness }
}

/** Gives whoever is at the browser another password, or their first. All their other sessions end. */
export async function changePassword(context: Context, account: AccountRow, hash: string): Promise<void> {
  const { db, now, newId, actor } = context
  const email = account.email_key
  const type = (await hasPassword(db, account.id)) ? 'user.password_changed' : 'user.password_set'
  const ended = await writePassword(
    db,
    { now: () => now, newId },
    { email, name: account.name },
    hash,
    actor.tokenId,
  )
  await tellOfPassword(context, { email, type, ended })
}

/**
 * Takes the password away from whoever is at the browser, who has another way in. All their other sessions end.
 *
 * @throws `conflict` when there would be no way in left, `absent` when there is no password.
 */
export async function removePassword(context: Context, account: AccountRow): Promise<void> {
  const { db, mail, actor } = context
  if (!(await hasPassword(db, account.id))) throw new Problem('absent', 'This account has no password.')
  await requireOtherWay(db, account.id, mail, PASSWORD)
  await deletePassword(db, account.id)
  await deleteLinksTo(db, account.email_key)
  const ended = await deleteSessionsOf(db, account.id, actor.tokenId)
  await tellOfPassword(context, { email: account.email_key, type: 'user.password_cleared', ended })
}
