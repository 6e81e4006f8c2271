import { accountById } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { countPasskeys } from '#server/store/passkeys.ts'
import { totpOf } from '#server/store/second-factors.ts'
import { sessionHolderById } from '#server/store/sessions.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { Problem } from '#shared/problem.ts'
import { RecentSignInNeeded, requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'

declare const atBrowser: unique symbol

/** The account of who is signed in, to look at or to change. Only this file makes one. */
export type AccountAtBrowser = AccountRow & {
  readonly sessionId: string
  /** Whether two factors were shown. */
  readonly isStrong: boolean
  readonly [atBrowser]: true
}

/**
 * The account of who is signed in: that of the session. A token has none, since it stands for a person of one workspace,
 * whose owner may give them anybody's e-mail; nor does a session whose person was given another one meanwhile.
 */
export async function accountAtBrowser({ db, actor, now }: Context): Promise<AccountAtBrowser> {
  const holder = actor.isSession ? await sessionHolderById(db, actor.tokenId, now) : undefined
  const account = holder === undefined ? undefined : await accountById(db, holder.account_id)
  if (holder === undefined || account === undefined) {
    throw new Problem(
      'forbidden',
      'Insufficient permissions for this endpoint: an account is its person’s alone, signed in at a browser.',
    )
  }
  const isStrong = holder.session_is_strong === 1
  return { ...account, sessionId: actor.tokenId, isStrong } as AccountAtBrowser
}

/**
 * The same for what changes how the account is signed in to. Who has a second factor has shown it: neither who has found
 * out the password nor whoever runs an identity provider gets rid of it.
 */
export async function confirmedAccount(context: Context): Promise<AccountAtBrowser> {
  const account = await accountAtBrowser(context)
  requireRecentSignIn(context)
  if (!account.isStrong && (await hasSecondFactor(context.db, account.id))) throw new RecentSignInNeeded()
  return account
}

const hasSecondFactor = async (db: Db, accountId: string): Promise<boolean> =>
  (await totpOf(db, accountId)) !== undefined || (await countPasskeys(db, accountId)) > 0
