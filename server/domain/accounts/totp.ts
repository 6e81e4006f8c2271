/** Codes by time (RFC 6238) as every authenticator app makes them: SHA-1, six digits, steps of thirty seconds. */
import { randomBytes } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

const STEP = 30_000

/** Clocks of phones go wrong: a code of the step before and after is taken too (RFC 6238 section 5.2). */
const STEPS_AROUND = 1

/** As long as the hash (RFC 4226 section 4). Base32, as apps are told it. */
export const newTotpSecret = (): string => base32.encode(randomBytes(20), { padding: false })

const otpOf = (secret: string) => createOTP(base32.decode(secret))

/** What an app reads from a picture: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export const totpAddress = (secret: string, issuer: string, account: string): string =>
  otpOf(secret).url(issuer, account)

/** The code of a secret at a time, in milliseconds since 1970. */
export const totpCode = (secret: string, time: number): Promise<string> =>
  otpOf(secret).hotp(Math.floor(time / STEP))

/** The time step of which this is the code, near a time; null when there is none. */
export async function stepOfCode(secret: string, code: string, time: number): Promise<number | null> {
  const now = Math.floor(time / STEP)
  const otp = otpOf(secret)
  for (let step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
    if ((await otp.hotp(step)) === code) return step
  }
  return null
}
