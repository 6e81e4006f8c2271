import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueryDataSourceParameters } from '@notionhq/client'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { Problem } from '#shared/problem.ts'
import { parseFilter } from './parse.ts'
import { parseSorts } from './parse-sorts.ts'
import { QueryFilter, QuerySorts } from './schema.ts'

type SdkFilter = NonNullable<QueryDataSourceParameters['filter']>
type SdkSorts = NonNullable<QueryDataSourceParameters['sorts']>

const takesFilter = (filter: unknown) => Value.Check(QueryFilter, filter)
const takesSorts = (candidate: unknown) => Value.Check(QuerySorts, candidate)
const ID = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

const filters: SdkFilter[] = [
  { property: 'P', title: { equals: 'x' } },
  { property: 'P', type: 'title', title: { starts_with: 'x' } },
  { property: 'P', rich_text: { does_not_contain: 'x' } },
  { property: 'P', url: { ends_with: 'x' } },
  { property: 'P', email: { is_not_empty: true } },
  { property: 'P', phone_number: { does_not_equal: 'x' } },
  { property: 'P', number: { greater_than_or_equal_to: 1.5 } },
  { property: 'P', unique_id: { less_than: 3 } },
  { property: 'P', unique_id: { is_empty: true } },
  { property: 'P', checkbox: { does_not_equal: true } },
  { property: 'P', select: { equals: 'x' } },
  { property: 'P', select: { does_not_equal: ['x', 'y'] } },
  { property: 'P', status: { equals: ['x'] } },
  { property: 'P', multi_select: { contains: ['x', 'y'] } },
  { property: 'P', date: { on_or_after: 'today' } },
  { property: 'P', date: { this_week: {} } },
  { property: 'P', created_time: { next_year: {} } },
  { property: 'P', last_edited_time: { before: '2026-01-01' } },
  { property: 'P', people: { contains: 'me' } },
  { property: 'P', created_by: { does_not_contain: ID } },
  { property: 'P', last_edited_by: { is_empty: true } },
  { property: 'P', files: { is_empty: true } },
  { property: 'P', relation: { contains: ID } },
  { property: 'P', verification: { status: 'expired' } },
  { property: 'P', verification: { does_not_equal: 'none' } },
  { property: 'P', formula: { string: { contains: 'x' } } },
  { property: 'P', formula: { date: { past_month: {} } } },
  { property: 'P', rollup: { any: { rich_text: { contains: 'x' } } } },
  { property: 'P', rollup: { every: { status: { equals: 'x' } } } },
  { property: 'P', rollup: { none: { files: { is_empty: true } } } },
  { property: 'P', rollup: { number: { does_not_equal: 42 } } },
  { property: 'P', rollup: { date: { on_or_before: '2023-02-08' } } },
  { timestamp: 'created_time', created_time: { past_week: {} } },
  { timestamp: 'last_edited_time', last_edited_time: { equals: 'yesterday' }, type: 'last_edited_time' },
  { or: [] },
  {
    and: [{ property: 'P', checkbox: { equals: true } }, { or: [{ property: 'P', number: { equals: 1 } }] }],
  },
]

test('every filter that the SDK can type is taken', () => {
  for (const filter of filters) assert.ok(takesFilter(filter), JSON.stringify(filter))
  assert.ok(takesFilter({}))
})

const sorts: SdkSorts = [
  { property: 'P', direction: 'ascending' },
  { timestamp: 'last_edited_time', direction: 'descending' },
]

test('every sort that the SDK can type is taken', () => assert.ok(takesSorts(sorts)))

test('what is no filter is not taken', () => {
  const wrong = [
    null,
    { property: 'P' },
    { property: 'P', text: { equals: 'x' } },
    { property: 'P', number: {} },
    { property: 'P', number: { equals: '1' } },
    { property: 'P', number: { equals: 1, less_than: 2 } },
    { property: 'P', number: { equals: 1 }, date: { is_empty: true } },
    { property: 'P', type: 'date', number: { equals: 1 } },
    { property: 'P', title: { is_empty: false } },
    { property: 'P', date: { past_week: { days: 3 } } },
    { timestamp: 'created_time', created_time: { past_week: {} }, property: 'P' },
    { and: [], or: [] },
    { and: [{}] },
    { and: [{ or: [{ and: [] }] }] },
  ]
  for (const filter of wrong) assert.ok(!takesFilter(filter), JSON.stringify(filter))
  assert.ok(!takesSorts([{ property: 'P' }]))
  assert.ok(!takesSorts([{ property: 'P', timestamp: 'created_time', direction: 'ascending' }]))
})

test('parsing takes nothing that the schema does not', () => {
  const keys = fc.constantFrom(
    'property',
    'type',
    'number',
    'title',
    'date',
    'timestamp',
    'created_time',
    'and',
    'or',
  )
  const operators = fc.constantFrom('equals', 'contains', 'is_empty', 'past_week', 'other')
  const operands = fc.constantFrom<unknown>(1, 'x', true, {}, '2026-01-01', null)
  const conditions = fc.dictionary(operators, operands, { maxKeys: 2 })
  const single = fc.dictionary(
    keys,
    fc.oneof(fc.constantFrom('title', 'number', 'created_time'), conditions),
    {
      maxKeys: 3,
    },
  )
  const group = (member: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom('and', 'or'), fc.array(member, { maxLength: 2 }), { maxKeys: 2 })
  const nested = group(fc.oneof(single, group(single)))
  const filter = fc.oneof(single, nested, group(nested))
  const schema = Object.fromEntries(
    ['number', 'title', 'date'].map((type) => [
      type,
      { id: type, name: type, description: null, type, config: {} },
    ]),
  )
  const property = fc.property(filter, (candidate) => {
    if (isTaken(() => parseFilter(schema, candidate, { now: 0, timeZone: 'UTC', me: null })))
      assert.ok(takesFilter(candidate))
  })
  fc.assert(property, { numRuns: 3000 })
  const isSorts = fc.property(
    fc.array(fc.dictionary(keys, fc.constantFrom<unknown>('date', 'ascending', 1))),
    (candidate) => {
      if (isTaken(() => parseSorts(schema, candidate))) assert.ok(takesSorts(candidate))
    },
  )
  fc.assert(isSorts)
})

function isTaken(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch (error) {
    assert.ok(error instanceof Problem)
    return false
  }
}
