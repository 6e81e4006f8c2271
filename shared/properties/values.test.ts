import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '../validation/validate.ts'
import { ada, changing, source, sprint, uuid, view, writing } from './example-contexts.ts'
import { presentProperties } from './present.ts'
import type { StoredSchema, StoredValues } from './property.ts'
import { createSchema, type SchemaRequests } from './schema.ts'
import { PropertyValuesRequest } from './value-requests.ts'
import { defaultValues, pageSchema, type WriteContext, writeValues } from './values.ts'

const request = {
  Name: { title: {} },
  Points: { number: {} },
  Status: { status: {} },
  Tag: { select: { options: [{ name: 'bug' }] } },
  Tags: { multi_select: {} },
  Who: { people: {} },
  Done: { checkbox: {} },
  Sprint: { relation: { data_source_id: source, single_property: {} } },
  Made: { created_time: {} },
}
const { schema } = createSchema(request as SchemaRequests, changing())
const idOf = (name: string) => Object.values(schema).find((property) => property.name === name)!.id
const write = (
  properties: unknown,
  {
    current = {},
    on = schema,
    ...more
  }: { current?: StoredValues; on?: StoredSchema } & Partial<WriteContext> = {},
) => writeValues(on, current, validate(PropertyValuesRequest, properties, 'body'), writing(more))

const named = (name: string) => [{ text: { content: name } }]

test('a new page has the default status and nothing else', () => {
  assert.deepEqual(defaultValues(schema), { [idOf('Status')]: uuid(1) })
})

test('only what is given changes, and only what differs is called changed', () => {
  const first = write({ Name: { title: named('Plan') }, Points: { number: 3 } })
  assert.deepEqual(first.changed, ['title', idOf('Points')])
  const second = write(
    { Name: { title: named('Plan') }, [idOf('Points')]: { number: null }, Done: { checkbox: false } },
    { current: first.values },
  )
  assert.deepEqual(second.changed, [idOf('Points')])
  assert.deepEqual(Object.keys(second.values), ['title'])
  assert.equal(second.schema, schema)
  assert.deepEqual(write({}, { current: first.values }).changed, [])
})

test('what is unknown or of another type is said all at once', () => {
  assert.throws(
    () =>
      write({
        Nope: { number: 1 },
        Status: { select: { name: 'Done' } },
        Points: { rich_text: [] },
        Made: { rich_text: [] },
        constructor: { number: 1 },
        Done: 'yes',
      }),
    {
      kind: 'invalid',
      message:
        'Nope is not a property that exists. Status is expected to be status. Points is expected to be number. Made is expected to be created_time. constructor is not a property that exists. Done is expected to be checkbox.',
    },
  )
  assert.throws(() => write({ Points: { number: 1 }, [idOf('Points')]: { number: 2 } }), {
    message: 'Points is given twice.',
  })
})

test('unknown names become options of the schema', () => {
  const written = write({
    Tag: { select: { name: 'idea', color: 'blue', description: 'new' } },
    Tags: { multi_select: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
  })
  assert.deepEqual(written.schema[idOf('Tag')]?.config, {
    options: [
      { id: uuid(7), name: 'bug', color: 'default', description: null },
      { id: uuid(101), name: 'idea', color: 'blue', description: 'new' },
    ],
  })
  assert.deepEqual(written.values, {
    [idOf('Tag')]: uuid(101),
    [idOf('Tags')]: [uuid(102), uuid(103)],
  })
  assert.deepEqual(schema[idOf('Tags')]?.config, { options: [] })
})

test('a schema that new options would make too large is refused', () => {
  const options = Array.from({ length: 480 }, (_, index) => ({ name: `${index}` }))
  const full = createSchema(
    { Name: { title: {} }, Tags: { multi_select: { options } } } as SchemaRequests,
    changing({ sizes: 'none' }),
  ).schema
  const more = {
    Tags: { multi_select: Array.from({ length: 99 }, (_, index) => ({ name: `more ${index}` })) },
  }
  assert.throws(() => write(more, { on: full }), { message: /maximum database property schema size/ })
  assert.equal(write(more, { on: full, sizes: 'none' }).changed.length, 1)
})

test('related pages and people are handed on to be looked up', () => {
  const written = write({
    Sprint: { relation: [{ id: sprint.toUpperCase() }, { id: sprint }] },
    Who: { people: [{ id: ada }, { object: 'group', id: uuid(33) }] },
  })
  assert.deepEqual([...written.relations], [[idOf('Sprint'), [sprint]]])
  assert.deepEqual([...written.people], [ada, uuid(33)])
  assert.deepEqual(written.changed, [idOf('Who')])
  assert.deepEqual([...write({ Sprint: { relation: [] } }).relations], [[idOf('Sprint'), []]])
})

test('what a page shows can be sent back', () => {
  const { schema: one } = createSchema(
    { Name: { title: {} }, Who: { people: {} }, On: { date: {} }, Sprint: request.Sprint } as SchemaRequests,
    changing(),
  )
  const written = write({ Name: named('x'), Who: [{ id: ada }], On: { start: '2026-01-01' } }, { on: one })
  const { id } = Object.values(one).find(({ name }) => name === 'Sprint')!
  const relations = new Map([[id, { ids: [sprint], has_more: false }]])
  const shown = presentProperties(one, { values: written.values, relations }, view)
  const again = write(shown, { on: one, current: written.values })
  assert.deepEqual([again.changed, again.relations.get(id)], [[], [sprint]])
})

test('a page outside data sources has a title in three spellings and nothing else', () => {
  for (const given of [
    { title: named('Home') },
    { title: { title: named('Home') } },
    { title: { type: 'title', title: named('Home') } },
  ]) {
    const { values } = write(given, { on: pageSchema })
    assert.equal((values.title as { plain_text: string }[])[0]?.plain_text, 'Home')
  }
  assert.throws(() => write({ Name: { title: named('Home') } }, { on: pageSchema }), {
    message: 'Name is not a property that exists.',
  })
  assert.throws(() => write({ title: { rich_text: named('Home') } }, { on: pageSchema }), {
    message: 'title is expected to be title.',
  })
})

test('a value that no type has is refused like Notion does', () => {
  assert.throws(() => validate(PropertyValuesRequest, { Made: { created_time: '2026' } }, 'body'), {
    message:
      /^body failed validation\. Fix one:\nbody\.Made\.title should be defined, instead was `undefined`\.\nbody\.Made\.rich_text should be defined/,
  })
})
