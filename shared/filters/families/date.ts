import Type from 'typebox'
import { EmptyObject, OneOf } from '../../validation/schemas.ts'
import type { Existence } from '../filter.ts'
import { dayOf, daysFrom, type Moment, mondayOf, monthsFrom, readMoment } from '../moments.ts'
import { EXISTENCE, type Place } from '../operands.ts'

/**
 * Of `date`, `created_time`, `last_edited_time` and the timestamps. A date property is tested by its start;
 * `within` is at `from` or later, and before `to`.
 */
export type DateTest =
  | {
      readonly family: 'date'
      readonly operator: 'within'
      readonly from: number | null
      readonly to: number | null
    }
  | Existence<'date'>

type Operator = Exclude<keyof typeof DATE_OPERANDS, keyof typeof EXISTENCE>

const RELATIVE = {
  today: (today: Moment) => today,
  tomorrow: (today: Moment) => daysFrom(today, 1),
  yesterday: (today: Moment) => daysFrom(today, -1),
  one_week_ago: (today: Moment) => daysFrom(today, -7),
  one_week_from_now: (today: Moment) => daysFrom(today, 7),
  one_month_ago: (today: Moment) => monthsFrom(today, -1),
  one_month_from_now: (today: Moment) => monthsFrom(today, 1),
}

const isRelative = (text: string): text is keyof typeof RELATIVE => Object.hasOwn(RELATIVE, text)

// What is neither is told in the words that were recorded before there were relative dates.
const DateOperand = Type.Union([Type.String({ format: 'iso-date' }), OneOf(Object.keys(RELATIVE))], {
  'x-expected': 'a valid ISO 8601 date string',
})

/** First and last day. They roll with today, and both ends belong to them; only `this_week` is a calendar week. */
const WINDOWS = {
  this_week: (today: Moment) => [mondayOf(today), daysFrom(mondayOf(today), 6)],
  past_week: (today: Moment) => [daysFrom(today, -7), today],
  past_month: (today: Moment) => [monthsFrom(today, -1), today],
  past_year: (today: Moment) => [monthsFrom(today, -12), today],
  next_week: (today: Moment) => [today, daysFrom(today, 7)],
  next_month: (today: Moment) => [today, monthsFrom(today, 1)],
  next_year: (today: Moment) => [today, monthsFrom(today, 12)],
} satisfies Record<string, (today: Moment) => [first: Moment, last: Moment]>

export const DATE_OPERANDS = {
  equals: DateOperand,
  before: DateOperand,
  after: DateOperand,
  on_or_before: DateOperand,
  on_or_after: DateOperand,
  this_week: EmptyObject,
  past_week: EmptyObject,
  past_month: EmptyObject,
  past_year: EmptyObject,
  next_week: EmptyObject,
  next_month: EmptyObject,
  next_year: EmptyObject,
  ...EXISTENCE,
}

export function readDateTest(operator: Operator, operand: string | object, { now }: Place): DateTest {
  const today = dayOf(now)
  if (typeof operand !== 'string') {
    const [first, last] = WINDOWS[operator as keyof typeof WINDOWS](today)
    return within(first.from, last.to)
  }
  const { from, to } = isRelative(operand) ? RELATIVE[operand](today) : readMoment(operand)!
  switch (operator) {
    case 'before':
      return within(null, from)
    case 'after':
      return within(to, null)
    case 'on_or_before':
      return within(null, to)
    case 'on_or_after':
      return within(from, null)
    default:
      return within(from, to)
  }
}

export function matchesDate(test: DateTest, instant: number | null): boolean {
  if (test.operator === 'is_empty') return instant === null
  if (test.operator === 'is_not_empty') return instant !== null
  if (instant === null) return false
  return (test.from === null || instant >= test.from) && (test.to === null || instant < test.to)
}

function within(from: number | null, to: number | null): DateTest {
  return { family: 'date', operator: 'within', from, to }
}
