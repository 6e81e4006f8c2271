import { accountByEmail } from '#server/store/accounts.ts'
import { deletePasskeysOf } from '#server/store/passkeys.ts'
import { deleteTotp } from '#server/store/second-factors.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import { Problem } from '#shared/problem.ts'
import { commandLine } from '../events/record.ts'
import { emailKey } from '../users/create.ts'
import type { Installation } from './account.ts'
import { audienceOf, recordOfAccounts } from './record.ts'

export interface ResetFactors {
  email: string
  had_totp: boolean
  passkeys: number
  sessions: number
}

/**
 * The operator's way out for somebody whose phone is lost with all that was on it: their app, recovery codes and
 * passkeys go and their sessions end, so that they sign in by what is left, a password or a mailed link.
 */
export const resetSecondFactors = (
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  asked: string,
): Promise<ResetFactors> =>
  store.transaction(async (db) => {
    const account = await accountByEmail(db, emailKey(asked))
    if (account === undefined) throw new Problem('absent', `Nobody signs in as ${asked}.`)
    const { id, email_key: email } = account
    const reset = {
      email,
      had_totp: await deleteTotp(db, id),
      passkeys: await deletePasskeysOf(db, id),
      sessions: await deleteSessionsOf(db, id, null),
    }
    const events = (await audienceOf(db, email)).map((place) => ({
      workspaceId: place.id,
      userId: place.user_id,
      type: 'user.second_factors_reset' as const,
      actor: null,
      source: commandLine,
    }))
    await recordOfAccounts(db, surroundings, events)
    return reset
  })
