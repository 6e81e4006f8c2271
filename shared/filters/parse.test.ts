import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '#shared/problem.ts'
import type { StoredSchema } from '../properties/property.ts'
import { matches } from './matches.ts'
import { parseFilter } from './parse.ts'
import type { Row } from './row.ts'

const NOW = Date.parse('2026-06-15T09:30:00Z')
const ID = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

const schema: StoredSchema = Object.fromEntries(
  [
    ['title', 'Name', 'title'],
    ['W[Y[', 'Count', 'number'],
    ['a%41', 'Percent', 'checkbox'],
    ['s~?^', 'State', 'status'],
    ['tags', 'Tags', 'multi_select'],
    ['duee', 'Due', 'date'],
    ['ownr', 'Owner', 'people'],
    ['rela', 'Related', 'relation'],
    ['made', 'Made', 'created_time'],
    ['veri', 'Checked', 'verification'],
    ['plce', 'Where', 'place'],
  ].map(([id, name, type]) => [
    id!,
    { id: id!, name: name!, description: null, type: type!, config: optionsFor(type!) },
  ]),
)

function optionsFor(type: string): object {
  const options = type === 'status' || type === 'multi_select' ? ['Open', 'Done'] : []
  return { options: options.map((name) => ({ id: `${name} id`, name, color: 'default', description: null })) }
}

const parse = (filter: unknown, me: string | null = null) =>
  parseFilter(schema, filter, { now: NOW, timeZone: 'UTC', me })

test('operands come out in one form', () => {
  const cases: [filter: object, expected: object][] = [
    [
      { property: 'Name', title: { contains: 'ÉCLAIR' } },
      { family: 'text', operator: 'contains', operand: 'éclair' },
    ],
    [
      { property: 'Percent', checkbox: { does_not_equal: true } },
      { family: 'checkbox', operator: 'equals', operand: false },
    ],
    [
      { property: 'State', status: { equals: 'Done' } },
      { family: 'option', operator: 'equals', operand: ['Done id'] },
    ],
    [
      { property: 'Tags', multi_select: { is_empty: true } },
      { family: 'multi_option', operator: 'is_empty' },
    ],
    [
      { property: 'Due', date: { on_or_before: '2026-06-15T10:00:30+02:00' } },
      {
        family: 'date',
        operator: 'within',
        from: null,
        to: Date.parse('2026-06-15T08:01Z'),
        timeZone: 'UTC',
      },
    ],
    [
      { property: 'Made', created_time: { past_month: {} } },
      {
        family: 'date',
        operator: 'within',
        from: Date.parse('2026-05-15'),
        to: Date.parse('2026-06-16'),
        timeZone: 'UTC',
      },
    ],
    [
      { property: 'Owner', people: { contains: ID.toUpperCase().replaceAll('-', '') } },
      { family: 'people', operator: 'contains', operand: ID },
    ],
    [
      { property: 'Owner', people: { contains: 'me' } },
      { family: 'people', operator: 'contains', operand: null },
    ],
  ]
  for (const [filter, expected] of cases) {
    const parsed = parse(filter)
    assert.equal(parsed.kind, 'property')
    assert.deepEqual(parsed.kind === 'property' && parsed.test, expected)
  }
})

test('"me" is the user that the caller acts for', () => {
  const parsed = parse({ property: 'Owner', people: { contains: 'me' } }, ID)
  assert.ok(parsed.kind === 'property' && parsed.test.family === 'people')
  assert.deepEqual(parsed.test, { family: 'people', operator: 'contains', operand: ID })
})

test('a property is named by name, or by id: raw, encoded, or encoded twice', () => {
  for (const property of ['Count', 'W[Y[', 'W%5BY%5B', 'W%255BY%255B']) {
    const parsed = parse({ property, number: { equals: 1 } })
    assert.equal(parsed.kind === 'property' && parsed.propertyId, 'W[Y[')
  }
  const percent = parse({ property: 'a%41', checkbox: { equals: true } })
  assert.equal(percent.kind === 'property' && percent.propertyId, 'a%41')
})

test('groups that hold no condition say nothing', () => {
  const everyRow = { kind: 'and', filters: [] }
  for (const filter of [undefined, {}, { and: [] }, { or: [] }, { or: [{ and: [] }, { or: [] }] }]) {
    assert.deepEqual(parse(filter), everyRow)
  }
  const one = { property: 'Count', number: { equals: 1 } }
  assert.deepEqual(parse({ or: [one, { and: [] }] }), { kind: 'or', filters: [parse(one)] })
})

const MISMATCH =
  'The property type in the database does not match the property type of the filter provided: database property'

const misfits: [why: string, filter: unknown, message: string][] = [
  [
    'an unknown property',
    { property: 'Nope', number: { equals: 1 } },
    'Could not find property with name or id: Nope',
  ],
  [
    'a property of every object',
    { property: '__proto__', number: { equals: 1 } },
    'Could not find property with name or id: __proto__',
  ],
  [
    'another type',
    { property: 'Count', rich_text: { equals: '1' } },
    `${MISMATCH} number does not match filter rich_text`,
  ],
  [
    'select for status',
    { property: 'State', select: { equals: 'Open' } },
    `${MISMATCH} status does not match filter select`,
  ],
  [
    'a formula',
    { property: 'Count', formula: { number: { equals: 1 } } },
    `${MISMATCH} number does not match filter formula`,
  ],
  [
    'a rollup',
    { property: 'Related', rollup: { any: { number: { equals: 1 } } } },
    `${MISMATCH} relation does not match filter rollup`,
  ],
  [
    'a type without filters',
    { property: 'Where', rich_text: { equals: 'x' } },
    `${MISMATCH} place does not match filter rich_text`,
  ],
  [
    'an unknown option',
    { property: 'State', status: { equals: ['Open', 'open'] } },
    'status option "open" not found for property "State". Available options: "Open", "Done".',
  ],
]

for (const [why, filter, message] of misfits) {
  test(`is refused for this schema: ${why}`, () =>
    assert.throws(() => parse(filter), { constructor: Problem, kind: 'invalid', message }))
}

// In the words of the validation of requests, which may say more than these sentences.
const mistakes: [why: string, filter: unknown, sentence: string][] = [
  ['no object', 'x', 'filter should be an object'],
  ['null', null, 'filter should be an object'],
  ['a list', [], 'filter should be an object'],
  [
    'an unknown filter',
    { property: 'Name', text: { equals: 'x' } },
    'filter.title should be defined, instead was `undefined`.\nbody.filter.rich_text should be defined',
  ],
  ['no property', { number: { equals: 1 } }, `filter.property should be defined, instead was \`undefined\`.`],
  [
    'a property that is no name',
    { property: 7, number: { equals: 1 } },
    `filter.property should be a string, instead was \`7\`.`,
  ],
  [
    'another type named',
    { property: 'Count', type: 'date', number: { equals: 1 } },
    'filter.date should be defined, instead was `undefined`.',
  ],
  [
    'two filters in one',
    { property: 'Count', number: { equals: 1 }, date: { is_empty: true } },
    `filter.date should be not present, instead was \`{"is_empty":true}\`.`,
  ],
  [
    'two conditions in one',
    { property: 'Count', number: { equals: 1, less_than: 2 } },
    `filter.number.less_than should be not present, instead was \`2\`.`,
  ],
  [
    'a foreign operator beside a known one',
    { property: 'Count', number: { equals: 1, resembles: 2 } },
    `filter.number.resembles should be not present, instead was \`2\`.`,
  ],
  [
    'no known operator',
    { property: 'Percent', checkbox: { resembles: true } },
    'filter.checkbox.does_not_equal should be defined, instead was `undefined`.',
  ],
  [
    'a number as text',
    { property: 'Count', number: { equals: '5' } },
    `filter.number.equals should be a number, instead was \`"5"\`.`,
  ],
  [
    'a number beyond numbers',
    { property: 'Count', number: { equals: Number.POSITIVE_INFINITY } },
    `filter.number.equals should be a number, instead was \`null\`.`,
  ],
  [
    'is_empty that is false',
    { property: 'Name', title: { is_empty: false } },
    `filter.title.is_empty should be \`true\`, instead was \`false\`.`,
  ],
  [
    'a date that is none',
    { property: 'Due', date: { equals: '2022-7-10' } },
    `filter.date.equals should be a valid ISO 8601 date string, instead was \`"2022-7-10"\`.`,
  ],
  [
    'a window with something in it',
    { property: 'Due', date: { past_week: { days: 7 } } },
    `filter.date.past_week.days should be not present, instead was \`7\`.`,
  ],
  [
    'an id that is none',
    { property: 'Owner', people: { contains: '12345678-1234-1234-1234-123456789abc' } },
    `filter.people.contains should be a valid uuid or \`"me"\`, instead was \`"12345678-1234-1234-1234-123456789abc"\`.`,
  ],
  [
    'me as a page',
    { property: 'Related', relation: { contains: 'me' } },
    `filter.relation.contains should be a valid uuid, instead was \`"me"\`.`,
  ],
  [
    'an unknown verification',
    { property: 'Checked', verification: { status: 'maybe' } },
    `filter.verification.status should be \`"verified"\`, \`"expired"\`, or \`"none"\`, instead was \`"maybe"\`.`,
  ],
  [
    'a timestamp of a property',
    { timestamp: 'created_time', created_time: { past_week: {} }, property: 'Made' },
    `filter.property should be not present, instead was \`"Made"\`.`,
  ],
  [
    'an unknown timestamp',
    { timestamp: 'deleted_time', deleted_time: { past_week: {} } },
    'filter.created_time should be defined, instead was `undefined`.',
  ],
  [
    'a timestamp without its condition',
    { timestamp: 'created_time' },
    `filter.created_time should be defined, instead was \`undefined\`.`,
  ],
  ['a group that is no list', { and: {} }, `filter.and should be an array, instead was \`{}\`.`],
  ['two groups in one', { and: [], or: [] }, `filter.and should be not present, instead was \`[]\`.`],
  ['a wrong member', { and: [7] }, `filter.and[0] should be an object, instead was \`7\`.`],
  [
    'a group of three levels',
    { and: [{ or: [{ and: [] }] }] },
    `filter.and[0].or[0].and should be not present, instead was \`[]\`.`,
  ],
]

for (const [why, filter, sentence] of mistakes) {
  test(`is refused for its form: ${why}`, () =>
    assert.throws(
      () => parse(filter),
      (error: Problem) =>
        error instanceof Problem && error.kind === 'invalid' && error.message.includes(`body.${sentence}`),
    ))
}

test('how large a filter may be is not judged here', () => {
  const many = Array(150).fill({ property: 'Count', number: { equals: 1 } })
  const parsed = parse({ or: many })
  assert.equal('filters' in parsed && parsed.filters.length, 150)
})

test('nesting too deep to be printed is refused like any other', () => {
  let deep: unknown = {}
  for (let level = 0; level < 100_000; level++) deep = { and: [deep] }
  assert.throws(() => parse(deep), Problem)
})

const words = fc.constantFrom(
  ...['and', 'or', 'property', 'type', 'timestamp', 'title', 'number', 'status', 'multi_select', 'date'],
  ...[
    'people',
    'relation',
    'created_time',
    'verification',
    'checkbox',
    'formula',
    'rollup',
    'equals',
    'contains',
  ],
  ...['does_not_equal', 'past_week', 'is_empty', 'before', 'status', '__proto__', 'constructor', 'toString'],
)
const leaves = fc.oneof(
  fc.constantFrom(...Object.values(schema).map((property) => property.name)),
  fc.constantFrom(
    'Open',
    'me',
    'today',
    '2026-02-30',
    '2026-06-15T25:00',
    ID,
    'created_time',
    true,
    null,
    Number.POSITIVE_INFINITY,
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
)
const { filter: anyFilter } = fc.letrec((tie) => ({
  filter: fc.oneof(
    { depthSize: 'medium' },
    leaves,
    fc.array(tie('filter')),
    fc.dictionary(words, tie('filter')),
  ),
}))
const nearlyRight = fc
  .record({
    property: fc.constantFrom(...Object.values(schema).map((property) => property.name)),
    key: words,
    operator: words,
    operand: fc.oneof(leaves, fc.constant({}), fc.array(leaves)),
  })
  .map(({ property, key, operator, operand }) => ({ property, [key]: { [operator]: operand } }))

test('any JSON either parses to a filter that runs, or is refused with a problem', () => {
  const meta = {
    id: ID,
    created_time: 0,
    created_by: ID,
    last_edited_time: 0,
    last_edited_by: ID,
    unique_number: null,
  }
  const row: Row = { values: {}, relations: new Map(), meta, place: 0 }
  const property = fc.property(fc.oneof(fc.jsonValue(), anyFilter, nearlyRight), (filter) => {
    try {
      assert.equal(typeof matches(parse(filter), row), 'boolean')
    } catch (error) {
      assert.ok(error instanceof Problem, String(error))
    }
  })
  fc.assert(property, { numRuns: 3000 })
})

test('a negative is the exact opposite of its positive, whatever the operand', () => {
  const meta = {
    id: ID,
    created_time: 0,
    created_by: ID,
    last_edited_time: 0,
    last_edited_by: ID,
    unique_number: null,
  }
  const texts = fc.option(fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(texts, fc.string({ unit: 'binary' }), (value, operand) => {
      const row: Row = {
        values: { title: value === null ? [] : [{ plain_text: value }] },
        relations: new Map(),
        meta,
        place: 0,
      }
      const holds = (operator: string) =>
        matches(parse({ property: 'Name', title: { [operator]: operand } }), row)
      assert.notEqual(holds('equals'), holds('does_not_equal'))
      assert.notEqual(holds('contains'), holds('does_not_contain'))
    }),
  )
})
