/** Groups of a view: which rows belong together, by the values of one property. */
import type { FormulaResult } from '../computed/results.ts'
import type { StoredDate } from '../dates.ts'
import { foldText } from '../filters/fold-text.ts'
import { dayOf } from '../filters/moments.ts'
import { optionsOf, presentOption } from '../properties/options.ts'
import type { PageMeta, RelatedPages, StoredProperty, StoredValue } from '../properties/property.ts'
import type { StatusConfig } from '../properties/status.ts'
import { type DateUnit, dayOfDate, type Span, spanIn } from './date-groups.ts'

/** How rows are grouped: the `group_by` of a view as it is presented, and its property. */
export interface Grouping {
  readonly property: StoredProperty
  readonly by: GroupBy
  /** Whose days count. */
  readonly timeZone: string
  readonly now: number
}

export interface GroupBy {
  readonly type: string
  readonly property_id: string
  /** The unit; of a formula what it gives, with the unit of that. */
  readonly group_by?: string | GroupByResult
  /** Of a formula it is said of what it gives. */
  readonly sort?: { readonly type: 'manual' | 'ascending' | 'descending' }
  readonly hide_empty_groups?: boolean
  readonly start_day_of_week?: 0 | 1
  readonly range_start?: number
  readonly range_end?: number
  readonly range_size?: number
}

type GroupByResult = Omit<GroupBy, 'property_id' | 'group_by'> & { readonly group_by?: string }

/** What a row has for the property. */
export interface Grouped {
  readonly value: StoredValue
  readonly meta: PageMeta
  /** As plain text. */
  readonly text: () => string
}

/** One group. Rows without a value are in the one whose `value` is null. */
export interface Group {
  /** Tells it from the other groups of the view. */
  readonly key: string
  /** An option, a status group, the id of a user or page, days, a number or numbers, a text, true or false. */
  readonly value: unknown
  /** Rows that pass it, as that of a query, are in the group. */
  readonly filter: object
}

interface Kind {
  /** The groups of a row; none when it has no value. */
  keysOf(row: Grouped, grouping: Grouping): readonly string[]
  /** What there is without rows. */
  initial(grouping: Grouping): readonly string[]
  value(key: string, grouping: Grouping): unknown
  /** The condition that stands under the filter key, or several of them. */
  conditions(key: string, grouping: Grouping): readonly object[]
  /** A total order of the keys, where names do not decide. */
  compare?(one: string, other: string, grouping: Grouping): number
}

const EMPTY = ''

/** The keys of the groups in which a row is. */
export function groupKeys(row: Grouped, grouping: Grouping): readonly string[] {
  const keys = kindOf(grouping).keysOf(row, grouping)
  return keys.length === 0 ? [EMPTY] : keys
}

/**
 * The groups of a view in order, that of rows without a value first.
 *
 * @param found the keys that rows have
 * @param nameOf of users and pages, by which they are put in order
 */
export function groupsInOrder(
  found: Iterable<string>,
  grouping: Grouping,
  nameOf: (key: string) => string,
): Group[] {
  const kind = kindOf(grouping)
  const { hide_empty_groups } = grouping.by
  const present = new Set(found)
  const initial = kind.initial(grouping)
  const keys = hide_empty_groups ? [...present] : [...new Set([...initial, ...present])]
  const place = (key: string) => (initial.includes(key) ? initial.indexOf(key) : initial.length)
  const compare = (one: string, other: string) =>
    place(one) - place(other) ||
    (kind.compare?.(one, other, grouping) ?? nameOf(one).localeCompare(nameOf(other))) ||
    (one < other ? -1 : 1)
  const named = keys.filter((key) => key !== EMPTY).sort(compare)
  if (unitOf(grouping.by).sort?.type === 'descending') named.reverse()
  return [...(keys.includes(EMPTY) ? [EMPTY] : []), ...named].map((key) => groupOf(key, kind, grouping))
}

function groupOf(key: string, kind: Kind, grouping: Grouping): Group {
  if (key === EMPTY) return { key, value: null, filter: filterOf(grouping, { is_empty: true }) }
  const conditions = kind.conditions(key, grouping).map((condition) => filterOf(grouping, condition))
  const filter = conditions.length === 1 ? conditions[0]! : { and: conditions }
  return { key, value: kind.value(key, grouping), filter }
}

/** A condition under its keys. */
function filterOf({ property, by }: Grouping, condition: object): object {
  const { name, type } = property
  if (type !== 'formula') return { property: name, [type]: condition }
  const result = (by.group_by as GroupByResult).type
  return { property: name, formula: { [result === 'text' ? 'string' : result]: condition } }
}

const option: Kind = {
  keysOf: ({ value }, { property }) => {
    const ids = optionsOf(property.config).map(({ id }) => id)
    return value === null ? [] : [value as string | readonly string[]].flat().filter((id) => ids.includes(id))
  },
  initial: ({ property }) => [EMPTY, ...optionsOf(property.config).map(({ id }) => id)],
  value: (key, { property }) => presentOption(optionsOf(property.config), key),
  conditions: (key, { property }) => {
    const { name } = optionsOf(property.config).find(({ id }) => id === key)!
    return [property.type === 'multi_select' ? { contains: name } : { equals: name }]
  },
}

const groupsOfStatus = ({ property }: Grouping) => (property.config as StatusConfig).groups

const statusGroup: Kind = {
  keysOf: ({ value }, grouping) =>
    groupsOfStatus(grouping)
      .filter(({ option_ids }) => option_ids.includes(value as string))
      .map(({ id }) => id),
  initial: (grouping) => [EMPTY, ...groupsOfStatus(grouping).map(({ id }) => id)],
  value: (key, grouping) => groupsOfStatus(grouping).find(({ id }) => id === key),
  conditions: (key, grouping) => {
    const { option_ids } = groupsOfStatus(grouping).find(({ id }) => id === key)!
    const options = optionsOf(grouping.property.config)
    return [{ equals: options.filter(({ id }) => option_ids.includes(id)).map(({ name }) => name) }]
  },
}

const person: Kind = {
  keysOf: ({ value, meta }, { property }) =>
    property.type === 'people'
      ? ((value ?? []) as readonly string[])
      : [meta[property.type as 'created_by' | 'last_edited_by']],
  initial: () => [],
  value: (key) => ({ id: key }),
  conditions: (key) => [{ contains: key }],
}

const relation: Kind = {
  keysOf: ({ value }) => (value as RelatedPages | null)?.ids ?? [],
  initial: () => [],
  value: (key) => ({ id: key }),
  conditions: (key) => [{ contains: key }],
}

const checkbox: Kind = {
  keysOf: ({ value }) => [String(resultOf(value) === true)],
  initial: () => ['false', 'true'],
  value: (key) => key === 'true',
  conditions: (key) => [{ equals: key === 'true' }],
}

const date: Kind = {
  keysOf({ value, meta }, grouping) {
    const { type } = grouping.property
    const start =
      type === 'created_time' || type === 'last_edited_time'
        ? meta[type]
        : ((resultOf(value) as StoredDate | null)?.start ?? null)
    return start === null ? [] : [JSON.stringify(spanOf(start, grouping))]
  },
  initial: () => [],
  value: (key) => JSON.parse(key) as Span,
  conditions(key) {
    const { from, to } = JSON.parse(key) as Span
    return from === to ? [{ equals: from }] : [{ on_or_after: from }, { on_or_before: to }]
  },
  compare: (one, other) => compareTexts((JSON.parse(one) as Span).from, (JSON.parse(other) as Span).from),
}

function spanOf(start: string | number, { by, timeZone, now }: Grouping): Span {
  const { group_by: unit, start_day_of_week: weekStart } = unitOf(by)
  return spanIn(unit as DateUnit, dayOfDate(start, timeZone), dayOf(now, timeZone), weekStart)
}

const text: Kind = {
  keysOf({ value, text }, { property, by }) {
    const whole = foldText(property.type === 'formula' ? String(resultOf(value) ?? '') : text())
    if (whole === '') return []
    return [unitOf(by).group_by === 'alphabet_prefix' ? String.fromCodePoint(whole.codePointAt(0)!) : whole]
  },
  initial: () => [],
  value: (key) => key,
  conditions: (key, { by }) => [
    unitOf(by).group_by === 'alphabet_prefix' ? { starts_with: key } : { equals: key },
  ],
  compare: compareTexts,
}

const number: Kind = {
  keysOf({ value }, { by }) {
    const number = resultOf(value) as number | null
    if (number === null || !Number.isFinite(number)) return []
    const { range_size: size, range_start = 0, range_end } = unitOf(by)
    if (size === undefined) return [JSON.stringify({ from: number, to: number })]
    if (number < range_start) return [JSON.stringify({ from: null, to: range_start })]
    if (range_end !== undefined && number >= range_end) return [JSON.stringify({ from: range_end, to: null })]
    const from = range_start + Math.floor((number - range_start) / size) * size
    return [JSON.stringify({ from, to: Math.min(from + size, range_end ?? Number.POSITIVE_INFINITY) })]
  },
  initial: () => [],
  value: (key) => JSON.parse(key) as NumberRange,
  conditions(key) {
    const { from, to } = JSON.parse(key) as NumberRange
    if (from === to) return [{ equals: from }]
    return [
      ...(from === null ? [] : [{ greater_than_or_equal_to: from }]),
      ...(to === null ? [] : [{ less_than: to }]),
    ]
  },
  compare(one, other) {
    const from = (key: string) => (JSON.parse(key) as NumberRange).from ?? Number.NEGATIVE_INFINITY
    return from(one) < from(other) ? -1 : Number(from(one) > from(other))
  },
}

/** From the one up to, but without, the other; a single number is both. Null has no end. */
interface NumberRange {
  from: number | null
  to: number | null
}

const kinds: Readonly<Record<string, Kind>> = {
  select: option,
  multi_select: option,
  person,
  created_by: person,
  last_edited_by: person,
  relation,
  date,
  created_time: date,
  last_edited_time: date,
  text,
  title: text,
  url: text,
  email: text,
  phone_number: text,
  number,
  checkbox,
}

function kindOf({ by }: Grouping): Kind {
  if (by.type === 'status') return by.group_by === 'group' ? statusGroup : option
  return kinds[by.type === 'formula' ? (by.group_by as GroupByResult).type : by.type]!
}

/** What says the unit. */
const unitOf = (by: GroupBy): Omit<GroupBy, 'property_id'> =>
  typeof by.group_by === 'object' ? by.group_by : by

/** What is stored, or of a formula its result. */
const resultOf = (value: StoredValue): unknown =>
  typeof value === 'object' && value !== null && 'raw' in value ? (value as FormulaResult).value : value

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
