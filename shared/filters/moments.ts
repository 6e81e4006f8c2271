import { instantOf, isDateText } from '../dates.ts'

/** A stretch of time that a text of the API names: a whole day, or a minute. All calendars here are UTC's. */
export interface Moment {
  /** Milliseconds since 1970 at which it begins. */
  readonly from: number
  /** Where it ends, itself no longer part of it. */
  readonly to: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Reads a date, or a date and time (without zone: UTC). Null when it is none. */
export function readMoment(text: string): Moment | null {
  if (!isDateText(text)) return null
  const from = instantOf(text)
  return hasTime(text) ? { from, to: from + MINUTE } : dayAt(from)
}

/** The day in which an instant lies. */
export function dayOf(instant: number): Moment {
  return dayAt(Math.floor(instant / DAY) * DAY)
}

/** The day that lies `days` later, or earlier when negative. */
export function daysFrom(day: Moment, days: number): Moment {
  return dayAt(day.from + days * DAY)
}

/** The same day of another month, or that month's last day when it has no such day. */
export function monthsFrom(day: Moment, months: number): Moment {
  const date = new Date(day.from)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months + 1)
  date.setUTCDate(0)
  if (dayOfMonth < date.getUTCDate()) date.setUTCDate(dayOfMonth)
  return dayAt(date.getTime())
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: Moment): Moment {
  const sinceMonday = (new Date(day.from).getUTCDay() + 6) % 7
  return daysFrom(day, -sinceMonday)
}

/** Whether a text that is a date names a time of its day. */
export const hasTime = (text: string): boolean => text.length > 'yyyy-mm-dd'.length

function dayAt(from: number): Moment {
  return { from, to: from + DAY }
}
