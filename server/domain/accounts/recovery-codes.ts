import { createHmac, randomInt } from 'node:crypto'
import { putRecoveryCodes, totpOf } from '#server/store/second-factors.ts'
import { Problem } from '#shared/problem.ts'
import type { AccountAtBrowser } from '../access/accounts.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Context } from '../context.ts'
import { type AccountAct, type AccountOfAct, recordOwnAct } from './record.ts'

export const RECOVERY_CODES = 10

/** Crockford's base 32: no letter looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** 60 random bits: three groups of four characters. */
const newCode = (): string =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-')

/**
 * By what a code is kept. Under a key of this server: who has the store alone could try all values of 60 bits.
 *
 * @param typed as somebody typed it, with or without lines, in any case.
 */
export const hashOfRecoveryCode = (secrets: Secrets, typed: string): string =>
  createHmac('sha256', secrets.keyFor('recovery codes')).update(asPrinted(typed)).digest('base64url')

const asPrinted = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')

/** Gives an account new codes in place of those it had; they are told this once. */
export async function writeRecoveryCodes(
  { db, secrets }: AccountAct & Pick<Context, 'secrets'>,
  { id }: AccountOfAct,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  await putRecoveryCodes(
    db,
    id,
    codes.map((code) => hashOfRecoveryCode(secrets, code)),
  )
  return codes
}

/** Gives who is signed in new codes for a phone that is lost. */
export async function renewRecoveryCodes(context: Context, account: AccountAtBrowser): Promise<string[]> {
  if ((await totpOf(context.db, account.id)) === undefined) {
    throw new Problem('conflict', 'Add an authenticator app first: recovery codes stand in for its codes.')
  }
  await recordOwnAct(context, account, 'user.recovery_codes_regenerated')
  return writeRecoveryCodes(context, account)
}
