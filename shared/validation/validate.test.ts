import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type TSchema, Type } from 'typebox'
import { Problem } from '../problem.ts'
import type { Section } from './failure.ts'
import {
  EmptyObject,
  MapOf,
  Nullable,
  OneOf,
  OptionalTag,
  Refused,
  StrictObject,
  Text,
  Uuid,
} from './schemas.ts'
import { type Sizes, validate } from './validate.ts'

function messageOf(schema: TSchema, value: unknown, section: Section = 'body', sizes: Sizes = 'notion') {
  try {
    validate(schema, value, section, { sizes })
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.equal(error.kind, 'invalid')
    return error.message
  }
  return null
}

const link = Type.Optional(Nullable(StrictObject({ url: Type.String() })))
const Parent = Type.Union([
  StrictObject({ page_id: Uuid, type: OptionalTag('page_id') }),
  StrictObject({ database_id: Uuid, type: OptionalTag('database_id') }),
])
const Icon = Type.Union([
  StrictObject({ emoji: Type.String(), type: OptionalTag('emoji') }),
  StrictObject({ external: StrictObject({ url: Type.String() }), type: OptionalTag('external') }),
])
const Position = Type.Union([
  StrictObject({ type: Type.Literal('after_block'), after_block: StrictObject({ id: Uuid }) }),
  StrictObject({ type: Type.Literal('start') }),
  StrictObject({ type: Type.Literal('end') }),
])
const sort = StrictObject({ direction: Type.Optional(OneOf(['ascending', 'descending'])) })
const id = '393abc1e-edcd-81b4-97e4-0123456789ab'

const refusals: { name: string; schema: TSchema; value: unknown; section?: Section; message: string }[] = [
  {
    name: 'a missing key',
    schema: StrictObject({ parent: Parent }),
    value: {},
    message: 'body failed validation: body.parent should be defined, instead was `undefined`.',
  },
  {
    name: 'an unknown key',
    schema: EmptyObject,
    value: { an_incorrect_key: 'value' },
    message: 'body failed validation: body.an_incorrect_key should be not present, instead was `"value"`.',
  },
  {
    name: 'the old name of the trash',
    schema: StrictObject({ in_trash: Type.Optional(Type.Boolean()) }),
    value: { archived: true },
    message: 'body failed validation: body.archived should be not present, instead was `true`.',
  },
  {
    name: 'text for a list',
    schema: StrictObject({ children: Type.Array(EmptyObject) }),
    value: { children: 'x' },
    message: 'body failed validation: body.children should be an array, instead was `"x"`.',
  },
  {
    name: 'a number for an optional and nullable object',
    schema: StrictObject({ text: StrictObject({ link }) }),
    value: { text: { link: 7 } },
    message:
      'body failed validation: body.text.link should be an object, `null`, or `undefined`, instead was `7`.',
  },
  {
    name: 'text for an optional number',
    schema: StrictObject({ page_size: Type.Optional(Type.Number()) }),
    value: { page_size: 'ten' },
    message: 'body failed validation: body.page_size should be a number or `undefined`, instead was `"ten"`.',
  },
  {
    name: 'no id in the path',
    schema: StrictObject({ page_id: Uuid }),
    section: 'path',
    value: { page_id: 'abc' },
    message: 'path failed validation: path.page_id should be a valid uuid, instead was `"abc"`.',
  },
  {
    name: 'an id of no version and variant',
    schema: StrictObject({ database_id: Uuid }),
    section: 'path',
    value: { database_id: '12345678-1234-1234-1234-123456789abc' },
    message:
      'path failed validation: path.database_id should be a valid uuid, instead was `"12345678-1234-1234-1234-123456789abc"`.',
  },
  {
    name: 'an optional cursor',
    schema: StrictObject({ start_cursor: Type.Optional(Uuid) }),
    section: 'query',
    value: { start_cursor: 'bogus' },
    message:
      'query failed validation: query.start_cursor should be a valid uuid or `undefined`, instead was `"bogus"`.',
  },
  {
    name: 'a word that is none of two',
    schema: StrictObject({ sort }),
    value: { sort: { direction: 'up' } },
    message:
      'body failed validation: body.sort.direction should be `"ascending"`, `"descending"`, or `undefined`, instead was `"up"`.',
  },
  {
    name: 'two choices without a comma',
    schema: StrictObject({ filter: StrictObject({ value: OneOf(['page', 'database']) }) }),
    value: { filter: { value: 'data_source' } },
    message:
      'body failed validation: body.filter.value should be `"page"` or `"database"`, instead was `"data_source"`.',
  },
  {
    name: 'a tag beside the key that says what is meant',
    schema: StrictObject({ icon: Icon }),
    value: { icon: { type: 'externaeel', external: { url: 'https://a.b' } } },
    message:
      'body failed validation: body.icon.type should be `"external"` or `undefined`, instead was `"externaeel"`.',
  },
  {
    name: 'a list that is too long',
    schema: StrictObject({ children: Type.Array(EmptyObject, { maxItems: 100 }) }),
    value: { children: Array(101).fill({}) },
    message: 'body failed validation: body.children.length should be ≤ `100`, instead was `101`.',
  },
  {
    name: 'text that is too long, deep inside',
    schema: StrictObject({
      children: Type.Array(StrictObject({ content: Type.String({ maxLength: 2000 }) })),
    }),
    value: { children: [{ content: '' }, { content: 'x'.repeat(2001) }] },
    message:
      'body failed validation: body.children[1].content.length should be ≤ `2000`, instead was `2001`.',
  },
  {
    name: 'a number that is too small, read from the query',
    schema: StrictObject({ page_size: Type.Optional(Type.Number({ minimum: 1, maximum: 100 })) }),
    section: 'query',
    value: { page_size: '0' },
    message: 'query failed validation: query.page_size should be ≥ `1` or `undefined`, instead was `0`.',
  },
  {
    name: 'empty text',
    schema: StrictObject({ url: Text(2000) }),
    value: { url: '' },
    message: 'body failed validation: body.url should be populated, instead was `""`.',
  },
  {
    name: 'branches of which none was meant, of several keys',
    schema: StrictObject({ parent: Parent, icon: Type.Optional(Icon) }),
    value: { parent: {}, icon: {} },
    message: [
      'body failed validation. Fix one:',
      'body.parent.page_id should be defined, instead was `undefined`.',
      'body.parent.database_id should be defined, instead was `undefined`.',
      'body.icon.emoji should be defined, instead was `undefined`.',
      'body.icon.external should be defined, instead was `undefined`.',
    ].join('\n'),
  },
  {
    name: 'the branch that a key names',
    schema: StrictObject({ parent: Parent }),
    value: { parent: { database_id: '' } },
    message: 'body failed validation: body.parent.database_id should be a valid uuid, instead was `""`.',
  },
  {
    name: 'the branch that the tag names',
    schema: StrictObject({ parent: Parent }),
    value: { parent: { type: 'page_id' } },
    message: 'body failed validation: body.parent.page_id should be defined, instead was `undefined`.',
  },
  {
    name: 'a tag that no branch has, where all need one',
    schema: StrictObject({ position: Position }),
    value: { position: { type: 'middle' } },
    message:
      'body failed validation: body.position.type should be `"after_block"`, `"start"`, or `"end"`, instead was `"middle"`.',
  },
  {
    name: 'a value of no branch’s kind',
    schema: StrictObject({
      equals: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String()), Type.Null()])),
    }),
    value: { equals: 5 },
    message:
      'body failed validation: body.equals should be a string, an array, `null`, or `undefined`, instead was `5`.',
  },
  {
    name: 'what stands where nothing may',
    schema: StrictObject({ file: Type.Optional(Refused('not present until tomorrow')) }),
    value: { file: { id: 1 } },
    message:
      'body failed validation: body.file should be not present until tomorrow, instead was `{"id":1}`.',
  },
  {
    name: 'a key with a space',
    schema: StrictObject({ properties: MapOf(StrictObject({ start: Type.String({ format: 'iso-date' }) })) }),
    value: { properties: { 'Due Date': { start: '5/20/2023' } } },
    message:
      'body failed validation: body.properties.Due Date.start should be a valid ISO 8601 date string, instead was `"5/20/2023"`.',
  },
  {
    name: 'a list in place of the body',
    schema: EmptyObject,
    value: [],
    message: 'body failed validation: body should be an object, instead was `[]`.',
  },
  {
    name: 'a fraction',
    schema: StrictObject({ table_width: Type.Integer({ minimum: 1 }) }),
    value: { table_width: 1.5 },
    message: 'body failed validation: body.table_width should be an integer, instead was `1.5`.',
  },
]

for (const { name, schema, value, section, message } of refusals) {
  test(`the message about ${name}`, () => assert.equal(messageOf(schema, value, section), message))
}

test('what keeps to its schema passes and is handed back', () => {
  const body = { parent: { page_id: id }, icon: { emoji: 'x' } }
  assert.equal(validate(StrictObject({ parent: Parent, icon: Icon }), body, 'body'), body)
  assert.equal(messageOf(Nullable(sort), null), null)
  assert.equal(messageOf(StrictObject({ position: Position }), { position: { type: 'start' } }), null)
})

test('ids pass with dashes and without, in any case, and the nil uuid does', () => {
  for (const uuid of [id, id.toUpperCase(), id.replaceAll('-', ''), '00000000-0000-0000-0000-000000000000']) {
    assert.equal(messageOf(Uuid, uuid), null)
  }
  for (const other of [
    `${id}0`,
    id.slice(1),
    `https://www.notion.so/${id}`,
    id.replace('-', ''),
    `{${id}}`,
    `${id}\n`,
  ]) {
    assert.notEqual(messageOf(Uuid, other), null)
  }
})

test('walls for sizes fall where sizes do not count, other limits stay', () => {
  const schema = StrictObject({
    list: Type.Array(Type.String({ maxLength: 1 }), { maxItems: 1 }),
    count: Type.Number({ maximum: 1 }),
  })
  const body = { list: ['ab', 'c'], count: 1 }
  assert.match(messageOf(schema, body) ?? '', /list\.length should be ≤ `1`/)
  assert.equal(messageOf(schema, body, 'body', 'none'), null)
  assert.match(messageOf(schema, { ...body, count: 2 }, 'body', 'none') ?? '', /count should be ≤ `1`/)
})

test('keys that every object inherits are keys like any other', () => {
  const body = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3}')
  const message = messageOf(EmptyObject, body) ?? ''
  assert.match(message, /body\.__proto__ should be not present, instead was `\{"x":1\}`/)
  assert.match(message, /body\.constructor should be not present, instead was `2`/)
  const required = StrictObject({ constructor: Type.String(), hasOwnProperty: Type.String() })
  assert.match(messageOf(required, {}) ?? '', /body\.constructor should be defined/)
  assert.equal(messageOf(MapOf(Type.Unknown()), body), null)
})

test('a union passes what any branch takes, also one that was not chosen', () => {
  const schema = Type.Union([
    StrictObject({ a: Type.String(), b: Type.Optional(Type.Number()) }),
    Type.Object({ b: Type.Number() }),
  ])
  assert.equal(messageOf(schema, { a: 5, b: 5 }), null)
})

test('of a long list of failures only so many are told', () => {
  const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key_${index}`, index]))
  assert.equal((messageOf(EmptyObject, keys) ?? '').split('\n').length, 101)
})

test('a keyword that has no check is a mistake in the schema', () => {
  assert.throws(() => validate(Type.Intersect([EmptyObject, EmptyObject]), {}, 'body'), /keyword allOf/)
})

test('no value makes it throw anything but a problem', () => {
  const schema = StrictObject({
    parent: Parent,
    icon: Type.Optional(Nullable(Icon)),
    position: Type.Optional(Position),
    sort: Type.Optional(sort),
    list: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number(), Icon]))),
    map: Type.Optional(MapOf(link)),
  })
  const key = fc.oneof(
    fc.constantFrom(
      'parent',
      'page_id',
      'icon',
      'type',
      'list',
      'map',
      '__proto__',
      'constructor',
      'toString',
    ),
    fc.string({ unit: 'binary' }),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.jsonValue(),
      fc.constantFrom(id, 'page_id', '', '\ud800'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
    ),
  }))
  fc.assert(
    fc.property(value, (body) => typeof messageOf(schema, body) !== 'undefined'),
    { numRuns: 500 },
  )
})
