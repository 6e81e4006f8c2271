import { existence, type Family, type Operator } from './family.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The day of an instant, counted from 1970 in UTC. */
const dayOf = (instant: number): number => Math.floor(instant / DAY)

/** The same day of the month some months on, or the last day of a shorter month. */
function monthsFrom(day: number, months: number): number {
  const date = new Date(day * DAY)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month, Math.min(date.getUTCDate(), last)))
}

/** Dates that are words: a day each. */
export const words: Readonly<Record<string, (today: number) => number>> = {
  today: (today) => today,
  tomorrow: (today) => today + 1,
  yesterday: (today) => today - 1,
  one_week_ago: (today) => today - 7,
  one_week_from_now: (today) => today + 7,
  one_month_ago: (today) => monthsFrom(today, -1),
  one_month_from_now: (today) => monthsFrom(today, 1),
}

/** Words that are filters of their own: the first and the last day, both included. Weeks begin on Mondays. */
export const windows: Readonly<Record<string, (today: number) => [first: number, last: number]>> = {
  this_week: (today) => {
    // The 1st of January 1970 was a Thursday.
    const monday = today - ((today + 3) % 7)
    return [monday, monday + 6]
  },
  past_week: (today) => [today - 7, today],
  past_month: (today) => [monthsFrom(today, -1), today],
  past_year: (today) => [monthsFrom(today, -12), today],
  next_week: (today) => [today, today + 7],
  next_month: (today) => [today, monthsFrom(today, 1)],
  next_year: (today) => [today, monthsFrom(today, 12)],
}

export const relativeDays = Object.keys(words)

/** Compares as precisely as the operand is: by the day, or by the minute when it has a time. No zone is UTC. */
function compareTo(instant: number, operand: string, now: number): number {
  const word = words[operand]
  if (word) return dayOf(instant) - word(dayOf(now))
  if (operand.length === 10) return dayOf(instant) - dayOf(Date.parse(operand))
  const isZoned = /T.*(Z|[+-]\d\d:?\d\d)$/.test(operand)
  const minute = Math.floor(Date.parse(isZoned ? operand : `${operand}Z`) / MINUTE)
  return Math.floor(instant / MINUTE) - minute
}

/** Dates and times, as the instant in milliseconds at which they start. A date without time starts at midnight UTC. */
export function dates(operands: readonly string[]): Family<number | null> {
  const compared = (holds: (order: number) => boolean): Operator<number | null> => ({
    operands: [...operands, ...relativeDays],
    holds: (instant, operand, now) => instant !== null && holds(compareTo(instant, operand, now)),
  })
  const inWindow = (window: (today: number) => [number, number]): Operator<number | null> => ({
    operands: [{}],
    holds(instant, _operand, now) {
      const [first, last] = window(dayOf(now))
      return instant !== null && first <= dayOf(instant) && dayOf(instant) <= last
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
      ...existence((instant) => instant === null),
    },
    isLast: (instant) => instant === null,
    compare: (a, b) => a! - b!,
  }
}
