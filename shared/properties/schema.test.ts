import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '../validation/validate.ts'
import { changing, uuid } from './example-contexts.ts'
import { presentSchema } from './present.ts'
import type { StoredSchema } from './property.ts'
import { changeSchema, createSchema, type SchemaRequests } from './schema.ts'
import type { SchemaContext } from './schema-draft.ts'
import { SchemaChangeRequest, SchemaRequest } from './schema-requests.ts'

const create = (request: unknown, more?: Partial<SchemaContext>) =>
  createSchema(validate(SchemaRequest, request, 'body') as SchemaRequests, changing(more))
const change = (schema: StoredSchema, request: unknown, more?: Partial<SchemaContext>) =>
  changeSchema(schema, validate(SchemaChangeRequest, request, 'body') as SchemaRequests, changing(more))

const tasks = () =>
  create({
    Name: { title: {} },
    Points: { number: { format: 'percent' }, description: 'How hard' },
    Tags: {
      type: 'multi_select',
      multi_select: { options: [{ name: 'bug', color: 'red' }, { name: 'idea' }] },
    },
  }).schema
const points = '!!!!'
const tags = '!!!"'

const kinds = (result: { changes: readonly { kind: string; id: string }[] }) =>
  result.changes.map(({ kind, id }) => `${kind} ${id}`)

test('a schema is made of named properties, with drawn ids and the fixed id of the title', () => {
  const { schema, changes, others, relations } = create({ Task: { title: {} }, Due: { date: {} } })
  assert.deepEqual(Object.values(schema), [
    { id: 'title', name: 'Task', description: null, type: 'title', config: {} },
    { id: '!!!!', name: 'Due', description: null, type: 'date', config: {} },
  ])
  assert.deepEqual(kinds({ changes }), ['created title', 'created !!!!'])
  assert.equal(others.size + relations.length, 0)
})

test('a data source without properties has a title called Name', () => {
  for (const request of [undefined, {}]) {
    const { schema } = createSchema(request, changing())
    assert.deepEqual(
      Object.values(schema).map(({ id, name, type }) => [id, name, type]),
      [['title', 'Name', 'title']],
    )
  }
})

test('what was read can be sent back as a new schema', () => {
  const shown = presentSchema(tasks())
  assert.deepEqual(presentSchema(create(shown).schema), shown)
})

test('schemas that make no sense are refused', () => {
  const withTitle = (properties: object) => ({ Name: { title: {} }, ...properties })
  for (const [request, message] of [
    [{ Due: { date: {} } }, 'Title is not provided'],
    [{ A: { title: {} }, B: { title: {} } }, 'A data source has only one title property.'],
    [
      withTitle({ A: { unique_id: {} }, B: { unique_id: {} } }),
      'A data source has only one unique_id property.',
    ],
    [withTitle({ '': { date: {} } }), 'A property needs a name.'],
    [
      withTitle({ S: { select: { options: [{ name: 'a,b' }] } } }),
      'Invalid select option, commas not allowed: a,b',
    ],
    [
      withTitle({ R: { relation: { data_source_id: uuid(55), single_property: {} } } }),
      `Could not find data source with ID: ${uuid(55)}.`,
    ],
  ] as [object, string][]) {
    assert.throws(() => create(request), { name: 'Error', message }, message)
  }
})

test('requests that are no schema are refused in the words of the API', () => {
  for (const [request, message] of [
    [
      { A: { number: {}, checkbox: {} } },
      // Which of the two was meant cannot be told.
      /^body failed validation\. Fix one:\n/,
    ],
    [
      { A: { type: 'number' } },
      'body failed validation: body.A.number should be defined, instead was `undefined`.',
    ],
    [
      { A: { number: { format: 3 } } },
      'body failed validation: body.A.number.format should be a string or `undefined`, instead was `3`.',
    ],
    [
      { A: { select: { options: [{ name: 'a', color: 'mauve' }] } } },
      'body failed validation: body.A.select.options[0].color should be `"default"`, `"gray"`, `"brown"`, `"orange"`, `"yellow"`, `"green"`, `"blue"`, `"purple"`, `"pink"`, `"red"`, or `undefined`, instead was `"mauve"`.',
    ],
    [
      { A: { date: {}, description: 'x'.repeat(281) } },
      'body failed validation: body.A.description.length should be ≤ `280`, instead was `281`.',
    ],
  ] as [object, string | RegExp][]) {
    assert.throws(() => create(request), { message })
  }
})

test('null removes, an empty request changes nothing', () => {
  const schema = tasks()
  const removed = change(schema, { Points: null })
  assert.deepEqual(Object.keys(removed.schema), ['title', tags])
  assert.deepEqual(removed.changes, [{ kind: 'removed', id: points, before: schema[points], after: null }])
  for (const request of [{}, { Points: {} }, { Points: { number: {} } }, { Tags: { multi_select: {} } }]) {
    const same = change(schema, request)
    assert.deepEqual(same.schema, schema)
    assert.deepEqual(same.changes, [])
  }
})

test('a property is renamed by name or id and keeps its id', () => {
  for (const key of ['Tags', tags, encodeURIComponent(tags), encodeURIComponent(encodeURIComponent(tags))]) {
    const result = change(tasks(), { [key]: { name: 'Labels' } })
    assert.equal(result.schema[tags]?.name, 'Labels')
    assert.deepEqual(kinds(result), [`renamed ${tags}`])
  }
  assert.equal(change(tasks(), { title: { name: 'Task' } }).schema.title?.name, 'Task')
})

test('two properties swap names in one request, but two of one name are refused', () => {
  const schema = tasks()
  const swapped = change(schema, { Points: { name: 'Tags' }, Tags: { name: 'Points' } }).schema
  assert.deepEqual([swapped[points]?.name, swapped[tags]?.name], ['Tags', 'Points'])
  for (const request of [{ Points: { name: 'Tags' } }, { Tags: { name: 'Name' } }]) {
    assert.throws(() => change(schema, request), { message: /^Property names must be unique: "(Tags|Name)"/ })
  }
})

test('name, description and configuration change together', () => {
  const result = change(tasks(), {
    Points: { name: 'Size', description: null, number: { format: 'dollar' } },
  })
  assert.deepEqual(result.schema[points], {
    id: points,
    name: 'Size',
    description: null,
    type: 'number',
    config: { format: 'dollar' },
  })
  assert.deepEqual(kinds(result), [`configured ${points}`, `described ${points}`, `renamed ${points}`])
})

test('an unknown name with a configuration is a new property, without one a mistake', () => {
  const result = change(tasks(), { Done: { checkbox: {} } })
  assert.deepEqual(kinds(result), ['created !!!#'])
  for (const request of [{ Nope: null }, { Nope: { name: 'Other' } }, { Nope: {} }]) {
    assert.throws(() => change(tasks(), request), {
      kind: 'invalid',
      message: 'Could not find property with name or id: Nope',
    })
  }
})

test('a property deleted and made again has another id', () => {
  const without = change(tasks(), { Tags: null }).schema
  const again = change(without, { Tags: { multi_select: {} } }, { random: () => 0.5 }).schema
  assert.ok(!Object.hasOwn(again, tags))
})

test('options keep their ids by name or id while the list is replaced', () => {
  const schema = tasks()
  const [bug, idea] = (schema[tags]!.config as { options: { id: string }[] }).options
  const result = change(
    schema,
    {
      Tags: {
        multi_select: { options: [{ name: 'new' }, { id: idea?.id, name: 'thought' }, { name: 'bug' }] },
      },
    },
    { newId: () => uuid(50) },
  )
  assert.deepEqual(result.schema[tags]?.config, {
    options: [
      { id: uuid(50), name: 'new', color: 'default', description: null },
      { id: idea?.id, name: 'thought', color: 'default', description: null },
      { id: bug?.id, name: 'bug', color: 'red', description: null },
    ],
  })
  assert.deepEqual(kinds(result), [`configured ${tags}`])
})

test('another type is a conversion in place; whether values may add options is said', () => {
  const schema = tasks()
  const toSelect = change(schema, { Points: { select: {} } })
  assert.deepEqual(toSelect.changes[0], {
    kind: 'converted',
    id: points,
    before: schema[points],
    after: { ...schema[points], type: 'select', config: { options: [] } },
    addsOptions: true,
  })
  const toList = change(schema, { Points: { select: { options: [{ name: '1' }] } } })
  assert.equal(toList.changes[0]?.addsOptions, undefined)
  const options = change(schema, { Tags: { select: {} } }).schema[tags]?.config
  assert.deepEqual(options, schema[tags]?.config)
})

test('the title is neither removed nor converted, and nothing becomes one', () => {
  const schema = tasks()
  for (const [request, message] of [
    [{ Name: null }, 'The title property cannot be removed.'],
    [
      { Name: { rich_text: {} } },
      'The type of a title property cannot be changed, and no other property can become the title.',
    ],
    [
      { Points: { title: {} } },
      'The type of a title property cannot be changed, and no other property can become the title.',
    ],
    [{ Other: { title: {} } }, 'A data source has only one title property.'],
  ] as [object, string][]) {
    assert.throws(() => change(schema, request), { message })
  }
  assert.equal(change(schema, { Name: { title: {}, name: 'Task' } }).schema.title?.name, 'Task')
})

test('one property named twice in a request is refused', () => {
  assert.throws(() => change(tasks(), { Points: { name: 'A' }, [points]: { name: 'B' } }), {
    message: 'Property "Points" is changed twice in one request.',
  })
})

test('a schema may not grow beyond 50 KB, unless there are no size walls', () => {
  const options = Array.from({ length: 600 }, (_, index) => ({ name: `${index}`.padEnd(100, 'ü') }))
  const request = { Name: { title: {} }, Big: { select: { options } } }
  assert.throws(() => create(request), {
    message: 'You have exceeded the maximum database property schema size.',
  })
  const big = create(request, { sizes: 'none' }).schema
  assert.equal(change(big, { Big: { name: 'B' } }).schema['!!!!']?.name, 'B')
  assert.throws(() => change(big, { More: { date: {} } }), {
    message: /maximum database property schema size/,
  })
})

test('unique_id keeps its prefix when it is not mentioned', () => {
  const { schema } = create({ Name: { title: {} }, ID: { unique_id: { prefix: 'T' } } })
  assert.deepEqual(change(schema, { ID: { unique_id: {} } }).changes, [])
  assert.deepEqual(change(schema, { ID: { unique_id: { prefix: null } } }).schema['!!!!']?.config, {
    prefix: null,
  })
})

test('a verification property has the id that wikis give it', () => {
  assert.deepEqual(Object.keys(create({ Name: { title: {} }, V: { verification: {} } }).schema), [
    'title',
    'verification',
  ])
})

test('names that objects have of their own are names like any other', () => {
  const request = JSON.parse(
    '{"__proto__":{"title":{}},"constructor":{"number":{}},"toString":{"select":{"options":[{"name":"__proto__"}]}}}',
  )
  const { schema } = create(request)
  assert.deepEqual(
    Object.values(schema).map(({ name }) => name),
    ['__proto__', 'constructor', 'toString'],
  )
  assert.equal(
    JSON.stringify(Object.keys(presentSchema(schema))),
    JSON.stringify(['constructor', 'toString', '__proto__']),
  )
  const renamed = change(schema, JSON.parse('{"__proto__":{"name":"Name"},"constructor":null}')).schema
  assert.deepEqual(
    Object.values(renamed).map(({ name }) => name),
    ['Name', 'toString'],
  )
})
