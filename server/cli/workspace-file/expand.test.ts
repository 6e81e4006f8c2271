import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandRow, expandSchema, richTextOf, rowTitle } from './expand.ts'
import type { SchemaInFile } from './types.ts'

const related = '33333333-3333-4333-8333-333333333333'

const schema: SchemaInFile = {
  Name: 'title',
  Notes: 'rich_text',
  Points: { number: { format: 'euro' } },
  Stage: 'select',
  Status: 'status',
  Tags: 'multi_select',
  Due: 'date',
  Done: 'checkbox',
  Link: 'url',
  Mail: 'email',
  Phone: 'phone_number',
  Who: 'people',
  Next: { type: 'relation', relation: { data_source_id: related, single_property: {} } },
  Papers: 'files',
  Spot: 'place',
  Checked: 'verification',
}

test('a schema of short names and configurations becomes the properties of a request', () => {
  const expanded = expandSchema(schema)
  assert.deepEqual(expanded.Name, { title: {} })
  assert.deepEqual(expanded.Points, { number: { format: 'euro' } })
  assert.deepEqual(expanded.Next, schema.Next)
})

test('each type has its short values', () => {
  for (const [name, short, expanded] of [
    ['Name', 'Write', { title: [{ text: { content: 'Write' } }] }],
    ['Notes', '', { rich_text: [] }],
    ['Points', 0, { number: 0 }],
    ['Stage', 'Todo', { select: { name: 'Todo' } }],
    ['Status', 'Done', { status: { name: 'Done' } }],
    ['Tags', 'API', { multi_select: [{ name: 'API' }] }],
    ['Tags', ['API', 'Docs'], { multi_select: [{ name: 'API' }, { name: 'Docs' }] }],
    ['Due', '2026-12-01', { date: { start: '2026-12-01' } }],
    ['Due', { start: '2026-12-01', end: '2026-12-02' }, { date: { start: '2026-12-01', end: '2026-12-02' } }],
    ['Done', false, { checkbox: false }],
    ['Link', 'https://a.test/', { url: 'https://a.test/' }],
    ['Mail', 'a@b.test', { email: 'a@b.test' }],
    ['Phone', '', { phone_number: null }],
    ['Who', 'ada@acme.test', { people: [{ email: 'ada@acme.test' }] }],
    ['Next', ['Home', related.toUpperCase()], { relation: [{ path: 'Home' }, { id: related }] }],
    [
      'Papers',
      ['https://a.test/b/my%20plan.pdf', 'https://a.test/'],
      {
        files: [
          { name: 'my plan.pdf', external: { url: 'https://a.test/b/my%20plan.pdf' } },
          { name: 'a.test', external: { url: 'https://a.test/' } },
        ],
      },
    ],
    ['Spot', { lat: 1, lon: 2 }, { place: { lat: 1, lon: 2 } }],
    ['Checked', 'verified', { verification: { state: 'verified' } }],
  ] as const) {
    assert.deepEqual(expandRow(schema, { [name]: short }), { [name]: expanded })
  }
})

test("the API's own values pass as they are, and empty ones are left out", () => {
  const row = {
    Stage: { select: { name: 'Todo', color: 'red' } },
    Due: { type: 'date', date: null },
    Points: null,
  }
  assert.deepEqual(expandRow(schema, row), { Stage: row.Stage, Due: row.Due })
})

test('people and related pages are resolved', () => {
  const resolve = { userId: (email: string) => `id of ${email}`, pageId: (path: string) => `id of ${path}` }
  assert.deepEqual(expandRow(schema, { Who: ['ada@acme.test'], Next: 'Home/Child' }, resolve), {
    Who: { people: [{ object: 'user', id: 'id of ada@acme.test' }] },
    Next: { relation: [{ id: 'id of Home/Child' }] },
  })
})

test('long text is cut into runs the API takes, never through a character', () => {
  const runs = richTextOf(`${'x'.repeat(1999)}😀${'y'.repeat(2500)}`).map(({ text }) => text.content)
  assert.deepEqual(
    runs.map(({ length }) => length),
    [1999, 2000, 502],
  )
  assert.ok(runs.every((run) => run.isWellFormed()))
})

test('the title of a row is found in either form', () => {
  assert.equal(rowTitle(schema, { Name: 'One' }), 'One')
  assert.equal(
    rowTitle(schema, { Name: { title: [{ text: { content: 'O' } }, { text: { content: 'ne' } }] } }),
    'One',
  )
  assert.equal(rowTitle(schema, {}), '')
})
