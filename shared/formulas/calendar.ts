import { DAY, HOUR, MINUTE, SECOND } from './moments.ts'

// Everything here goes by what clock and calendar on the wall show, as milliseconds in Greenwich.

/** What a clock and a calendar on the wall show. */
export interface Parts {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  readonly dayOfYear: number
}

export interface Week {
  readonly year: number
  readonly week: number
}

export function partsOf(wall: number): Parts {
  const date = new Date(wall)
  const year = date.getUTCFullYear()
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    weekday: date.getUTCDay() || 7,
    dayOfYear: (dayOf(wall) - wallAt(year, 0, 1)) / DAY + 1,
  }
}

/** The week of ISO 8601: it begins on Monday, and the first one has a Thursday. */
export const isoWeekOf = (parts: Parts): Week => weekWith(parts, 4 - parts.weekday)

/** The week of an American calendar: it begins on Sunday, and the first one has the 1st of January. */
export const weekOf = (parts: Parts): Week => weekWith(parts, 6 - (parts.weekday % 7))

/** Counts weeks by the day that decides to which year one belongs, `days` from here. */
function weekWith({ year, month, day }: Parts, days: number): Week {
  const deciding = partsOf(wallAt(year, month - 1, day + days))
  return { year: deciding.year, week: Math.ceil(deciding.dayOfYear / 7) }
}

/** The midnight before. */
export const dayOf = (wall: number): number => Math.floor(wall / DAY) * DAY

/** A day so many months later; the 31st becomes the last day of a shorter month. */
export function addMonths(wall: number, months: number): number {
  const { year, month, day } = partsOf(wall)
  const lastDay = new Date(wallAt(year, month - 1 + months + 1, 0)).getUTCDate()
  return wallAt(year, month - 1 + months, Math.min(day, lastDay)) + (wall - dayOf(wall))
}

/** Whole months from one time to a later or earlier one, truncated. */
export function monthsBetween(from: number, to: number): number {
  const before = partsOf(from)
  const after = partsOf(to)
  const months = (after.year - before.year) * 12 + (after.month - before.month)
  const reached = addMonths(from, months)
  if (months > 0 && reached > to) return months - 1
  if (months < 0 && reached < to) return months + 1
  return months
}

/** Midnight of a day; months count from 0, and both may be outside their range. */
function wallAt(year: number, month: number, day: number): number {
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  return new Date(0).setUTCFullYear(year, month, day)
}

/** A length of time: months and days as the calendar has them, or milliseconds. */
export interface Unit {
  readonly of: 'months' | 'days' | 'milliseconds'
  readonly size: number
}

const units: Readonly<Record<string, Unit>> = {
  years: { of: 'months', size: 12 },
  quarters: { of: 'months', size: 3 },
  months: { of: 'months', size: 1 },
  weeks: { of: 'days', size: 7 },
  days: { of: 'days', size: 1 },
  hours: { of: 'milliseconds', size: HOUR },
  minutes: { of: 'milliseconds', size: MINUTE },
  seconds: { of: 'milliseconds', size: SECOND },
  milliseconds: { of: 'milliseconds', size: 1 },
}

export const unitNames: readonly string[] = Object.keys(units)

/** The unit of a name, `days` or `day`; null when there is none. */
export function unitOf(name: string): Unit | null {
  for (const known of [name, `${name}s`]) if (Object.hasOwn(units, known)) return units[known]!
  return null
}
