import { type Verified, verifications } from '../reference/verifications.ts'
import { type Column, column } from './column.ts'

interface Written extends Verified {
  readonly request: object
}

const verified = (date?: { start: string; end?: string }, until: string | null = null): Written => ({
  request: { state: 'verified', ...(date && { date }) },
  until: until === null ? null : Date.parse(until),
})

/** Of a date without time the whole last day still counts. */
export const verificationColumn = (name: string): Column =>
  column<Written | null, Verified | null>(name, 'verification', {
    write: (value) => value?.request ?? { state: 'unverified' },
    values: [
      undefined,
      null,
      verified(),
      verified({ start: '2026-01-01' }),
      verified({ start: '2026-01-01', end: '2026-03-31' }, '2026-04-01T00:00Z'),
      verified({ start: '2026-01-01', end: '2026-03-30' }, '2026-03-31T00:00Z'),
      verified({ start: '2026-01-01T00:00:00Z', end: '2026-03-31T15:45:00Z' }, '2026-03-31T15:45Z'),
      verified({ start: '2026-01-01T00:00:00Z', end: '2026-03-31T17:46:00+02:00' }, '2026-03-31T15:46Z'),
      verified({ start: '2026-04-01', end: '9999-12-31' }, '+010000-01-01T00:00Z'),
      verified({ start: '0001-01-01', end: '0001-01-02' }, '0001-01-03T00:00Z'),
    ],
    valueOf: (value) => value ?? null,
    family: verifications,
  })
