import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '#shared/problem.ts'
import type { StoredSchema } from '../properties/property.ts'
import { parseSorts } from './parse-sorts.ts'
import type { Row } from './row.ts'
import { compareKeys, compareRows, type SortContext, type SortKey, sortKey } from './sort.ts'

const OPTIONS = { options: ['Low', 'High', 'Medium'].map((name) => ({ id: `${name} id`, name })) }
const TYPES: Record<string, object> = {
  title: {},
  number: {},
  checkbox: {},
  select: OPTIONS,
  status: OPTIONS,
  multi_select: OPTIONS,
  date: {},
  people: {},
  created_by: {},
  relation: {},
  files: {},
  place: {},
  verification: {},
  unique_id: {},
  button: {},
  url: {},
}
const schema: StoredSchema = Object.fromEntries(
  Object.entries(TYPES).map(([type, config]) => [
    `id:${type}`,
    { id: `id:${type}`, name: type, description: null, type, config },
  ]),
)
const NAMES: Record<string, string> = { ada: 'Ada', bob: 'bob', '1': 'zeta', '2': 'Eta' }
const context: SortContext = {
  user: (id) => ({ object: 'user', id, ...(Object.hasOwn(NAMES, id) && { name: NAMES[id] }) }),
  title: (id) => (Object.hasOwn(NAMES, id) ? NAMES[id]! : null),
  now: Date.parse('2026-06-15T09:30:00Z'),
  timeZone: 'UTC',
}

const title = (text: string) => [{ type: 'text', plain_text: text }]
const date = (start: string) => ({ start, end: null, time_zone: null })

// Each line is in ascending order; what is in one list is equal and so stands newest first.
const orders: [type: string, values: unknown[]][] = [
  [
    'title',
    [
      title('1'),
      title('a'),
      title('B'),
      title('c'),
      title('Zoë'),
      title('é'),
      title('東'),
      title('\uff5e'),
      title('👍'),
      title(''),
    ],
  ],
  ['url', ['A', 'b', 'C', null]],
  ['number', [-1e308, -1, 0, 0.5, 2, 10, 1e308, null]],
  ['unique_id', [1, 2, 10, null]],
  ['checkbox', [false, true]],
  ['select', ['Low id', 'High id', 'Medium id', null]],
  ['status', ['Low id', 'High id', 'Medium id', 'removed id']],
  ['multi_select', [['Low id'], ['Low id', 'High id'], ['High id'], ['Medium id', 'Low id'], []]],
  [
    'date',
    [
      date('2026-06-14'),
      date('2026-06-15'),
      date('2026-06-15T10:00:00.000+02:00'),
      date('2026-06-15T08:01:00.000+00:00'),
      null,
    ],
  ],
  ['people', [['ada'], ['ada', 'bob'], ['bob', 'ada'], ['nobody known']]],
  ['created_by', ['ada', 'bob', 'nobody known']],
  ['relation', [['2'], ['1'], []]],
  ['files', [[{ name: 'A.pdf' }], [{ name: 'b.pdf' }], []]],
  ['place', [{ name: 'Bern' }, { name: 'zürich' }, { name: null }]],
  ['verification', [{ state: 'verified' }, { state: 'expired' }, { state: 'unverified' }]],
]
const HAS_EMPTY_LAST = ([type]: [string, unknown[]]) => type !== 'checkbox'

for (const order of orders) {
  test(`${order[0]} sorts both ways, empty values last`, () => {
    const [type, values] = order
    const rows = values.map((value, index) => row(type, value, index))
    const shuffled = rows.toReversed()
    const ascending = parseSorts(schema, [{ property: type, direction: 'ascending' }])
    assert.deepEqual(shuffled.toSorted(compareRows(schema, ascending, context)), rows)
    const descending = parseSorts(schema, [{ property: type, direction: 'descending' }])
    const empty = HAS_EMPTY_LAST(order) ? [rows.at(-1)!] : []
    const expected = [...rows.slice(0, rows.length - empty.length).toReversed(), ...empty]
    assert.deepEqual(rows.toSorted(compareRows(schema, descending, context)), expected)
  })
}

test('without sorts the newest row is first', () => {
  const rows = [row('number', 1, 3), row('number', 2, 2), row('number', 3, 1)]
  const same = row('number', 1, 3, '00000004')
  const sorted = [...rows.toReversed(), same].sort(compareRows(schema, [], context))
  assert.deepEqual(
    sorted.map((one) => one.meta.id),
    ['00000004', '00000003', '00000002', '00000001'],
  )
})

test('sorts apply in their order, and leave equal rows newest first', () => {
  const rows = [row('select', 'High id', 1), row('select', 'Low id', 2), row('select', 'High id', 3)]
  const sorts = parseSorts(schema, [
    { property: 'select', direction: 'descending' },
    { property: 'button', direction: 'ascending' },
  ])
  const sorted = rows.toSorted(compareRows(schema, sorts, context))
  assert.deepEqual(
    sorted.map((one) => one.meta.created_time),
    [3, 1, 2],
  )
})

test('timestamps sort to the millisecond', () => {
  const rows = [row('number', 1, 2), row('number', 1, 1), row('number', 1, 3)]
  const sorts = parseSorts(schema, [{ timestamp: 'created_time', direction: 'ascending' }])
  assert.deepEqual(
    rows.toSorted(compareRows(schema, sorts, context)).map((one) => one.meta.created_time),
    [1, 2, 3],
  )
})

const someText = fc.oneof(fc.constantFrom('', 'a', 'A', 'ß', '👍', '\ufffd'), fc.string({ unit: 'binary' }))
const someId = fc.constantFrom('ada', 'bob', '1', '2', 'nobody known')
const anOption = fc.constantFrom('Low id', 'High id', 'Medium id', 'removed id')
const aState = fc.constantFrom({ state: 'verified', date: null }, { state: 'expired', date: null }, null)
const valuesOf: Record<string, fc.Arbitrary<unknown>> = {
  title: someText.map(title),
  url: fc.option(someText),
  number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  unique_id: fc.option(fc.nat(3)),
  checkbox: fc.constantFrom(true, false, null),
  select: fc.option(anOption),
  status: fc.option(anOption),
  multi_select: fc.array(anOption, { maxLength: 3 }),
  date: fc.constantFrom(date('2026-06-15'), date('2026-06-15T10:00:00.000+02:00'), date('0001-01-01'), null),
  people: fc.array(someId, { maxLength: 2 }),
  created_by: someId,
  relation: fc.array(someId, { maxLength: 2 }),
  files: fc.array(fc.record({ name: someText }), { maxLength: 2 }),
  place: fc.option(fc.record({ name: fc.option(someText), address: fc.option(someText) })),
  verification: aState,
  button: fc.constant(null),
}
const anyRow = fc
  .record({ values: fc.record(valuesOf), created: fc.nat(3), id: fc.nat(40) })
  .map(({ values, created, id }): Row => {
    const rows = Object.entries(values).map(([type, value]) => row(type, value, created, String(id)))
    const { meta } = row('created_by', values.created_by, created, String(id))
    return {
      values: Object.assign({}, ...rows.map((one) => one.values)),
      relations: new Map([['id:relation', { ids: values.relation as string[], has_more: false }]]),
      meta: { ...meta, unique_number: values.unique_id as number | null },
      place: -(created * 100 + id),
    }
  })
const anySorts = fc
  .array(
    fc.record({
      property: fc.constantFrom(...Object.keys(TYPES)),
      direction: fc.constantFrom('ascending', 'descending'),
    }),
    { maxLength: 3 },
  )
  .map((sorts) => parseSorts(schema, sorts))

test('the order is total, and a key that went through JSON stands where its row does', () => {
  const property = fc.property(anySorts, anyRow, anyRow, anyRow, (sorts, a, b, c) => {
    const compare = compareRows(schema, sorts, context)
    const sign = (x: Row, y: Row) => Math.sign(compare(x, y))
    assert.equal(sign(a, a), 0)
    assert.equal(sign(a, b) + sign(b, a), 0)
    if (a.place !== b.place) assert.notEqual(sign(a, b), 0)
    if (sign(a, b) <= 0 && sign(b, c) <= 0) assert.ok(sign(a, c) <= 0)
    const keyOf = sortKey(schema, sorts, context)
    const cursor = JSON.parse(JSON.stringify(keyOf(a)))
    assert.equal(Math.sign(compareKeys(sorts)(cursor, keyOf(b))), sign(a, b))
  })
  fc.assert(property, { numRuns: 2000 })
})

test('a key that was made for something else compares without failing', () => {
  const key = fc.array(fc.jsonValue(), { maxLength: 5 }) as fc.Arbitrary<unknown> as fc.Arbitrary<SortKey>
  fc.assert(
    fc.property(anySorts, anyRow, key, (sorts, row, foreign) => {
      const own = sortKey(schema, sorts, context)(row)
      assert.equal(typeof compareKeys(sorts)(own, [...foreign, ...own] as SortKey), 'number')
    }),
  )
})

const mistakes: [sorts: unknown, sentence: string][] = [
  ['x', 'body.sorts should be an array'],
  [[7], 'body.sorts[0] should be an object'],
  [[{ property: 'Nope', direction: 'ascending' }], 'Could not find sort property with name or id: Nope'],
  [[{ property: '', direction: 'ascending' }], 'Could not find sort property with name or id: '],
  [
    [{ property: 'title', direction: 'up' }],
    'body.sorts[0].direction should be `"ascending"` or `"descending"`, instead was `"up"`.',
  ],
  [
    [{ timestamp: 'due', direction: 'ascending' }],
    'body.sorts[0].timestamp should be `"created_time"` or `"last_edited_time"`, instead was `"due"`.',
  ],
  [
    [{ property: 'title', timestamp: 'created_time', direction: 'ascending' }],
    'body.sorts[0].timestamp should be not present, instead was `"created_time"`.',
  ],
  [[{ direction: 'ascending' }], 'body.sorts[0].property should be defined, instead was `undefined`.'],
]

for (const [sorts, sentence] of mistakes) {
  test(`is refused: ${sentence}`, () => {
    assert.throws(
      () => parseSorts(schema, sorts),
      (error: Problem) =>
        error instanceof Problem && error.kind === 'invalid' && error.message.includes(sentence),
    )
  })
}

test('any JSON either parses to sorts or is refused with a problem', () => {
  const keys = fc.constantFrom('property', 'timestamp', 'direction', '__proto__')
  const leaf = fc.constantFrom<unknown>('title', 'created_time', 'ascending', 'toString', null, 1)
  const property = fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(keys, leaf))), (sorts) => {
    try {
      parseSorts(schema, sorts)
    } catch (error) {
      assert.ok(error instanceof Problem, String(error))
    }
  })
  fc.assert(property)
})

function row(type: string, value: unknown, created: number, id = String(created).padStart(8, '0')): Row {
  const isAuthor = type === 'created_by' && typeof value === 'string'
  return {
    values: { [`id:${type}`]: value },
    relations: new Map(
      Array.isArray(value)
        ? [['id:relation', { ids: value.filter((one) => typeof one === 'string'), has_more: false }]]
        : [],
    ),
    meta: {
      id,
      created_time: created,
      created_by: isAuthor ? value : 'ada',
      last_edited_time: created,
      last_edited_by: 'ada',
      unique_number: typeof value === 'number' ? value : null,
    },
    place: -(created * 100 + Number(id)),
  }
}
