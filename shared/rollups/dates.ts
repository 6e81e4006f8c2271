import type { RolledUp } from '../computed/results.ts'
import type { StoredDate } from '../dates.ts'
import { dateOf, endOf, startOf } from './read.ts'

// Of the dates that are there; null when there are none. A range begins with its start and ends with its end, and a
// day at midnight in the zone.

/** The first beginning. */
export const earliestDate = (items: readonly RolledUp[], timeZone: string): StoredDate | null =>
  ends(items, timeZone, ({ first }) => dateAt(first.start))

/** The last end. */
export const latestDate = (items: readonly RolledUp[], timeZone: string): StoredDate | null =>
  ends(items, timeZone, ({ last }) => dateAt(last.end ?? last.start))

/** From the first beginning to the last end. */
export const dateRange = (items: readonly RolledUp[], timeZone: string): StoredDate | null =>
  ends(items, timeZone, ({ first, last }) => ({
    start: first.start,
    end: last.end ?? last.start,
    time_zone: null,
  }))

function ends(
  items: readonly RolledUp[],
  timeZone: string,
  show: (ends: { first: StoredDate; last: StoredDate }) => StoredDate,
): StoredDate | null {
  const dates = items.map(dateOf).filter((date) => date !== null)
  if (dates.length === 0) return null
  const first = dates.reduce((a, b) => (startOf(b, timeZone) < startOf(a, timeZone) ? b : a))
  const last = dates.reduce((a, b) => (endOf(b, timeZone) > endOf(a, timeZone) ? b : a))
  return show({ first, last })
}

const dateAt = (start: string): StoredDate => ({ start, end: null, time_zone: null })
