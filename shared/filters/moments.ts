import { instantOf, isDateText } from '../dates.ts'
import { instantOfWall, wallOfInstant } from '../time-zones.ts'

/** A stretch of time that a text of the API names: a whole day, or a minute. */
export interface Moment {
  /** Milliseconds since 1970 at which it begins. */
  readonly from: number
  /** Where it ends, itself no longer part of it. */
  readonly to: number
}

/** A day of a zone, which is not always 24 hours. */
export interface Day extends Moment {
  /** Its midnight on the wall, in milliseconds as if in Greenwich. */
  readonly wall: number
  readonly timeZone: string
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Reads a date, a day of the zone, or a date and time (without an offset: UTC). Null when it is none. */
export function readMoment(text: string, timeZone: string): Moment | null {
  if (!isDateText(text)) return null
  const from = instantOf(text)
  return hasTime(text) ? { from, to: from + MINUTE } : dayAt(from, timeZone)
}

/** The day in which an instant lies. */
export function dayOf(instant: number, timeZone: string): Day {
  return dayAt(Math.floor(wallOfInstant(instant, timeZone) / DAY) * DAY, timeZone)
}

/** The day that lies `days` later, or earlier when negative. */
export function daysFrom({ wall, timeZone }: Day, days: number): Day {
  return dayAt(wall + days * DAY, timeZone)
}

/** The same day of another month, or that month's last day when it has no such day. */
export function monthsFrom({ wall, timeZone }: Day, months: number): Day {
  const date = new Date(wall)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months + 1)
  date.setUTCDate(0)
  if (dayOfMonth < date.getUTCDate()) date.setUTCDate(dayOfMonth)
  return dayAt(date.getTime(), timeZone)
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: Day): Day {
  const sinceMonday = (new Date(day.wall).getUTCDay() + 6) % 7
  return daysFrom(day, -sinceMonday)
}

/** Whether a text that is a date names a time of its day. */
export const hasTime = (text: string): boolean => text.length > 'yyyy-mm-dd'.length

const dayAt = (wall: number, timeZone: string): Day => ({
  from: instantOfWall(wall, timeZone),
  to: instantOfWall(wall + DAY, timeZone),
  wall,
  timeZone,
})
