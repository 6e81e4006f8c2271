import { accountByEmail } from '#server/store/accounts.ts'
import type { AccountRow } from '#server/store/tables.ts'
import { userById } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { requireRecentSignIn } from './recent.ts'

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
