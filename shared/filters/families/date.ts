import Type from 'typebox'
import { instantIn } from '../../dates.ts'
import { EmptyObject, OneOf } from '../../validation/schemas.ts'
import type { Existence, Test } from '../filter.ts'
import { type Day, dayOf, daysFrom, mondayOf, monthsFrom, readMoment } from '../moments.ts'
import { EXISTENCE, type Place } from '../operands.ts'

/**
 * Of `date`, `created_time`, `last_edited_time` and the timestamps. A date property is tested by its start, or by where it
 * ends, which is its start when it is no range;
 * `within` is at `from` or later, and before `to`; days begin at midnight in the zone.
 */
export type DateTest =
  | {
      readonly family: 'date'
      readonly operator: 'within'
      readonly from: number | null
      readonly to: number | null
      readonly timeZone: string
      readonly of?: 'end'
    }
  | Existence<'date'>

type Operator = Exclude<keyof typeof DATE_OPERANDS, keyof typeof EXISTENCE>

const RELATIVE = {
  today: (today: Day) => today,
  tomorrow: (today: Day) => daysFrom(today, 1),
  yesterday: (today: Day) => daysFrom(today, -1),
  one_week_ago: (today: Day) => daysFrom(today, -7),
  one_week_from_now: (today: Day) => daysFrom(today, 7),
  one_month_ago: (today: Day) => monthsFrom(today, -1),
  one_month_from_now: (today: Day) => monthsFrom(today, 1),
}

const isRelative = (text: string): text is keyof typeof RELATIVE => Object.hasOwn(RELATIVE, text)

// What is neither is told in the words that were recorded before there were relative dates.
const DateOperand = Type.Union([Type.String({ format: 'iso-date' }), OneOf(Object.keys(RELATIVE))], {
  'x-expected': 'a valid ISO 8601 date string',
})

/** First and last day. They roll with today, and both ends belong to them; only `this_week` is a calendar week. */
const WINDOWS = {
  this_week: (today: Day) => [mondayOf(today), daysFrom(mondayOf(today), 6)],
  past_week: (today: Day) => [daysFrom(today, -7), today],
  past_month: (today: Day) => [monthsFrom(today, -1), today],
  past_year: (today: Day) => [monthsFrom(today, -12), today],
  next_week: (today: Day) => [today, daysFrom(today, 7)],
  next_month: (today: Day) => [today, monthsFrom(today, 1)],
  next_year: (today: Day) => [today, monthsFrom(today, 12)],
} satisfies Record<string, (today: Day) => [first: Day, last: Day]>

export const DATE_OPERANDS = {
  equals: DateOperand,
  before: DateOperand,
  after: DateOperand,
  on_or_before: DateOperand,
  on_or_after: DateOperand,
  /** An addition of Octavo: what lasts until then, so that a calendar finds what began before it. */
  ends_on_or_after: DateOperand,
  this_week: EmptyObject,
  past_week: EmptyObject,
  past_month: EmptyObject,
  past_year: EmptyObject,
  next_week: EmptyObject,
  next_month: EmptyObject,
  next_year: EmptyObject,
  ...EXISTENCE,
}

export function readDateTest(
  operator: Operator,
  operand: string | object,
  { now, timeZone }: Place,
): DateTest {
  const within = (from: number | null, to: number | null) =>
    ({ family: 'date', operator: 'within', from, to, timeZone }) as const
  const today = dayOf(now, timeZone)
  if (typeof operand !== 'string') {
    const [first, last] = WINDOWS[operator as keyof typeof WINDOWS](today)
    return within(first.from, last.to)
  }
  const { from, to } = isRelative(operand) ? RELATIVE[operand](today) : readMoment(operand, timeZone)!
  switch (operator) {
    case 'before':
      return within(null, from)
    case 'after':
      return within(to, null)
    case 'on_or_before':
      return within(null, to)
    case 'on_or_after':
      return within(from, null)
    case 'ends_on_or_after':
      return { ...within(from, null), of: 'end' }
    default:
      return within(from, to)
  }
}

/** Whether a test asks for where a range ends. */
export const testsEnd = (test: Test): boolean =>
  test.family === 'date' && test.operator === 'within' && test.of === 'end'

/** @param start of a date that is kept, or an instant; where it ends, when the test is of that; null when there is none. */
export function matchesDate(test: DateTest, start: string | number | null): boolean {
  if (test.operator === 'is_empty') return start === null
  if (test.operator === 'is_not_empty') return start !== null
  if (start === null) return false
  const instant = typeof start === 'number' ? start : instantIn(test.timeZone, start)
  return (test.from === null || instant >= test.from) && (test.to === null || instant < test.to)
}
