import type { RolledUp } from '../computed/results.ts'
import type { StoredDate } from '../dates.ts'
import { dateOf, endOf, startOf } from './read.ts'

// Of the dates that are there; null when there are none. A range begins with its start and ends with its end.

/** The first beginning. */
export const earliestDate = (items: readonly RolledUp[]): StoredDate | null =>
  ends(items, ({ first }) => dateAt(first.start))

/** The last end. */
export const latestDate = (items: readonly RolledUp[]): StoredDate | null =>
  ends(items, ({ last }) => dateAt(last.end ?? last.start))

/** From the first beginning to the last end. */
export const dateRange = (items: readonly RolledUp[]): StoredDate | null =>
  ends(items, ({ first, last }) => ({ start: first.start, end: last.end ?? last.start, time_zone: null }))

function ends(
  items: readonly RolledUp[],
  show: (ends: { first: StoredDate; last: StoredDate }) => StoredDate,
): StoredDate | null {
  const dates = items.map(dateOf).filter((date) => date !== null)
  if (dates.length === 0) return null
  const first = dates.reduce((a, b) => (startOf(b) < startOf(a) ? b : a))
  const last = dates.reduce((a, b) => (endOf(b) > endOf(a) ? b : a))
  return show({ first, last })
}

const dateAt = (start: string): StoredDate => ({ start, end: null, time_zone: null })
