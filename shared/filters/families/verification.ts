import { instantOf, type StoredDate } from '../../dates.ts'
import { OneOf } from '../../validation/schemas.ts'
import { dayOf, hasTime } from '../moments.ts'
import type { Place } from '../operands.ts'

export type VerificationState = 'verified' | 'expired' | 'none'

/** A verification expires by the clock, therefore the test carries the time it is made for. */
export interface VerificationTest {
  readonly family: 'verification'
  readonly operator: 'equals' | 'does_not_equal'
  readonly operand: VerificationState
  readonly now: number
}

const State = OneOf(['verified', 'expired', 'none'])

export const VERIFICATION_OPERANDS = { status: State, does_not_equal: State }

export function readVerificationTest(
  operator: 'status' | 'does_not_equal',
  operand: VerificationState,
  { now }: Place,
): VerificationTest {
  const named = operator === 'status' ? 'equals' : operator
  return { family: 'verification', operator: named, operand, now }
}

/** What of a stored verification says how it stands. */
export interface Verified {
  readonly state: string
  readonly date: Pick<StoredDate, 'end'> | null
}

export function matchesVerification(test: VerificationTest, value: Verified | null): boolean {
  return (verificationState(value, test.now) === test.operand) === (test.operator === 'equals')
}

/** How a verification stands at a time. */
export function verificationState(value: Verified | null, now: number): VerificationState {
  const until = verifiedUntil(value)
  if (until === null) return 'none'
  return now < until ? 'verified' : 'expired'
}

/**
 * Until when something is verified, in milliseconds since 1970: null when it is not, `Infinity` without end.
 * Of a date without time the whole last day still counts.
 */
export function verifiedUntil(value: Verified | null): number | null {
  if (value?.state === 'expired') return Number.NEGATIVE_INFINITY
  if (value?.state !== 'verified') return null
  const end = value.date?.end ?? null
  if (end === null) return Number.POSITIVE_INFINITY
  return hasTime(end) ? instantOf(end) : dayOf(instantOf(end), 'UTC').to
}
