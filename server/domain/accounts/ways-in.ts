import { credentialsOf, PASSWORD } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { countPasskeys } from '#server/store/passkeys.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'

export const hasPassword = async (db: Db, accountId: string): Promise<boolean> =>
  (await credentialsOf(db, accountId)).some(({ provider }) => provider === PASSWORD)

/**
 * Whether somebody can sign in without one of their credentials: by a link that is mailed, a passkey, a password or an
 * identity provider.
 *
 * @param except the provider of the credential that does not count.
 */
const hasOtherWay = async (
  db: Db,
  accountId: string,
  mail: Context['mail'],
  except: string,
): Promise<boolean> =>
  mail !== 'none' ||
  (await countPasskeys(db, accountId)) > 0 ||
  (await credentialsOf(db, accountId)).some(({ provider }) => provider !== except)

/** Whether somebody has a password, and another way in beside it. */
export const mayDoWithoutPassword = async (
  db: Db,
  accountId: string,
  mail: Context['mail'],
): Promise<boolean> =>
  (await hasPassword(db, accountId)) && (await hasOtherWay(db, accountId, mail, PASSWORD))

/** @throws `conflict` when there would be no way in left. */
export async function requireOtherWay(...asked: Parameters<typeof hasOtherWay>): Promise<void> {
  if (await hasOtherWay(...asked)) return
  throw new Problem(
    'conflict',
    'There would be no way into this account any more. Add another one first, a passkey for one.',
  )
}
