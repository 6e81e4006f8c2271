import type { Membership } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { countPasskeys } from '#server/store/passkeys.ts'
import { spendRecoveryCode, spendStep, totpOf } from '#server/store/second-factors.ts'
import { Problem } from '#shared/problem.ts'
import { parseSettings } from '../access/authenticate.ts'
import type { Secrets } from '../access/secrets.ts'
import { type AccountOfAct, homesOf } from '../accounts/record.ts'
import { hashOfRecoveryCode } from '../accounts/recovery-codes.ts'
import { stepOfCode } from '../accounts/totp.ts'

/** What somebody showed beside their first proof. */
export type SecondFactor = 'totp' | 'recovery_code'

/** Which second factors an account has. */
export interface SecondFactors {
  totp: boolean
  passkeys: boolean
}

export const secondFactorsOf = async (db: Db, accountId: string): Promise<SecondFactors> => ({
  totp: (await totpOf(db, accountId)) !== undefined,
  passkeys: (await countPasskeys(db, accountId)) > 0,
})

/** Spends a code of the app of an account, or one of its recovery codes; what it was, null when it is neither. */
export async function spendCode(
  db: Db,
  secrets: Secrets,
  now: number,
  accountId: string,
  typed: string,
): Promise<SecondFactor | null> {
  const totp = await totpOf(db, accountId)
  if (totp === undefined) return null
  const digits = typed.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    const step = await stepOfCode(secrets.open(totp.secret_sealed), digits, now)
    return step !== null && (await spendStep(db, accountId, step)) ? 'totp' : null
  }
  const isSpent = await spendRecoveryCode(db, accountId, hashOfRecoveryCode(secrets, typed))
  return isSpent ? 'recovery_code' : null
}

/** With what somebody stands before a workspace. */
export interface Standing {
  /** Whether they showed two factors. */
  isStrong: boolean
  /** The workspace whose identity provider vouches for them: how many factors it asks for is known there, and nowhere else. */
  vouchedBy: string | null
  /** Whether their account has an app, and an identity provider vouched in place of its code. */
  owesCode: boolean
}

/** The same of what was shown, with what the account has. */
export const standingOf = async (
  db: Db,
  accountId: string,
  { isStrong, vouchedBy }: Pick<Standing, 'isStrong' | 'vouchedBy'>,
): Promise<Standing> => ({
  isStrong,
  vouchedBy,
  owesCode: !isStrong && vouchedBy !== null && (await totpOf(db, accountId)) !== undefined,
})

/** Whether a workspace lets somebody in with what they have shown. */
export const isOpenTo = (
  { isStrong, vouchedBy, owesCode }: Standing,
  { id, settings }: Pick<Membership, 'id' | 'settings'>,
): boolean =>
  isStrong ||
  vouchedBy === id ||
  (!owesCode && parseSettings(settings).policy.sign_in.second_factor === 'optional')

/** Refuses to take a second factor away where a workspace wants one and nothing else is left. */
export async function keepASecondFactor(
  db: Db,
  { id, email_key }: AccountOfAct,
  isLeft: (factors: SecondFactors) => boolean,
): Promise<void> {
  const homes = await homesOf(db, email_key)
  const strict = homes.find(
    (place) => !isOpenTo({ isStrong: false, vouchedBy: null, owesCode: false }, place),
  )
  if (strict === undefined || isLeft(await secondFactorsOf(db, id))) return
  throw new Problem(
    'conflict',
    `"${strict.name}" wants a second factor of everybody, and this is your only one. Add another one first.`,
  )
}
