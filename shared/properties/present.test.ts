import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storeRichText } from '../rich-text/store.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import { ada, adaShown, changing, source, sprint, uuid, view, writing } from './example-contexts.ts'
import {
  areReady,
  collectPropertyReferences,
  plainTextOf,
  presentProperties,
  presentSchema,
} from './present.ts'
import type { RelatedPages, StoredSchema, StoredValues } from './property.ts'
import { createSchema, type SchemaRequests } from './schema.ts'
import { writeValues } from './values.ts'

const property = (id: string, name: string, type: string, config: object = {}) => ({
  [id]: { id, name, description: null, type, config },
})
const page = (values: StoredValues = {}, relations: [string, RelatedPages][] = []) => ({
  values,
  relations: new Map(relations),
})
const toSource = { data_source_id: source, database_id: uuid(9), type: 'single_property' }

test('properties stand in the order of their raw ids, capitals first and the title late', () => {
  const schema: StoredSchema = {
    ...property('title', 'Name', 'title'),
    ...property('|t\\<', 'Z', 'number'),
    ...property('abcd', 'Y', 'number'),
    ...property('W[Y[', 'X', 'number'),
    ...property('%41a', 'V', 'number'),
    ...property('verification', 'U', 'verification'),
  }
  const order = ['V', 'X', 'Y', 'Name', 'U', 'Z']
  assert.deepEqual(Object.keys(presentProperties(schema, page(), view)), order)
  assert.deepEqual(Object.keys(presentSchema(schema)), order)
  assert.deepEqual((presentSchema(schema).V as { id: string }).id, '%2541a')
})

test('a description is shown, null when there is none', () => {
  const { schema } = createSchema(
    { Name: { title: {}, description: 'What it is' }, N: { number: {} } } as SchemaRequests,
    changing(),
  )
  assert.equal(
    JSON.stringify(presentSchema(schema)),
    '{"N":{"id":"!!!!","name":"N","description":null,"type":"number","number":{"format":"number"}},' +
      '"Name":{"id":"title","name":"Name","description":"What it is","type":"title","title":{}}}',
  )
})

test('only the properties asked for are shown, the title not among them by itself', () => {
  const schema = { ...property('title', 'Name', 'title'), ...property('abcd', 'N', 'number') }
  assert.deepEqual(presentProperties(schema, page({ abcd: 5 }), view, { only: ['abcd'] }), {
    N: { id: 'abcd', type: 'number', number: 5 },
  })
  assert.deepEqual(presentProperties(schema, page(), view, { only: [] }), {})
})

test('a relation to a data source that the viewer cannot see is missing', () => {
  const schema = { ...property('title', 'Name', 'title'), ...property('rela', 'R', 'relation', toSource) }
  const hides = (id: string) => id === source
  assert.deepEqual(Object.keys(presentProperties(schema, page(), view, { hides })), ['Name'])
  assert.deepEqual(Object.keys(presentSchema(schema, { hides })), ['Name'])
  assert.deepEqual(Object.keys(presentSchema(schema, { hides: () => false })), ['R', 'Name'])
})

test('25 related pages are shown, and whether there are more', () => {
  const schema = property('rela', 'R', 'relation', toSource)
  const ids = Array.from({ length: 26 }, (_, index) => uuid(index))
  const shown = (relations: [string, RelatedPages][]) =>
    presentProperties(schema, page({}, relations), view).R
  assert.equal(
    JSON.stringify(shown([['rela', { ids: [sprint], has_more: false }]])),
    `{"id":"rela","type":"relation","relation":[{"id":"${sprint}"}],"has_more":false}`,
  )
  assert.deepEqual(shown([]), { id: 'rela', type: 'relation', relation: [], has_more: false })
  assert.deepEqual(shown([['rela', { ids, has_more: false }]]), {
    id: 'rela',
    type: 'relation',
    relation: ids.slice(0, 25).map((id) => ({ id })),
    has_more: true,
  })
  assert.deepEqual(
    (shown([['rela', { ids: ids.slice(0, 25), has_more: true }]]) as { has_more: boolean }).has_more,
    true,
  )
})

test('25 people are shown, and 25 mentions of pages and people among any number of runs', () => {
  const schema = { ...property('title', 'Name', 'title'), ...property('peop', 'P', 'people') }
  const mentions = Array.from({ length: 30 }, (_, index) => ({
    mention: index % 2 ? { page: { id: sprint } } : { user: { id: ada } },
  }))
  const title = storeRichText([
    ...Array.from({ length: 60 }, () => ({ text: { content: 'x' } })),
    ...mentions,
    { mention: { database: { id: sprint } } },
    { text: { content: 'end' } },
  ])
  const people = Array.from({ length: 26 }, (_, index) => uuid(index))
  const shown = presentProperties(schema, page({ title, peop: people }), view) as {
    Name: { title: { type: string; plain_text: string }[] }
    P: { people: unknown[] }
  }
  assert.equal(shown.P.people.length, 25)
  assert.equal(shown.Name.title.length, 60 + 25 + 1 + 1)
  assert.equal(shown.Name.title.at(-1)?.plain_text, 'end')
})

test('mentions are shown as the viewer knows them', () => {
  const title = storeRichText([
    { mention: { user: { id: ada } } },
    { mention: { page: { id: sprint } } },
    { mention: { page: { id: uuid(4) } } },
  ])
  const schema = property('title', 'Name', 'title')
  const shown = presentProperties(schema, page({ title }), view) as {
    Name: { title: { plain_text: string }[] }
  }
  assert.deepEqual(
    shown.Name.title.map(({ plain_text }) => plain_text),
    ['@Ada', 'Sprint 1', 'Untitled'],
  )
  assert.equal(plainTextOf(schema.title!, page({ title }), view), '@AdaSprint 1Untitled')
})

test('what everybody sees alike until it is written again is ready', () => {
  const text = (...runs: object[]): StoredRichText[] => storeRichText(runs as never)
  for (const [type, value, isReady] of [
    ['title', null, true],
    ['title', text({ text: { content: 'x' } }), true],
    ['rich_text', text({ mention: { date: { start: '2026-01-01' } } }), true],
    ['rich_text', text({ mention: { user: { id: ada } } }), false],
    ['rich_text', text({ mention: { page: { id: sprint } } }), false],
    ['number', 1, true],
    ['people', null, true],
    ['people', [ada], false],
    ['relation', null, false],
    ['created_time', null, true],
    ['last_edited_time', null, false],
    ['created_by', null, false],
    ['last_edited_by', null, false],
    ['unique_id', null, true],
    ['verification', null, true],
    ['verification', { state: 'verified', verified_by: ada, date: null }, false],
    ['files', [{ name: 'a', type: 'external', external: { url: 'https://a.test' } }], true],
    ['files', [{ name: 'a', type: 'file', file: { id: uuid(1) } }], false],
  ] as [string, unknown, boolean][]) {
    assert.equal(
      areReady(property('prop', 'P', type), { prop: value }),
      isReady,
      `${type} ${JSON.stringify(value)}`,
    )
  }
})

test('what must be looked up is collected', () => {
  const schema = {
    ...property('title', 'Name', 'title'),
    ...property('peop', 'P', 'people'),
    ...property('crea', 'C', 'created_by'),
    ...property('last', 'L', 'last_edited_by'),
    ...property('veri', 'V', 'verification'),
  }
  const references = { users: new Set<string>(), pages: new Set<string>(), databases: new Set<string>() }
  const values = {
    title: storeRichText([{ mention: { page: { id: sprint } } }, { mention: { database: { id: source } } }]),
    peop: [uuid(1), uuid(2)],
    veri: { state: 'verified', verified_by: uuid(3), date: null },
  }
  collectPropertyReferences(schema, page(values), view.meta, references)
  assert.deepEqual(references, {
    users: new Set([uuid(1), uuid(2), uuid(3), ada, uuid(999)]),
    pages: new Set([sprint]),
    databases: new Set([source]),
  })
})

test('stored options that the schema no longer has are not shown', () => {
  const schema = {
    ...property('sele', 'S', 'select', { options: [] }),
    ...property('mult', 'M', 'multi_select', { options: [] }),
  }
  const shown = presentProperties(schema, page({ sele: uuid(1), mult: [uuid(2)] }), view)
  assert.deepEqual(shown, {
    M: { id: 'mult', type: 'multi_select', multi_select: [] },
    S: { id: 'sele', type: 'select', select: null },
  })
})

test('names that objects have of their own become keys like any other', () => {
  const schema = { ...property('abcd', '__proto__', 'number'), ...property('efgh', 'constructor', 'people') }
  const { values } = writeValues(
    schema,
    {},
    JSON.parse(`{"__proto__":{"number":4},"constructor":{"people":[{"id":"${ada}"}]}}`),
    writing(),
  )
  assert.equal(
    JSON.stringify(presentProperties(schema, page(values), view)),
    `{"__proto__":{"id":"abcd","type":"number","number":4},"constructor":{"id":"efgh","type":"people","people":[${JSON.stringify(adaShown)}]}}`,
  )
  assert.equal(({} as { number?: unknown }).number, undefined)
})
