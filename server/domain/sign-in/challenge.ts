import { challengeByHash, countAnswer, putChallenge, takeChallengeRow } from '#server/store/challenges.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { hashOfToken } from '../access/authenticate.ts'

/** What is asked: the second factor of a sign-in, a code of a new app, a passkey to sign in with or to keep. */
export type ChallengePurpose = 'second_factor' | 'new_totp' | 'passkey' | 'new_passkey'

/** Milliseconds for which what was asked can be answered. */
export const CHALLENGE_LASTS = 10 * 60_000

/** One token may be asked several things. */
const hashOf = (purpose: ChallengePurpose, token: string): string => hashOfToken(`${purpose} ${token}`)

interface Challenge {
  purpose: ChallengePurpose
  /** What the browser shows with its answer; kept by its hash. */
  token: string
  /** Who is asked; null while that is not known. */
  accountId: string | null
  data?: Record<string, unknown>
}

/** Keeps what is asked of somebody at a browser until they answer, in place of what was asked by the same token. */
export const ask = (
  db: Db,
  now: number,
  { purpose, token, accountId, data = {} }: Challenge,
): Promise<void> =>
  putChallenge(
    db,
    {
      hash: hashOf(purpose, token),
      purpose,
      account_id: accountId,
      data: JSON.stringify(data),
      attempts: 0,
      expires_time: now + CHALLENGE_LASTS,
    },
    now,
  )

export interface Asked {
  accountId: string | null
  data: Record<string, unknown>
}

/** What is asked under a token; null when nothing is, or it was too long ago. */
export async function askedBy(
  db: Db,
  now: number,
  purpose: ChallengePurpose,
  token: string,
): Promise<Asked | null> {
  const row = await challengeByHash(db, purpose, hashOf(purpose, token), now)
  return row === undefined ? null : { accountId: row.account_id, data: JSON.parse(row.data) }
}

/** The same, for one answer: who comes second finds nothing. */
export async function takeAsked(
  db: Db,
  now: number,
  purpose: ChallengePurpose,
  token: string,
): Promise<Asked | null> {
  const row = await takeChallengeRow(db, purpose, hashOf(purpose, token))
  if (row === undefined || row.expires_time <= now) return null
  return { accountId: row.account_id, data: JSON.parse(row.data) }
}

/** Counts an answer; false when nothing is asked, or when there were more than so many. */
export async function mayAnswer(
  db: Db,
  purpose: ChallengePurpose,
  token: string,
  most: number,
): Promise<boolean> {
  const count = await countAnswer(db, purpose, hashOf(purpose, token))
  return count !== undefined && count <= most
}
