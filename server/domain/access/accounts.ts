import { accountByEmail } from '#server/store/accounts.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../users/create.ts'

declare const own: unique symbol
declare const atBrowser: unique symbol

/** The account of the person who acts, to look at. Only this file makes one. */
export type ReadableAccount = AccountRow & { readonly [own]: true }

/** The same, to change: its person is at a browser. */
export type AccountAtBrowser = ReadableAccount & { readonly sessionId: string; readonly [atBrowser]: true }

/** The account of the person who acts, by a session or by a token of theirs; null for who has never signed in. */
export async function accountOfActor({ db, actor, workspace }: Context): Promise<ReadableAccount | null> {
  if (actor.type !== 'person') {
    throw new Problem('forbidden', 'Insufficient permissions for this endpoint: only people have an account.')
  }
  const [user] = await userById(db, workspace.id, actor.userId)
  const email = user?.email ?? null
  const account = email === null ? undefined : await accountByEmail(db, emailKey(email))
  return (account as ReadableAccount | undefined) ?? null
}

/** The account of who is signed in. A token may not change it: whoever finds one must not lock its person out. */
export async function accountAtBrowser(context: Context): Promise<AccountAtBrowser> {
  const account = await accountOfActor(context)
  const { isSession, tokenId } = context.actor
  if (!isSession || account === null) {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: only its person can change an account, signed in at a browser.',
    )
  }
  return { ...account, sessionId: tokenId } as AccountAtBrowser
}

/** The same for what changes how the account is signed in to. */
export async function confirmedAccount(context: Context): Promise<AccountAtBrowser> {
  const account = await accountAtBrowser(context)
  requireRecentSignIn(context)
  return account
}
