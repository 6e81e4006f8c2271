import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoredSchema } from '../properties/property.ts'
import {
  byName,
  byRawId,
  currentFilter,
  currentQuickFilters,
  currentSorts,
  storeFilter,
  storeQuickFilters,
  storeSorts,
} from './filter.ts'

const option = (id: string, name: string) => ({ id, name, color: 'red', description: null })
const open = option('o1', 'Open')
const done = option('o2', 'Done')

const column = (id: string, name: string, type: string, config: object = {}) => ({
  [id]: { id, name, description: null, type, config },
})

const schema: StoredSchema = {
  ...column('title', 'Name', 'title'),
  ...column('S=1%', 'Stage', 'select', { options: [open, done] }),
  ...column('T=1%', 'Tags', 'multi_select', { options: [open, done] }),
  ...column('N=1%', 'Points', 'number'),
  ...column('D=1%', 'Due', 'date'),
}

const change = (id: string, to: object): StoredSchema => ({ ...schema, [id]: { ...schema[id]!, ...to } })
const without = (id: string): StoredSchema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== id))

const stage = (condition: object) => ({ property: 'Stage', select: condition })
const points = { property: 'Points', number: { greater_than: 1 } }
const soon = { timestamp: 'created_time', created_time: { past_week: {} } }

describe('The filter of a view', () => {
  for (const [name, request, read] of [
    ['names its property by its id', points, { property: 'N=1%', number: { greater_than: 1 } }],
    [
      'may be given an encoded id',
      { ...points, property: 'N%3D1%25' },
      { property: 'N=1%', number: { greater_than: 1 } },
    ],
    [
      'keeps its type key',
      { ...points, type: 'number' },
      { property: 'N=1%', number: { greater_than: 1 }, type: 'number' },
    ],
    ['keeps options', stage({ equals: 'Open' }), { property: 'S=1%', select: { equals: 'Open' } }],
    [
      'keeps several options',
      { property: 'Tags', multi_select: { does_not_contain: ['Done', 'Open'] } },
      { property: 'T=1%', multi_select: { does_not_contain: ['Done', 'Open'] } },
    ],
    ['keeps times of the page', soon, soon],
    [
      'keeps groups',
      { or: [points, { and: [soon, stage({ is_empty: true })] }] },
      {
        or: [
          { property: 'N=1%', number: { greater_than: 1 } },
          { and: [soon, { property: 'S=1%', select: { is_empty: true } }] },
        ],
      },
    ],
  ] as const) {
    test(name, () => {
      const stored = storeFilter(schema, request)!
      assert.deepEqual(currentFilter(schema, stored, byRawId), read)
      assert.deepEqual(storeFilter(schema, read), stored)
    })
  }

  test('that says nothing is none', () => {
    assert.equal(storeFilter(schema, {}), null)
    assert.equal(storeFilter(schema, { and: [] }), null)
  })

  test('follows properties and options that are renamed', () => {
    const renamed = change('S=1%', { name: 'Phase', config: { options: [{ ...open, name: 'New' }, done] } })
    const stored = storeFilter(schema, stage({ equals: 'Open' }))!
    assert.deepEqual(currentFilter(renamed, stored, byRawId), { property: 'S=1%', select: { equals: 'New' } })
    assert.deepEqual(currentFilter(renamed, stored, byName), { property: 'Phase', select: { equals: 'New' } })
  })

  test('loses what the schema has no longer, and groups with all they held', () => {
    const stored = storeFilter(schema, { and: [points, { or: [stage({ equals: 'Open' })] }] })!
    const kept = { and: [{ property: 'N=1%', number: { greater_than: 1 } }] }
    assert.deepEqual(currentFilter(without('S=1%'), stored, byRawId), kept)
    assert.deepEqual(currentFilter(change('S=1%', { type: 'rich_text', config: {} }), stored, byRawId), kept)
    assert.deepEqual(currentFilter(change('S=1%', { config: { options: [done] } }), stored, byRawId), kept)
    assert.equal(currentFilter({}, stored, byRawId), null)
  })

  test('keeps the options that are left', () => {
    const stored = storeFilter(schema, stage({ does_not_equal: ['Open', 'Done'] }))!
    assert.deepEqual(currentFilter(change('S=1%', { config: { options: [done] } }), stored, byRawId), {
      property: 'S=1%',
      select: { does_not_equal: ['Done'] },
    })
  })

  test('means the property that it was made for when another is called like its id', () => {
    const stored = storeFilter(schema, { property: 'Name', title: { contains: 'a' } })!
    const odd = { ...schema, ...column('x', 'title', 'rich_text') }
    assert.deepEqual(currentFilter(odd, stored, byName), { property: 'Name', title: { contains: 'a' } })
  })

  test('is refused like that of a query', () => {
    for (const [request, message] of [
      [{ property: 'No', number: { equals: 1 } }, 'Could not find property with name or id: No'],
      [stage({ equals: 'No' }), /^select option "No" not found for property "Stage"/],
      [{ property: 'Points', title: { contains: 'a' } }, /^The property type in the database does not match/],
    ] as const) {
      assert.throws(() => storeFilter(schema, request), { message })
    }
  })
})

describe('Quick filters of a view', () => {
  const before = storeQuickFilters(
    schema,
    {},
    {
      Stage: { select: { equals: 'Open' } },
      'D%3D1%25': { date: { past_week: {} } },
    },
  )!

  test('are kept by property, and changed one by one', () => {
    assert.deepEqual(currentQuickFilters(schema, before, byRawId), [
      { property: 'S=1%', select: { equals: 'Open' } },
      { property: 'D=1%', date: { past_week: {} } },
    ])
    const after = storeQuickFilters(schema, before, { Due: null, Points: { number: { equals: 1 } } })!
    assert.deepEqual(currentQuickFilters(schema, after, byName), [
      stage({ equals: 'Open' }),
      { property: 'Points', number: { equals: 1 } },
    ])
    assert.equal(storeQuickFilters(schema, before, { Due: null, Stage: null }), null)
  })

  test('go with their property', () => {
    assert.deepEqual(currentQuickFilters(without('S=1%'), before, byRawId), [
      { property: 'D=1%', date: { past_week: {} } },
    ])
  })

  test('are refused like filters', () => {
    assert.throws(() => storeQuickFilters(schema, {}, { No: null }), {
      message: 'Could not find property with name or id: No',
    })
    assert.throws(() => storeQuickFilters(schema, {}, { Stage: { number: { equals: 1 } } }), {
      message: /^The property type in the database does not match/,
    })
  })
})

describe('The sorts of a view', () => {
  const request = [
    { property: 'Due', direction: 'descending' },
    { timestamp: 'last_edited_time', direction: 'ascending' },
  ]
  const stored = storeSorts(schema, request)!

  test('follow their properties', () => {
    assert.deepEqual(currentSorts(change('D=1%', { name: 'New' }), stored, byName), [
      { property: 'New', direction: 'descending' },
      request[1],
    ])
    assert.deepEqual(currentSorts(schema, stored, byRawId), [
      { property: 'D=1%', direction: 'descending' },
      request[1],
    ])
    assert.deepEqual(currentSorts(without('D=1%'), stored, byRawId), [request[1]])
    assert.equal(currentSorts({}, stored.slice(0, 1), byRawId), null)
  })

  test('that are empty are none', () => assert.equal(storeSorts(schema, []), null))
})
