import { relativeDays, windows, words } from './dates.ts'
import { existence, type Family, type Operator } from './family.ts'

/** A day by its name, or an instant in milliseconds. */
export type Start = { readonly day: string } | { readonly instant: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day on a calendar in the zone, counted from 1970. */
function dayIn(zone: string, instant: number): number {
  const known = calendars.get(zone)
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  calendars.set(zone, format)
  return Date.parse(format.format(instant)) / DAY
}

/** The first minute of a day in the zone, searched for. */
function midnight(zone: string, day: number): number {
  let [before, at] = [day * DAY - DAY, day * DAY + DAY]
  while (at - before > MINUTE) {
    const middle = before + Math.floor((at - before) / 2 / MINUTE) * MINUTE
    if (dayIn(zone, middle) < day) before = middle
    else at = middle
  }
  return at
}

/** What was found out before, by what it was asked of: finding out takes long. */
function remembering(find: (asked: number) => number): (asked: number) => number {
  const known = new Map<number, number>()
  return (asked) => {
    const found = known.get(asked) ?? find(asked)
    known.set(asked, found)
    return found
  }
}

/** Dates and times as the people of a zone have them. A time of an operand without an offset is one of UTC. */
export function zonedDates(zone: string, operands: readonly string[]): Family<Start | null> {
  const dayAt = remembering((instant) => dayIn(zone, instant))
  const beginning = remembering((day) => midnight(zone, day))
  const dayOf = (start: Start) => ('day' in start ? Date.parse(start.day) / DAY : dayAt(start.instant))
  const instantOf = (start: Start) => ('day' in start ? beginning(dayOf(start)) : start.instant)
  function compareTo(start: Start, operand: string, now: number): number {
    const word = words[operand]
    if (word) return dayOf(start) - word(dayAt(now))
    if (operand.length === 10) return dayOf(start) - Date.parse(operand) / DAY
    return Math.floor(instantOf(start) / MINUTE) - Math.floor(Date.parse(operand) / MINUTE)
  }
  const compared = (holds: (order: number) => boolean): Operator<Start | null> => ({
    operands: [...operands, ...relativeDays],
    holds: (start, operand, now) => start !== null && holds(compareTo(start, operand, now)),
  })
  const inWindow = (window: (today: number) => [number, number]): Operator<Start | null> => ({
    operands: [{}],
    holds(start, _operand, now) {
      const [first, last] = window(dayAt(now))
      return start !== null && first <= dayOf(start) && dayOf(start) <= last
    },
  })
  return {
    operators: {
      equals: compared((order) => order === 0),
      before: compared((order) => order < 0),
      after: compared((order) => order > 0),
      on_or_before: compared((order) => order <= 0),
      on_or_after: compared((order) => order >= 0),
      ...Object.fromEntries(Object.entries(windows).map(([name, window]) => [name, inWindow(window)])),
      ...existence((start) => start === null),
    },
    isLast: (start) => start === null,
    compare: (a, b) => instantOf(a!) - instantOf(b!),
  }
}
