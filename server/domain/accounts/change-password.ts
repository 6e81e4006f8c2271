import { deleteLinksTo } from '#server/store/account-links.ts'
import { deletePassword, PASSWORD } from '#server/store/accounts.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import { Problem } from '#shared/problem.ts'
import { type AccountAtBrowser, accountAtBrowser } from '../access/accounts.ts'
import type { Context } from '../context.ts'
import type { Installation } from './account.ts'
import { confirm } from './confirm.ts'
import { FieldProblem } from './field-problem.ts'
import { ownSession } from './own-account.ts'
import { weaknessOf } from './password-policy.ts'
import { requireRecentSignIn } from './recent.ts'
import { hashOf, writePassword } from './set-password.ts'
import { tellOfPassword } from './tell-of-password.ts'
import { hasPassword, requireOtherWay } from './ways-in.ts'

export interface ChosenPassword {
  password: string
  /** Their password so far or, where they have an app, its code: so they prove again who they are who signed in a while ago. */
  current?: string | undefined
  code?: string | undefined
}

/**
 * What somebody at a browser may have as their password: the hash under which it is kept. Never inside a transaction,
 * since it takes a while and counts wrong passwords.
 *
 * @throws `FieldProblem` of `password`, `current` or `code`; RecentSignInNeeded.
 */
export async function tryPassword(
  installation: Installation,
  context: Context,
  { password, current, code }: ChosenPassword,
): Promise<string> {
  const account = await accountAtBrowser(context)
  if (current === undefined && code === undefined) requireRecentSignIn(context)
  else await confirmNow(installation, context, { password: current ?? '', code: code ?? '' })
  const weakness = weaknessOf(password, [account.name, account.email_key, context.workspace.name])
  if (weakness !== null) throw new FieldProblem({ password: weakness })
  return hashOf(password)
}

async function confirmNow(
  installation: Installation,
  context: Context,
  shown: Parameters<typeof confirm>[2],
): Promise<void> {
  const source = { ...context.source, ipAddress: context.source.ipAddress ?? '' }
  try {
    await confirm(installation, await ownSession(installation, context), shown, source)
  } catch (error) {
    if (!(error instanceof FieldProblem) || error.fields.password === undefined) throw error
    throw new FieldProblem({ current: error.fields.password })
  }
}

/** Gives whoever is at the browser another password, or their first. All their other sessions end. */
export async function changePassword(
  context: Context,
  account: AccountAtBrowser,
  hash: string,
): Promise<void> {
  const { db, now, newId } = context
  const type = (await hasPassword(db, account.id)) ? 'user.password_changed' : 'user.password_set'
  const ended = await writePassword(db, { now: () => now, newId }, account, hash, account.sessionId)
  await tellOfPassword(context, account, { type, ended })
}

/**
 * Takes the password away from whoever is at the browser, who has another way in. All their other sessions end.
 *
 * @throws `conflict` when there would be no way in left, `absent` when there is no password.
 */
export async function removePassword(context: Context, account: AccountAtBrowser): Promise<void> {
  const { db, mail } = context
  if (!(await hasPassword(db, account.id))) throw new Problem('absent', 'This account has no password.')
  await requireOtherWay(db, account.id, mail, PASSWORD)
  await deletePassword(db, account.id)
  await deleteLinksTo(db, account.email_key)
  const ended = await deleteSessionsOf(db, account.id, account.sessionId)
  await tellOfPassword(context, account, { type: 'user.password_cleared', ended })
}
