import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredProperty } from '../properties/property.ts'
import { matches } from './matches.ts'
import { parseFilter } from './parse.ts'
import type { Row } from './row.ts'

// Every property type with every operator, operands and values at the edges, against a reference that is
// written to be obvious: it compares names instead of ids and pieces of date strings instead of instants.

const NOW = Date.parse('2026-03-31T15:45:30.500Z')
const ME = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const GROUP = '33333333-3333-7333-b333-333333333333'
const PEOPLE = [ME, OTHER, GROUP]

type Reference = (value: unknown, operand: never) => boolean

interface Kind {
  /** Property types, each with the filter keys it takes. */
  types: Record<string, string[]>
  values: unknown[]
  operators: Record<string, { operands: unknown[]; expected: Reference }>
}

const existence = (isEmpty: (value: unknown) => boolean) => ({
  is_empty: { operands: [true], expected: isEmpty },
  is_not_empty: { operands: [true], expected: (value: unknown) => !isEmpty(value) },
})

// Text

const LETTERS = [
  '',
  ' ',
  'a',
  'Apple',
  'APPLE pie',
  'pineapple',
  'Straße',
  'STRASSE',
  'éclair',
  'e\u0301CLAIR',
]
const SCRIPTS = [
  'ΣΊΣΥΦΟΣ',
  'σίσυφος',
  'ΣΟΣΑ',
  'Жук',
  '東京タワー',
  '👩‍👩‍👧 family',
  'a\ud800b',
  '100%',
  '_',
  '\\',
  "'",
  '\n',
]
const TEXTS = [...LETTERS, ...SCRIPTS]
const TEXT_OPERANDS = [...TEXTS, 'app', 'ΦΟΣ', 'ΌΣ', 'ΣΟΣ', 'ss', '京', 'É', '__proto__', 'x'.repeat(3000)]

const shouted = (text: unknown) =>
  String(text ?? '')
    .normalize('NFC')
    .toUpperCase()
const positions = (value: unknown, operand: string) => {
  const [all, part] = [[...shouted(value)], [...shouted(operand)]]
  const found: number[] = []
  for (let start = 0; start + part.length <= all.length; start++) {
    if (all.slice(start, start + part.length).join('') === part.join('')) found.push(start)
  }
  return { found, last: all.length - part.length }
}
const sameText = (value: unknown, operand: string) => shouted(value) === shouted(operand)

const text: Kind = {
  types: {
    url: ['url', 'rich_text'],
    email: ['email', 'rich_text'],
    phone_number: ['phone_number', 'rich_text'],
  },
  values: [null, undefined, ...TEXTS],
  operators: {
    equals: { operands: TEXT_OPERANDS, expected: sameText },
    does_not_equal: { operands: TEXT_OPERANDS, expected: (value, operand) => !sameText(value, operand) },
    contains: {
      operands: TEXT_OPERANDS,
      expected: (value, operand) => positions(value, operand).found.length > 0,
    },
    does_not_contain: {
      operands: TEXT_OPERANDS,
      expected: (value, operand) => positions(value, operand).found.length === 0,
    },
    starts_with: {
      operands: TEXT_OPERANDS,
      expected: (value, operand) => positions(value, operand).found[0] === 0,
    },
    ends_with: {
      operands: TEXT_OPERANDS,
      expected: (value, operand) => positions(value, operand).found.includes(positions(value, operand).last),
    },
    ...existence((value) => value === null || value === undefined || value === ''),
  },
}

const run = (content: string) => ({
  type: 'text',
  text: { content, link: null },
  plain_text: content,
  href: null,
})
const joined = (runs: unknown) =>
  ((runs ?? []) as { plain_text: string }[]).map((one) => one.plain_text).join('')
const onJoined =
  (expected: Reference): Reference =>
  (value, operand) =>
    expected(joined(value), operand)

const richText: Kind = {
  types: { title: ['title', 'rich_text'], rich_text: ['rich_text'] },
  values: [null, undefined, [], [run('')], [run('AP'), run('ple')], ...TEXTS.map((one) => [run(one)])],
  operators: Object.fromEntries(
    Object.entries(text.operators).map(([name, { operands, expected }]) => [
      name,
      { operands, expected: onJoined(expected) },
    ]),
  ),
}

// Number

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.30000000000000004,
  1e-7,
  5e-324,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 + 2,
  1.7976931348623157e308,
]
const compared = (holds: (value: number, operand: number) => boolean): Kind['operators'][string] => ({
  operands: NUMBERS,
  expected: (value, operand) => typeof value === 'number' && holds(value, operand),
})

const numberOperators: Kind['operators'] = {
  equals: compared((value, operand) => value === operand),
  does_not_equal: { operands: NUMBERS, expected: (value, operand) => value !== operand },
  greater_than: compared((value, operand) => value > operand),
  less_than: compared((value, operand) => value < operand),
  greater_than_or_equal_to: compared((value, operand) => value >= operand),
  less_than_or_equal_to: compared((value, operand) => value <= operand),
  ...existence((value) => typeof value !== 'number'),
}
const number: Kind = {
  types: { number: ['number'] },
  values: [null, undefined, ...NUMBERS],
  operators: numberOperators,
}
const uniqueId: Kind = {
  types: { unique_id: ['unique_id'] },
  values: [null, 0, 1, 2, 2 ** 31, 2 ** 53],
  operators: numberOperators,
}

// Checkbox

const checkbox: Kind = {
  types: { checkbox: ['checkbox'] },
  values: [null, undefined, true, false],
  operators: {
    equals: { operands: [true, false], expected: (value, operand) => Boolean(value) === operand },
    does_not_equal: { operands: [true, false], expected: (value, operand) => Boolean(value) !== operand },
  },
}

// Options. Ids are the names with a prefix, so that the reference can tell them apart without a schema.

const OPTION_NAMES = ['Done', 'done', 'In progress', '東京', '__proto__']
const optionConfig = {
  options: OPTION_NAMES.map((name) => ({ id: `id of ${name}`, name, color: 'default', description: null })),
}
const OPTION_OPERANDS = [
  ...OPTION_NAMES,
  ...OPTION_NAMES.map((name) => [name]),
  [],
  ['Done', '東京'],
  OPTION_NAMES,
]
const isOneOf = (id: unknown, names: string | string[]) =>
  [names].flat().some((name) => id === `id of ${name}`)

const option: Kind = {
  types: { select: ['select'], status: ['status'] },
  values: [null, undefined, ...OPTION_NAMES.map((name) => `id of ${name}`)],
  operators: {
    equals: { operands: OPTION_OPERANDS, expected: isOneOf },
    does_not_equal: { operands: OPTION_OPERANDS, expected: (value, operand) => !isOneOf(value, operand) },
    ...existence((value) => value === null || value === undefined),
  },
}

const holdsOneOf = (ids: unknown, names: string | string[]) =>
  ((ids ?? []) as string[]).filter((id) => isOneOf(id, names)).length > 0

const multiOption: Kind = {
  types: { multi_select: ['multi_select'] },
  values: [
    null,
    undefined,
    [],
    ['id of Done'],
    ['id of done', 'id of 東京'],
    ['id of In progress', 'id of Done'],
  ],
  operators: {
    contains: { operands: OPTION_OPERANDS, expected: holdsOneOf },
    does_not_contain: {
      operands: OPTION_OPERANDS,
      expected: (value, operand) => !holdsOneOf(value, operand),
    },
    ...existence((value) => ((value ?? []) as string[]).length === 0),
  },
}

// Dates. The reference writes both sides as UTC strings and compares as many characters as the operand has.

const DAYS = [
  '2026-03-31',
  '2026-03-30',
  '2026-04-01',
  '2024-02-29',
  '1969-12-31',
  '0001-01-01',
  '9999-12-31',
]
const AROUND = [
  '2026-03-24',
  '2026-03-23',
  '2026-04-07',
  '2026-04-08',
  '2026-02-28',
  '2026-02-27',
  '2026-04-30',
  '2026-05-01',
]
const YEARS = [
  '2025-03-31',
  '2025-03-30',
  '2027-03-31',
  '2027-04-01',
  '2026-04-05',
  '2026-04-06',
  '2026-03-29',
]
const TIMES = [
  '2026-03-31T00:00:00.000+00:00',
  '2026-03-31T23:59:00.000+00:00',
  '2026-04-01T00:30:00.000+02:00',
]
const ZONES = [
  '2026-03-31T20:00:00.000-04:00',
  '2026-03-31T15:45:00.000+00:00',
  '2026-03-31T15:46:00.000+00:00',
]
const STARTS = [...DAYS, ...AROUND, ...YEARS, ...TIMES, ...ZONES]
const RELATIVE: Record<string, string> = {
  today: '2026-03-31',
  tomorrow: '2026-04-01',
  yesterday: '2026-03-30',
  one_week_ago: '2026-03-24',
  one_week_from_now: '2026-04-07',
  one_month_ago: '2026-02-28',
  one_month_from_now: '2026-04-30',
}
const DATE_OPERANDS = [
  ...STARTS,
  ...Object.keys(RELATIVE),
  '2026-03-31T15:45',
  '2026-03-31T15:45:59Z',
  '2026-03-31T17:45:10.123456+02:00',
  '2026-03-31T11:15-0430',
]

const utc = (text: string) =>
  new Date(text.length === 10 ? `${text}T00:00Z` : text).toISOString().slice(0, 16)
const withZone = (text: string) =>
  /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(/(\d\d)(\d\d)$/, '$1:$2') : `${text}Z`
const operandOf = (operand: string) => {
  const date = RELATIVE[operand] ?? operand
  return date.length === 10 ? date : utc(withZone(date))
}
const dated = (holds: (value: string, operand: string) => boolean): Kind['operators'][string] => ({
  operands: DATE_OPERANDS,
  expected: (value, operand: string) => {
    const against = operandOf(operand)
    return typeof value === 'string' && holds(utc(value).slice(0, against.length), against)
  },
})

/** Written out for the 31st of March 2026, a Tuesday. */
const WINDOWS: Record<string, [string, string]> = {
  this_week: ['2026-03-30', '2026-04-05'],
  past_week: ['2026-03-24', '2026-03-31'],
  past_month: ['2026-02-28', '2026-03-31'],
  past_year: ['2025-03-31', '2026-03-31'],
  next_week: ['2026-03-31', '2026-04-07'],
  next_month: ['2026-03-31', '2026-04-30'],
  next_year: ['2026-03-31', '2027-03-31'],
}
const inWindow = ([first, last]: [string, string]): Kind['operators'][string] => ({
  operands: [{}],
  expected: (value) =>
    typeof value === 'string' && utc(value).slice(0, 10) >= first && utc(value).slice(0, 10) <= last,
})

const dateOperators: Kind['operators'] = {
  equals: dated((value, operand) => value === operand),
  before: dated((value, operand) => value < operand),
  after: dated((value, operand) => value > operand),
  on_or_before: dated((value, operand) => value <= operand),
  on_or_after: dated((value, operand) => value >= operand),
  ...Object.fromEntries(Object.entries(WINDOWS).map(([name, window]) => [name, inWindow(window)])),
  ...existence((value) => typeof value !== 'string'),
}

const startOf = (value: unknown) => (value as { start: string } | null | undefined)?.start ?? null
const date: Kind = {
  types: { date: ['date'] },
  values: [null, undefined, ...STARTS.map((start) => ({ start, end: '2030-01-01', time_zone: null }))],
  operators: Object.fromEntries(
    Object.entries(dateOperators).map(([name, { operands, expected }]) => [
      name,
      { operands, expected: (value: unknown, operand: never) => expected(startOf(value), operand) },
    ]),
  ),
}
const time: Kind = {
  types: {
    created_time: ['created_time', 'date', 'timestamp'],
    last_edited_time: ['last_edited_time', 'date', 'timestamp'],
  },
  values: [...STARTS, '2026-03-31T15:45:59.999Z', '2026-03-31T15:44:59.999Z'],
  operators: dateOperators,
}

// People, relations, files, verification

const includes = (ids: unknown, id: string) => {
  const wanted = (id === 'me' ? ME : id).toLowerCase().replaceAll('-', '')
  return ((ids ?? []) as string[]).some((one) => one.replaceAll('-', '') === wanted)
}
const ID_OPERANDS = [
  ...PEOPLE,
  ME.replaceAll('-', ''),
  GROUP.toUpperCase(),
  '00000000-0000-0000-0000-000000000000',
]
const isEmptyList = (value: unknown) => ((value ?? []) as unknown[]).length === 0
const membership = (operands: unknown[]): Kind['operators'] => ({
  contains: { operands, expected: includes },
  does_not_contain: { operands, expected: (value, operand) => !includes(value, operand) },
  ...existence(isEmptyList),
})

const people: Kind = {
  types: { people: ['people'] },
  values: [null, undefined, [], [ME], [OTHER, GROUP], PEOPLE],
  operators: membership([...ID_OPERANDS, 'me']),
}
const author: Kind = {
  types: { created_by: ['created_by', 'people'], last_edited_by: ['last_edited_by', 'people'] },
  values: PEOPLE.map((id) => [id]),
  operators: membership([...ID_OPERANDS, 'me']),
}
const relation: Kind = {
  types: { relation: ['relation'] },
  values: [undefined, [], [ME], [OTHER, GROUP]],
  operators: membership(ID_OPERANDS),
}
const files: Kind = {
  types: { files: ['files'] },
  values: [
    null,
    undefined,
    [],
    [{ name: 'a.pdf', type: 'external', external: { url: 'https://a.example' } }],
  ],
  operators: existence(isEmptyList),
}

const VERIFIED = { state: 'verified', verified_by: ME, date: null }
const VERIFICATIONS = new Map<unknown, string>([
  [null, 'none'],
  [undefined, 'none'],
  [{ state: 'unverified', verified_by: null, date: null }, 'none'],
  [VERIFIED, 'verified'],
  [{ ...VERIFIED, date: { start: '2026-01-01', end: null } }, 'verified'],
  [{ ...VERIFIED, date: { start: '2026-01-01', end: '2026-03-31' } }, 'verified'],
  [{ ...VERIFIED, date: { start: '2026-01-01', end: '2026-03-30' } }, 'expired'],
  [{ ...VERIFIED, date: { start: '2026-01-01', end: '2026-03-31T15:45:00.000+00:00' } }, 'expired'],
  [{ ...VERIFIED, date: { start: '2026-01-01', end: '2026-03-31T15:46:00.000+00:00' } }, 'verified'],
  [{ ...VERIFIED, state: 'expired' }, 'expired'],
])
const verification: Kind = {
  types: { verification: ['verification'] },
  values: [...VERIFICATIONS.keys()],
  operators: {
    status: {
      operands: ['verified', 'expired', 'none'],
      expected: (value, operand) => VERIFICATIONS.get(value) === operand,
    },
    does_not_equal: {
      operands: ['verified', 'expired', 'none'],
      expected: (value, operand) => VERIFICATIONS.get(value) !== operand,
    },
  },
}

const KINDS = { text, richText, number, uniqueId, checkbox, option, multiOption, date, time }
const MORE_KINDS = { people, author, relation, files, verification }

for (const [name, kind] of Object.entries({ ...KINDS, ...MORE_KINDS })) {
  test(`${name}: every operator agrees with the reference on every value`, () => {
    for (const [type, keys] of Object.entries(kind.types)) {
      const rows = kind.values.map((value) => rowWith(type, value))
      for (const key of keys) checkOperators(kind, type, key, rows)
    }
  })
}

test('every filterable property type is in the matrix', () => {
  const types = Object.values({ ...KINDS, ...MORE_KINDS }).flatMap((kind) => Object.keys(kind.types))
  assert.equal(new Set(types).size, 20)
})

function checkOperators(kind: Kind, type: string, key: string, rows: Row[]): void {
  for (const [operator, { operands, expected }] of Object.entries(kind.operators)) {
    for (const operand of operands) {
      const condition = { [operator]: operand }
      const asked =
        key === 'timestamp' ? { timestamp: type, [type]: condition } : { property: 'P', [key]: condition }
      const filter = parseFilter({ 'a:b;': propertyOf(type) }, asked, { now: NOW, timeZone: 'UTC', me: ME })
      for (const [index, row] of rows.entries()) {
        const value = kind.values[index]
        const shown = () => `${type} ${JSON.stringify(value)} ${JSON.stringify(asked)}`
        if (matches(filter, row) !== expected(value, operand as never)) assert.fail(shown())
      }
    }
  }
}

function propertyOf(type: string): StoredProperty {
  const config = ['select', 'status', 'multi_select'].includes(type) ? optionConfig : {}
  return { id: 'a:b;', name: 'P', description: null, type, config }
}

function rowWith(type: string, value: unknown): Row {
  const place = 0
  const meta = {
    id: '99999999-9999-7999-8999-999999999999',
    created_time: 0,
    created_by: OTHER,
    last_edited_time: 0,
    last_edited_by: OTHER,
    unique_number: null,
  }
  if (type.endsWith('_time'))
    return { values: {}, relations: new Map(), meta: { ...meta, [type]: instant(value) }, place }
  if (type.endsWith('_by'))
    return { values: {}, relations: new Map(), meta: { ...meta, [type]: (value as string[])[0] }, place }
  if (type === 'unique_id') {
    return {
      values: {},
      relations: new Map(),
      meta: { ...meta, unique_number: value as number | null },
      place,
    }
  }
  if (type === 'relation') {
    const ids = value as string[] | undefined
    return { values: {}, relations: new Map(ids ? [['a:b;', { ids, has_more: false }]] : []), meta, place }
  }
  return { values: value === undefined ? {} : { 'a:b;': value }, relations: new Map(), meta, place }
}

const instant = (text: unknown) => Date.parse(String(text).length === 10 ? `${text}T00:00Z` : String(text))
