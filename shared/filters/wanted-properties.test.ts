import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredSchema } from '../properties/property.ts'
import { parseFilter } from './parse.ts'
import { parseSorts } from './parse-sorts.ts'
import { wantedProperties } from './wanted-properties.ts'

const schema: StoredSchema = Object.fromEntries(
  ['title', 'number', 'relation', 'created_time', 'unique_id', 'last_edited_by', 'date'].map((type) => [
    type,
    { id: type, name: `A ${type}`, description: null, type, config: {} },
  ]),
)

test('only what filter and sorts look at is wanted, and relations apart', () => {
  const filter = parseFilter(
    schema,
    {
      and: [
        { property: 'A number', number: { equals: 1 } },
        { or: [{ property: 'A relation', relation: { is_empty: true } }] },
        { property: 'A created_time', created_time: { past_week: {} } },
        { property: 'A unique_id', unique_id: { equals: 1 } },
        { timestamp: 'created_time', created_time: { past_week: {} } },
      ],
    },
    { now: 0, timeZone: 'UTC', me: null },
  )
  const sorts = parseSorts(schema, [
    { property: 'A title', direction: 'ascending' },
    { property: 'A last_edited_by', direction: 'ascending' },
    { timestamp: 'created_time', direction: 'ascending' },
  ])
  assert.deepEqual(wantedProperties(filter, sorts), {
    values: new Set(['number', 'title']),
    relations: new Set(['relation']),
    computed: new Set(),
  })
})

test('no filter and no sorts want nothing', () => {
  const wanted = wantedProperties(parseFilter(schema, {}, { now: 0, timeZone: 'UTC', me: null }), [])
  assert.deepEqual(wanted, { values: new Set(), relations: new Set(), computed: new Set() })
})
