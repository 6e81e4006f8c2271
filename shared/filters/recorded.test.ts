import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredSchema } from '../properties/property.ts'
import { matches } from './matches.ts'
import { parseFilter } from './parse.ts'
import type { Row } from './row.ts'

// What the real service was seen to answer, as counts of rows: "Query a data source" and "Filter data
// source entries" of the API reference, and recordings of clients' tests.

const NOW = Date.parse('2026-06-15T09:30:00Z')
const PERSON = '11111111-1111-4111-8111-111111111111'

const schema: StoredSchema = {
  title: { id: 'title', name: 'Name', description: null, type: 'title', config: {} },
  'W[Y[': { id: 'W[Y[', name: 'Count', description: null, type: 'number', config: {} },
  'd%;e': { id: 'd%;e', name: 'Due', description: null, type: 'date', config: {} },
  'p|t<': { id: 'p|t<', name: 'Owner', description: null, type: 'people', config: {} },
  made: { id: 'made', name: 'Made', description: null, type: 'created_time', config: {} },
  's~?^': {
    id: 's~?^',
    name: 'State',
    description: null,
    type: 'select',
    config: { options: ['Open', 'Done', 'Archive'].map((name) => ({ id: `${name}-id`, name })) },
  },
}

const rows = [
  row('Apple', { 'W[Y[': 1, 'd%;e': day('2026-06-15'), 'p|t<': [PERSON], 's~?^': 'Open-id' }),
  row('apple pie', { 'W[Y[': 2, 'd%;e': day('2026-06-08'), 'p|t<': [], 's~?^': 'Done-id' }),
  row('Banana', { 'W[Y[': 3, 'd%;e': day('2026-06-22T23:59:00.000+00:00'), 's~?^': 'Archive-id' }),
  row('', { 'd%;e': day('2026-06-15T14:30:00.000-04:00') }),
]

const facts: [fact: string, filter: object, count: number][] = [
  ['an empty filter is no filter', {}, 4],
  ['a negative matches the empty row', on('Count', 'number', { does_not_equal: 1 }), 3],
  ['a positive does not match it', on('Count', 'number', { equals: 1 }), 1],
  ['nor does a comparison', on('Count', 'number', { less_than: 100 }), 3],
  ['text ignores case', on('Name', 'title', { equals: 'APPLE' }), 1],
  ['text contains ignoring case', on('Name', 'title', { contains: 'aPPle' }), 2],
  ['rich_text works on a title', on('Name', 'rich_text', { starts_with: 'apple' }), 2],
  ['text that does not contain matches the empty row', on('Name', 'title', { does_not_contain: 'apple' }), 2],
  ['an array of options is any of them', on('State', 'select', { equals: ['Open', 'Done'] }), 2],
  [
    'not any of them includes the empty row',
    on('State', 'select', { does_not_equal: ['Done', 'Archive'] }),
    2,
  ],
  ['a day is the whole UTC day', on('Due', 'date', { equals: '2026-06-15' }), 2],
  ['a time is one minute', on('Due', 'date', { equals: '2026-06-15T18:30:59Z' }), 1],
  ['no zone is UTC', on('Due', 'date', { equals: '2026-06-15T18:30' }), 1],
  ['after a day begins with the next one', on('Due', 'date', { after: '2026-06-15' }), 1],
  ['the past week holds today and the day a week ago', on('Due', 'date', { past_week: {} }), 3],
  ['the next week holds today and the day in a week', on('Due', 'date', { next_week: {} }), 3],
  ['this week is a calendar week', on('Due', 'date', { this_week: {} }), 2],
  ['today is a date', on('Due', 'date', { equals: 'today' }), 2],
  ['one week from now is a date', on('Due', 'date', { on_or_after: 'one_week_from_now' }), 1],
  ['a created time is never empty', on('Made', 'created_time', { is_empty: true }), 0],
  ['a timestamp needs no property', { timestamp: 'created_time', created_time: { past_week: {} } }, 4],
  ['nobody is me without an authorising user', on('Owner', 'people', { contains: 'me' }), 0],
  ['everything is without nobody', on('Owner', 'people', { does_not_contain: 'me' }), 4],
  ['a person is found by id', on('Owner', 'people', { contains: PERSON.replaceAll('-', '') }), 1],
  ['a property is found by its encoded id', on('W%5BY%5B', 'number', { greater_than: 1 }), 2],
]

for (const [fact, filter, count] of facts) {
  test(`${fact}: ${JSON.stringify(filter)}`, () => {
    const parsed = parseFilter(schema, filter, { now: NOW, timeZone: 'UTC', me: null })
    assert.equal(rows.filter((one) => matches(parsed, one)).length, count)
  })
}

test('groups join conditions, and may hold groups', () => {
  const filter = {
    or: [
      { and: [on('Name', 'title', { contains: 'apple' }), on('Count', 'number', { greater_than: 1 })] },
      on('Name', 'title', { is_empty: true }),
    ],
  }
  const parsed = parseFilter(schema, filter, { now: NOW, timeZone: 'UTC', me: null })
  assert.deepEqual(
    rows.map((one) => matches(parsed, one)),
    [false, true, false, true],
  )
})

test('a mention is filtered by what the viewer sees in it', () => {
  const mention = { type: 'mention', mention: { type: 'user', user: { id: PERSON } } }
  const page = { type: 'mention', mention: { type: 'page', page: { id: 'some page' } } }
  const mentioning: Row = { ...rows[0]!, values: { title: [mention, page] } }
  const contains = (text: string) =>
    parseFilter(schema, on('Name', 'title', { equals: text }), { now: NOW, timeZone: 'UTC', me: null })
  const names = { user: () => ({ name: 'Ada' }), title: () => ' Plan' }
  assert.ok(matches(contains('@ada plan'), mentioning, names))
  assert.ok(matches(contains('@anonymousuntitled'), mentioning))
})

function on(property: string, key: string, condition: object) {
  return { property, [key]: condition }
}

function day(start: string) {
  return { start, end: null, time_zone: null }
}

function row(name: string, values: Record<string, unknown>): Row {
  const meta = {
    id: PERSON,
    created_time: NOW,
    created_by: PERSON,
    last_edited_time: NOW,
    last_edited_by: PERSON,
    unique_number: null,
  }
  return {
    values: { title: name === '' ? [] : [{ type: 'text', plain_text: name }], ...values },
    relations: new Map(),
    meta,
    place: 0,
  }
}
