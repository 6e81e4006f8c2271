import { instantOfWall, offsetAt, wallOfInstant } from '../time-zones.ts'
import type { FormulaDate } from './values.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// The API writes years with four digits, and a zone may move a time by a day.
const first = Date.parse('0001-01-02T00:00:00Z')
const last = Date.parse('9999-12-30T00:00:00Z')

/** A time as people of a zone see it. */
export interface Moment {
  /** What the clock on the wall shows, in milliseconds as if it hung in Greenwich. */
  readonly wall: number
  /** Minutes east of Greenwich. Finding it takes long, and few ask. */
  offset(): number
}

/** A date, or null when the calendar of the API does not have it. */
export function dateAt(start: number, end: number | null, hasTime: boolean): FormulaDate | null {
  const fits = (instant: number) => instant >= first && instant <= last
  return fits(start) && (end === null || fits(end)) ? { kind: 'date', start, end, hasTime } : null
}

/** When a date begins, in milliseconds since 1970. A day begins at midnight in the zone. */
export const instantOf = ({ start, hasTime }: FormulaDate, timeZone: string): number =>
  hasTime ? start : instantOfWall(start, timeZone)

/** What the clock on the wall shows when a date begins. */
export const wallOf = ({ start, hasTime }: FormulaDate, timeZone: string): number =>
  hasTime ? wallOfInstant(start, timeZone) : start

/** When a date begins, as the people of the zone see it. */
export const momentOf = (date: FormulaDate, timeZone: string): Moment => ({
  wall: wallOf(date, timeZone),
  offset: () => offsetIn(timeZone, instantOf(date, timeZone)),
})

/** The same date with a time, for sums of hours, and for ranges whose other side has one. */
export function withTime(date: FormulaDate, timeZone: string): FormulaDate {
  if (date.hasTime) return date
  const { start, end } = date
  return {
    kind: 'date',
    start: instantOfWall(start, timeZone),
    end: end === null ? null : instantOfWall(end, timeZone),
    hasTime: true,
  }
}

/** The beginning of a range as a date of its own. */
export const startOf = (date: FormulaDate): FormulaDate => (date.end === null ? date : { ...date, end: null })

/** The end of a range as a date of its own; a date that is no range ends when it begins. */
export const endOf = (date: FormulaDate): FormulaDate =>
  date.end === null ? date : { ...date, start: date.end, end: null }

const offsetIn = (timeZone: string, instant: number): number =>
  timeZone === 'UTC' ? 0 : offsetAt(timeZone, instant)
