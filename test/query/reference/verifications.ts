import { type Family, withOpposite } from './family.ts'

/** Whether a page was verified, and the instant from which that no longer holds; null for ever. */
export interface Verified {
  readonly until: number | null
}

const states = ['verified', 'expired', 'none']

const stateOf = (value: Verified | null, now: number): string => {
  if (value === null) return 'none'
  return value.until === null || now < value.until ? 'verified' : 'expired'
}

/** A verification stands, has expired, or is none. */
export const verifications: Family<Verified | null> = {
  operators: withOpposite(
    'status',
    'does_not_equal',
    states,
    (value: Verified | null, operand: string, now) => stateOf(value, now) === operand,
  ),
  isLast: (value) => value === null,
  compare: (a, b, now) => states.indexOf(stateOf(a, now)) - states.indexOf(stateOf(b, now)),
}
