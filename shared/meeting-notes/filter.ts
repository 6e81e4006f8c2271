import { isDateText, storeDate } from '../dates.ts'
import { matchesText, readTextTest } from '../filters/families/text.ts'
import { foldText } from '../filters/fold-text.ts'
import {
  type Day,
  dayOf,
  daysFrom,
  type Moment,
  mondayOf,
  monthsFrom,
  readMoment,
} from '../filters/moments.ts'
import { toUuid } from '../ids.ts'
import { invalid } from '../problem.ts'
import { printValue } from '../validation/print-value.ts'
import type {
  MeetingNotesCondition,
  MeetingNotesFilter,
  MeetingNotesProperty,
  MeetingNotesSort,
  MeetingNotesValue,
} from './schema.ts'

/** What meeting notes are found and ordered by. */
export interface NotesFacts {
  id: string
  /** Plain text. */
  title: string
  /** Ids of users, like those of who made and last edited them. */
  attendees: readonly string[]
  created_by: string
  last_edited_by: string
  /** Milliseconds since 1970. */
  created_time: number
  last_edited_time: number
}

type Passes = (notes: NotesFacts) => boolean

/** When the query is asked, and whose calendar counts. */
interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number
  /** An IANA name. */
  readonly timeZone: string
}

/** Reads a filter that has passed its schema. Of a combination of nothing every meeting is one. */
export function readNotesFilter(filter: MeetingNotesFilter | undefined, clock: Clock): Passes {
  return filter === undefined ? () => true : readGroup(filter, 'body.filter', clock)
}

interface Group {
  operator: 'and' | 'or'
  filters?: readonly (Group | MeetingNotesCondition)[]
}

function readGroup({ operator, filters = [] }: Group, path: string, clock: Clock): Passes {
  const tests = filters.map((one, index) => {
    const here = `${path}.filters[${index}]`
    return 'property' in one ? readCondition(one, `${here}.filter`, clock) : readGroup(one, here, clock)
  })
  if (tests.length === 0) return () => true
  return (notes) =>
    operator === 'and' ? tests.every((test) => test(notes)) : tests.some((test) => test(notes))
}

function readCondition({ property, filter }: MeetingNotesCondition, path: string, clock: Clock): Passes {
  const { operator, value } = filter
  if (operator === 'is_empty') return (notes) => isEmpty(notes[property])
  if (operator === 'is_not_empty') return (notes) => !isEmpty(notes[property])
  switch (property) {
    case 'title':
      return readTitleTest(operator, value, path)
    case 'created_time':
    case 'last_edited_time':
      return readTimeTest(property, operator, value, path, clock)
    default:
      return readPersonTest(property, operator, value, path)
  }
}

const isEmpty = (value: NotesFacts[MeetingNotesProperty]): boolean =>
  typeof value !== 'number' && value.length === 0

const textOperators = {
  string_is: 'equals',
  string_is_not: 'does_not_equal',
  string_contains: 'contains',
  string_does_not_contain: 'does_not_contain',
  string_starts_with: 'starts_with',
  string_ends_with: 'ends_with',
} as const

function readTitleTest(operator: string, value: MeetingNotesValue | undefined, path: string): Passes {
  const named = operatorIn(textOperators, operator, path)
  const text = textIn(value)
  if (text === null) throw wrongValue(path, '`{"type":"exact","value":"<text>"}`', value)
  const test = readTextTest(named, text)
  return ({ title }) => matchesText(test, title)
}

const personOperators = { person_contains: true, person_does_not_contain: false } as const

function readPersonTest(
  property: 'attendees' | 'created_by' | 'last_edited_by',
  operator: string,
  value: MeetingNotesValue | undefined,
  path: string,
): Passes {
  const contains = operatorIn(personOperators, operator, path)
  if (!Array.isArray(value)) throw wrongValue(path, 'an array of users', value)
  const wanted = new Set(value.map((one) => toUuid(one.value.id)))
  return (notes) => [notes[property]].flat().some((id) => wanted.has(id)) === contains
}

const timeOperators = {
  date_is: ({ from, to }: Moment) => [from, to],
  date_is_before: ({ from }: Moment) => [null, from],
  date_is_after: ({ to }: Moment) => [to, null],
  date_is_on_or_before: ({ to }: Moment) => [null, to],
  date_is_on_or_after: ({ from }: Moment) => [from, null],
  date_is_within: ({ from, to }: Moment) => [from, to],
} satisfies Record<string, (moment: Moment) => [from: number | null, to: number | null]>

function readTimeTest(
  property: 'created_time' | 'last_edited_time',
  operator: string,
  value: MeetingNotesValue | undefined,
  path: string,
  { now, timeZone }: Clock,
): Passes {
  const range = operatorIn(timeOperators, operator, path)
  const moment =
    value === undefined || Array.isArray(value)
      ? null
      : operator === 'date_is_within'
        ? readWindow(value, dayOf(now, timeZone))
        : readDay(value, dayOf(now, timeZone))
  if (moment === null) {
    throw wrongValue(path, operator === 'date_is_within' ? 'a range of days' : 'a date', value)
  }
  const [from, to] = range(moment)
  return (notes) => (from === null || notes[property] >= from) && (to === null || notes[property] < to)
}

type Dated = Exclude<MeetingNotesValue, unknown[]>

const relativeDays: Readonly<Record<string, (today: Day) => Moment>> = {
  today: (today) => today,
  tomorrow: (today) => daysFrom(today, 1),
  yesterday: (today) => daysFrom(today, -1),
  one_week_ago: (today) => daysFrom(today, -7),
  one_week_from_now: (today) => daysFrom(today, 7),
  one_month_ago: (today) => monthsFrom(today, -1),
  one_month_from_now: (today) => monthsFrom(today, 1),
}

/** A day or a minute, in the zone that the value names; days without one are those of the workspace. */
function readDay({ type, value }: Dated, today: Day): Moment | null {
  if (typeof value === 'string') {
    if (type === 'exact') return readMoment(value, today.timeZone)
    return Object.hasOwn(relativeDays, value) ? relativeDays[value]!(today) : null
  }
  if (value.type === 'daterange') return null
  const { start_date, start_time, time_zone = null } = value
  const start =
    value.type === 'datetime' && start_time !== undefined ? `${start_date}T${start_time}` : start_date
  if (!isDateText(start)) return null
  const zone = time_zone ?? today.timeZone
  if (start.length > start_date.length) return readMoment(storeDate({ start, time_zone }).start, zone)
  return dayOf(readMoment(start, zone)!.from, zone)
}

const spans = {
  day: (today: Day, count: number) => daysFrom(today, count),
  week: (today: Day, count: number) => daysFrom(today, count * 7),
  month: monthsFrom,
  year: (today: Day, count: number) => monthsFrom(today, count * 12),
}

const windows: Readonly<Record<string, (today: Day) => [first: Day, last: Day]>> = {
  this_week: (today) => [mondayOf(today), daysFrom(mondayOf(today), 6)],
  the_past_week: (today) => [daysFrom(today, -7), today],
  the_past_month: (today) => [monthsFrom(today, -1), today],
  the_past_year: (today) => [monthsFrom(today, -12), today],
  the_next_week: (today) => [today, daysFrom(today, 7)],
  the_next_month: (today) => [today, monthsFrom(today, 1)],
  the_next_year: (today) => [today, monthsFrom(today, 12)],
}

/** A range of whole days, both ends included; one that rolls with today, or one of the calendar. */
function readWindow({ value, direction, unit, count = 1 }: Dated, today: Day): Moment | null {
  if (typeof value !== 'string') {
    if (value.type !== 'daterange') return null
    const [first, last] = [value.start_date, value.end_date ?? value.start_date]
    return { from: readMoment(first, today.timeZone)!.from, to: readMoment(last, today.timeZone)!.to }
  }
  if (direction !== undefined && unit !== undefined) {
    const other = spans[unit](today, direction === 'past' ? -count : count)
    return direction === 'past' ? { from: other.from, to: today.to } : { from: today.from, to: other.to }
  }
  if (!Object.hasOwn(windows, value)) return null
  const [first, last] = windows[value]!(today)
  return { from: first.from, to: last.to }
}

function textIn(value: MeetingNotesValue | undefined): string | null {
  if (value === undefined || Array.isArray(value) || value.type !== 'exact') return null
  return typeof value.value === 'string' ? value.value : null
}

function operatorIn<T extends object>(known: T, operator: string, path: string): T[keyof T] {
  if (Object.hasOwn(known, operator)) return known[operator as keyof T]
  const names = [...Object.keys(known), 'is_empty', 'is_not_empty'].map((name) => `\`"${name}"\``)
  throw invalid(
    `body failed validation: ${path}.operator should be ${names.slice(0, -1).join(', ')}, or ${names.at(-1)}, instead was \`${printValue(operator)}\`.`,
  )
}

const wrongValue = (path: string, expected: string, value: unknown) =>
  invalid(
    `body failed validation: ${path}.value should be ${expected}, instead was \`${printValue(value)}\`.`,
  )

/** Orders meeting notes as asked; what is alike, and all when nothing is asked, the newest first. */
export function compareNotes(sort: MeetingNotesSort): (a: NotesFacts, b: NotesFacts) => number {
  const keys = [
    ...sort.map(({ property, direction }) => ({ property, sign: direction === 'ascending' ? 1 : -1 })),
    { property: 'created_time' as const, sign: -1 },
  ]
  return (a, b) => {
    for (const { property, sign } of keys) {
      const order = compareValues(keyOf(a[property]), keyOf(b[property]))
      if (order !== 0) return order * sign
    }
    return a.id < b.id ? 1 : -1
  }
}

const keyOf = (value: NotesFacts[MeetingNotesProperty]): string | number =>
  typeof value === 'number' ? value : foldText(typeof value === 'string' ? value : value.join())

const compareValues = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)
