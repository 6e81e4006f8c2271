import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '../validation/validate.ts'
import { ada, changing, drawing, source, uuid, view, writing } from './example-contexts.ts'
import { startMigration } from './migrate-values.ts'
import { plainTextOf } from './present.ts'
import type { StoredSchema } from './property.ts'
import { changeSchema, createSchema, type SchemaRequests } from './schema.ts'
import { SchemaChangeRequest, SchemaRequest } from './schema-requests.ts'
import { PropertyValuesRequest } from './value-requests.ts'
import { writeValues } from './values.ts'

const schemaWith = (config: object) =>
  createSchema(
    validate(SchemaRequest, { P: config, Name: { title: {} } }, 'body') as SchemaRequests,
    changing(),
  ).schema

/** What values written to a property read as after it changed, page by page, and its names of options. */
function migrate(from: object, to: object | null, values: readonly unknown[]) {
  const before = schemaWith(from)
  const type = before['!!!!']!.type
  let schema: StoredSchema = before
  const stored = values.map((value) => {
    const request = validate(PropertyValuesRequest, { P: { [type]: value } }, 'body')
    const written = writeValues(
      schema,
      {},
      request,
      writing({ newId: drawing(200 + Object.keys(schema).length).newId }),
    )
    schema = written.schema
    return written.values['!!!!'] ?? null
  })
  const changed = changeSchema(schema, validate(SchemaChangeRequest, { P: to }, 'body') as SchemaRequests, {
    ...changing(),
    newId: drawing(300).newId,
  })
  assert.equal(changed.changes.length, 1)
  const migration = startMigration(changed.schema, changed.changes[0]!, {
    newId: drawing(400).newId,
    sizes: 'notion',
  })
  if (!migration) return null
  const after = stored.map((value) => migration.next(value, view))
  const finished = migration.finish()
  const property = finished['!!!!']
  const texts = after.map((value) =>
    property && value !== null
      ? plainTextOf(property, { values: { '!!!!': value }, relations: new Map() }, view)
      : null,
  )
  const options = (property?.config as { options?: { name: string }[] } | undefined)?.options
  return { texts, options: options?.map(({ name }) => name), after, finished }
}

const text = (content: string) => [{ text: { content } }]
const select = { select: { options: [{ name: 'Todo' }, { name: 'Done' }] } }

for (const [title, from, to, values, texts, options] of [
  [
    'text that is a number becomes one',
    { rich_text: {} },
    { number: {} },
    [text('1,234.50'), text(' $ 12 '), text('-85 %'), text('1e3'), text('twelve'), text('1,2'), []],
    ['1234.5', '12', '-0.85', '1000', null, null, null],
    undefined,
  ],
  ['a number becomes text', { number: {} }, { rich_text: {} }, [0, 1.5, null], ['0', '1.5', null], undefined],
  [
    'texts become the options of a select',
    { rich_text: {} },
    { select: {} },
    [text('red'), text('blue, dark'), text('red'), text('  '), []],
    ['red', 'blue dark', 'red', null, null],
    ['red', 'blue dark'],
  ],
  [
    'texts only choose among options that the request lists',
    { rich_text: {} },
    { select: { options: [{ name: 'red' }] } },
    [text('red'), text('blue')],
    ['red', null],
    ['red'],
  ],
  [
    'texts with commas become several options',
    { rich_text: {} },
    { multi_select: {} },
    [text('red, blue'), text('blue'), text(',')],
    ['red, blue', 'blue', null],
    ['red', 'blue'],
  ],
  [
    'texts become a status, in the first group where they are new',
    { rich_text: {} },
    { status: {} },
    [text('Done'), text('Waiting'), []],
    ['Done', 'Waiting', 'Not started'],
    ['Not started', 'In progress', 'Done', 'Waiting'],
  ],
  [
    'a select becomes a multi_select with the same options',
    select,
    { multi_select: {} },
    [{ name: 'Done' }, null],
    ['Done', null],
    ['Todo', 'Done'],
  ],
  [
    'a multi_select becomes a select by its first option',
    { multi_select: {} },
    { select: {} },
    [[{ name: 'b' }, { name: 'a' }], []],
    ['b', null],
    ['b', 'a'],
  ],
  [
    'a select becomes a status with the same options; what was empty starts',
    select,
    { status: {} },
    [{ name: 'Done' }, null],
    ['Done', 'Todo'],
    ['Todo', 'Done'],
  ],
  [
    'a status becomes a select',
    { status: {} },
    { select: {} },
    [{ name: 'Done' }, null],
    ['Done', null],
    ['Not started', 'In progress', 'Done'],
  ],
  ['options become text', select, { rich_text: {} }, [{ name: 'Done' }, null], ['Done', null], undefined],
  [
    'text becomes a date where it is one',
    { rich_text: {} },
    { date: {} },
    [
      text('2026-06-15'),
      text('2026-06-15 → 2026-06-20'),
      text('2026-06-20 → 2026-06-15'),
      text('soon'),
      text('→'),
    ],
    ['2026-06-15', '2026-06-15 → 2026-06-20', null, null, null],
    undefined,
  ],
  [
    'a date becomes text',
    { date: {} },
    { rich_text: {} },
    [{ start: '2026-06-15T10:00:00Z' }],
    ['2026-06-15T10:00:00.000+00:00'],
    undefined,
  ],
  ['a checkbox becomes text', { checkbox: {} }, { rich_text: {} }, [true, false], ['Yes', 'No'], undefined],
  [
    'text becomes a checkbox',
    { rich_text: {} },
    { checkbox: {} },
    [text('yes'), text('no')],
    ['Yes', null],
    undefined,
  ],
  ['people become text', { people: {} }, { rich_text: {} }, [[{ id: ada }], []], ['Ada', null], undefined],
  ['text becomes no people', { rich_text: {} }, { people: {} }, [text('Ada')], [null], undefined],
  [
    'an address becomes a file elsewhere',
    { url: {} },
    { files: {} },
    ['https://a.test/x', 'www'],
    ['https://a.test/x', null],
    undefined,
  ],
  [
    'text becomes an address',
    { rich_text: {} },
    { url: {} },
    [text('www'), text('x'.repeat(2000))],
    ['www', 'x'.repeat(2000)],
    undefined,
  ],
  [
    'an address becomes an e-mail address where it is short enough',
    { url: {} },
    { email: {} },
    ['a@b.test', 'x'.repeat(201)],
    ['a@b.test', null],
    undefined,
  ],
  [
    'text that was collected becomes text that can be sent',
    { url: {} },
    { rich_text: {} },
    [`${'x'.repeat(1999)}`],
    ['x'.repeat(1999)],
    undefined,
  ],
  [
    'a computed property leaves nothing',
    { rich_text: {} },
    { created_time: {} },
    [text('x')],
    [null],
    undefined,
  ],
] as [string, object, object, unknown[], (string | null)[], string[] | undefined][]) {
  test(title, () => {
    const migrated = migrate(from, to, values)
    assert.deepEqual([migrated?.texts, migrated?.options], [texts, options])
  })
}

test('a computed time becomes a date', () => {
  const schema = schemaWith({ created_time: {} })
  const { schema: after, changes } = changeSchema(schema, { P: { date: {} } }, changing())
  const migration = startMigration(after, changes[0]!, { newId: drawing().newId, sizes: 'notion' })
  assert.deepEqual(migration?.next(null, view), {
    start: '2026-06-27T16:54:00.000+00:00',
    end: null,
    time_zone: null,
  })
})

test('options found in values are part of the schema afterwards, in a group for a status', () => {
  const migrated = migrate({ rich_text: {} }, { status: {} }, [text('Waiting')])
  const config = migrated?.finished['!!!!']?.config as { groups: { option_ids: string[] }[] }
  assert.deepEqual(config.groups[0]?.option_ids, [uuid(301), uuid(401)])
})

test('options found in values may not make the schema too large', () => {
  const values = Array.from({ length: 400 }, (_, index) => text(`${index}`.padEnd(100, 'ü')))
  assert.throws(() => migrate({ rich_text: {} }, { select: {} }, values), {
    message: 'You have exceeded the maximum database property schema size.',
  })
})

test('pages lose an option with the schema, and a status starts again', () => {
  const { select: lists } = { select: { options: [{ name: 'Done' }] } }
  assert.deepEqual(migrate(select, { select: lists }, [{ name: 'Todo' }, { name: 'Done' }, null])?.texts, [
    null,
    'Done',
    null,
  ])
  const tags = { multi_select: { options: [{ name: 'a' }, { name: 'b' }] } }
  assert.deepEqual(
    migrate(tags, { multi_select: { options: [{ name: 'b' }] } }, [
      [{ name: 'a' }, { name: 'b' }],
      [{ name: 'a' }],
    ])?.texts,
    ['b', null],
  )
  const options = [{ name: 'Not started' }, { name: 'In progress' }]
  assert.deepEqual(migrate({ status: {} }, { status: { options } }, [{ name: 'Done' }, null])?.texts, [
    'Not started',
    null,
  ])
})

test('values are left alone where they can stay', () => {
  assert.equal(migrate(select, { name: 'Q' }, []), null)
  assert.equal(
    migrate(select, { select: { options: [{ name: 'Done' }, { name: 'Todo' }, { name: 'New' }] } }, []),
    null,
  )
  assert.equal(migrate({ number: {} }, { number: { format: 'euro' } }, [1]), null)
})

test('a removed property leaves nothing, a new status starts everywhere', () => {
  assert.deepEqual(migrate({ number: {} }, null, [1])?.after, [null])
  const schema = schemaWith({ number: {} })
  const { schema: after, changes } = changeSchema(schema, { S: { status: {} } }, changing())
  const migration = startMigration(after, changes[0]!, { newId: drawing().newId, sizes: 'notion' })
  assert.equal(migration?.next(null, view), uuid(1))
  assert.equal(migration?.finish(), after)
})

test('links do not become values, nor values links', () => {
  const relation = { relation: { data_source_id: source, single_property: {} } }
  const next = (from: object, to: object, value: unknown) => {
    const { schema, changes } = changeSchema(schemaWith(from), { P: to } as SchemaRequests, changing())
    return startMigration(schema, changes[0]!, { newId: drawing().newId, sizes: 'notion' })?.next(value, view)
  }
  assert.equal(next({ rich_text: {} }, relation, text('x')), null)
  assert.equal(next(relation, { rich_text: {} }, null), null)
  assert.equal(next(relation, { status: {} }, null), uuid(1))
})

test('what keeps no values has none to remove', () => {
  for (const config of [
    { created_time: {} },
    { relation: { data_source_id: source, single_property: {} } },
  ]) {
    assert.equal(migrate(config, null, []), null)
  }
})
