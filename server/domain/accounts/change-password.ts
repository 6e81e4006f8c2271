import { deleteLinksTo } from '#server/store/account-links.ts'
import { accountByEmail, credentialsOf, deletePassword, PASSWORD } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { countPasskeys } from '#server/store/passkeys.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import type { AccountRow } from '#server/store/tables.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { weaknessOf } from './password-policy.ts'
import { requireRecentSignIn } from './recent.ts'
import { hashOf, writePassword } from './set-password.ts'
import { tellOfPassword } from './tell-of-password.ts'

/**
 * The account of whoever is at the browser, who proved not long ago who they are: how one signs in is changed by
 * nobody else.
 *
 * @throws RecentSignInNeeded
 */
export async function ownAccount(context: Context): Promise<AccountRow> {
  const { db, workspace, actor } = context
  if (!actor.isSession) {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: how somebody signs in is changed by themselves, signed in at a browser, and not with a token.',
    )
  }
  requireRecentSignIn(context)
  const [user] = await userById(db, workspace.id, actor.userId)
  return (await accountByEmail(db, user!.email_key!))!
}

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
  if (!(await hasOtherWay(db, account.id, mail))) {
    throw new Problem(
      'conflict',
      'Without its password there would be no way into this account: add a passkey first.',
    )
  }
  await deletePassword(db, account.id)
  await deleteLinksTo(db, account.email_key)
  const ended = await deleteSessionsOf(db, account.id, actor.tokenId)
  await tellOfPassword(context, { email: account.email_key, type: 'user.password_cleared', ended })
}

export const hasPassword = async (db: Db, accountId: string): Promise<boolean> =>
  (await credentialsOf(db, accountId)).some(({ provider }) => provider === PASSWORD)

/** Whether somebody can sign in without a password: by a link that is mailed, a passkey or an identity provider. */
export const hasOtherWay = async (db: Db, accountId: string, mail: Context['mail']): Promise<boolean> =>
  mail !== 'none' ||
  (await countPasskeys(db, accountId)) > 0 ||
  (await credentialsOf(db, accountId)).some(({ provider }) => provider !== PASSWORD)
