import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../problem.ts'
import { rollupFunctions } from '../rollups/functions.ts'
import { validate } from '../validation/validate.ts'
import { ada, changing, source, sprint, uuid, view, writing } from './example-contexts.ts'
import { startMigration } from './migrate-values.ts'
import { areReady, plainTextOf, presentProperties, presentSchema } from './present.ts'
import type { StoredSchema } from './property.ts'
import { encodePropertyId } from './property-ids.ts'
import { propertyTypes } from './registry.ts'
import { changeSchema, createSchema, relatedDataSources, type SchemaRequests } from './schema.ts'
import { SchemaChangeRequest, SchemaRequest } from './schema-requests.ts'
import { PropertyValuesRequest } from './value-requests.ts'
import { defaultValues, writeValues } from './values.ts'

// Requests of any kind: what is right, what is nearly right, and what is no request at all.

const strange = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '%',
  '%5B',
  '\ud800',
  '\u0000',
  '1',
  'ü'.repeat(300),
]
const name = fc.oneof(
  fc.constantFrom('Name', 'A', 'B', 'C', 'title', '!!!!', '!!!"', ...strange),
  fc.string({ unit: 'binary' }),
)
const id = fc.constantFrom(ada, sprint, uuid(1), uuid(2), uuid(3), ada.replaceAll('-', ''), 'nobody')
const color = fc.constantFrom('default', 'red', 'blue')
const optional = { requiredKeys: [] as [] }
const option = fc.record({ id, name, color, description: fc.option(name) }, optional)
const runs = fc.array(
  fc.oneof(
    fc.record({ text: fc.record({ content: name }) }),
    fc.record({ mention: fc.record({ user: fc.record({ id }) }) }),
    fc.record({ mention: fc.record({ page: fc.record({ id }) }) }),
  ),
  { maxLength: 3 },
)
const date = fc.record(
  {
    start: fc.constantFrom('2026-01-01', '2026-02-30', '2026-01-01T10:00:00Z', 'soon'),
    end: fc.constantFrom(null, '2026-01-02', '2025-01-01', '2026-01-01T11:00:00+02:00'),
    time_zone: fc.constantFrom(null, 'Europe/Berlin', 'Nowhere'),
  },
  optional,
)
const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 3 })

const values: Record<string, fc.Arbitrary<unknown>> = {
  title: runs,
  rich_text: runs,
  number: fc.oneof(fc.double(), fc.constant(null)),
  select: fc.option(option),
  multi_select: list(option),
  status: fc.option(fc.oneof(option, fc.record({ name: fc.constantFrom('Done', 'Not started') }))),
  date: fc.option(date),
  people: list(fc.record({ id })),
  files: list(
    fc.oneof(
      fc.record({ name, external: fc.record({ url: fc.webUrl() }) }),
      fc.record({ file_upload: fc.record({ id }) }),
    ),
  ),
  checkbox: fc.boolean(),
  url: fc.option(name),
  email: fc.option(name),
  phone_number: fc.option(name),
  relation: list(fc.record({ id })),
  place: fc.option(fc.record({ lat: fc.double(), lon: fc.double(), name: fc.option(name) })),
  verification: fc.record({ state: fc.constantFrom('verified', 'unverified', 'expired'), date }, optional),
}
const typedValue = fc.oneof(
  ...Object.entries(values).map(([type, value]) => value.map((given): unknown => ({ [type]: given }))),
)
const valuesRequest = requestOf(
  fc.oneof({ weight: 5, arbitrary: typedValue }, ...Object.values(values), fc.jsonValue()),
)

const configs: Record<string, fc.Arbitrary<unknown>> = {
  ...Object.fromEntries([...propertyTypes.keys()].map((type) => [type, fc.constant({})])),
  number: fc.record({ format: name }, optional),
  select: fc.record({ options: list(option) }, optional),
  multi_select: fc.record({ options: list(option) }, optional),
  status: fc.record(
    { options: list(option), groups: list(fc.record({ name, option_ids: list(id) })) },
    optional,
  ),
  unique_id: fc.record({ prefix: fc.option(name) }, optional),
  relation: fc.oneof(
    fc.record({ data_source_id: fc.constantFrom(source, sprint, 'x'), single_property: fc.constant({}) }),
    fc.record({
      data_source_id: fc.constantFrom(source, sprint),
      dual_property: fc.record({ synced_property_name: name, synced_property_id: name }, optional),
    }),
  ),
}
const pointer = fc.oneof(name, fc.constantFrom('relation', 'number'))
configs.formula = fc.record(
  { expression: fc.oneof(name, fc.constantFrom('1 + 1', 'prop("A") + 1', 'prop("B")', 'prop("Name")', '(')) },
  optional,
)
configs.rollup = fc.record(
  {
    function: fc.constantFrom(...rollupFunctions, 'none'),
    relation_property_name: pointer,
    relation_property_id: pointer,
    rollup_property_name: pointer,
    rollup_property_id: pointer,
  },
  optional,
)
const typedConfig = fc.oneof(
  ...Object.entries(configs).map(([type, config]) =>
    fc
      .record({ config, name, description: fc.option(name) }, { requiredKeys: ['config'] })
      .map(({ config: given, ...more }): unknown => ({ [type]: given, ...more })),
  ),
)
const renaming = fc.record({ name }, optional)
const schemaRequest = requestOf(
  fc.oneof(
    { weight: 6, arbitrary: typedConfig },
    { weight: 2, arbitrary: renaming },
    fc.constant(null),
    fc.jsonValue(),
  ),
)

/** Objects as a parser makes them: `__proto__` is a key like any other. */
function requestOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const objects = fc.array(fc.tuple(name, value), { maxLength: 5 }).map((entries) => {
    const object = Object.create(null) as Record<string, unknown>
    for (const [key, given] of entries) object[key] = given
    return JSON.parse(JSON.stringify(object)) as unknown
  })
  return fc.oneof({ weight: 20, arbitrary: objects }, fc.jsonValue())
}

/** What comes out, or undefined when the caller was told what was wrong. */
function orProblem<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt()
  } catch (error) {
    assert.ok(error instanceof Problem, `${(error as Error).stack}`)
    return undefined
  }
}

const configsOfEveryType: Record<string, object> = {
  relation: { data_source_id: source, single_property: {} },
  rollup: { function: 'show_original', relation_property_name: 'relation', rollup_property_name: 'people' },
  formula: { expression: 'prop("number") * 2' },
}
const everyType = createSchema(
  {
    Name: { title: {} },
    ...Object.fromEntries(
      [...propertyTypes.keys()]
        .filter((type) => type !== 'title')
        .map((type) => [type, { [type]: configsOfEveryType[type] ?? {} }]),
    ),
  } as SchemaRequests,
  changing(),
).schema
const someTypes: StoredSchema = Object.fromEntries(
  Object.values(everyType).map((property, index) => [
    property.id,
    { ...property, name: ['Name', 'A', 'B', 'C', ...strange][index] ?? property.name },
  ]),
)

function checkSchema(schema: StoredSchema): void {
  const properties = Object.values(schema)
  assert.equal(properties.filter(({ type }) => type === 'title').length, 1)
  assert.equal(new Set(properties.map(({ name: used }) => used)).size, properties.length)
  for (const [key, property] of Object.entries(schema)) assert.equal(property.id, key)
  assert.equal(Object.keys(presentSchema(schema)).length, properties.length)
  assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema)
}

test('any request for values is stored whole or refused, and what is stored can be shown', () => {
  fc.assert(
    fc.property(valuesRequest, fc.constantFrom(everyType, someTypes), (request, schema) => {
      const written = orProblem(() =>
        writeValues(
          schema,
          defaultValues(schema),
          validate(PropertyValuesRequest, request, 'body'),
          writing(),
        ),
      )
      if (!written) return
      assert.deepEqual(JSON.parse(JSON.stringify(written.values)), written.values)
      checkSchema(written.schema)
      const relations = new Map([...written.relations].map(([key, ids]) => [key, { ids, has_more: false }]))
      const page = { values: written.values, relations }
      const shown = JSON.stringify(presentProperties(written.schema, page, view))
      assert.equal(Object.keys(JSON.parse(shown)).length, Object.keys(schema).length)
      areReady(written.schema, written.values)
      for (const property of Object.values(written.schema)) plainTextOf(property, page, view)
    }),
    { numRuns: 1000 },
  )
})

test('one value of each kind survives being shown and sent back', () => {
  fc.assert(
    fc.property(typedValue, (value) => {
      const [type] = Object.keys(value as object)
      const property = Object.values(everyType).find((candidate) => candidate.type === type)!
      // A relation is kept elsewhere, and a verification is stamped by the server.
      if (type === 'relation' || type === 'verification') return
      const written = orProblem(() => {
        const request = validate(PropertyValuesRequest, { [encodePropertyId(property.id)]: value }, 'body')
        return writeValues(
          everyType,
          {},
          request,
          writing({
            uploads: new Map([
              [ada, 'plan.pdf'],
              [sprint, 'plan.pdf'],
            ]),
          }),
        )
      })
      if (!written) return
      const { schema, values } = written
      const all = presentProperties(schema, { values, relations: new Map() }, view)
      const request = validate(
        PropertyValuesRequest,
        JSON.parse(JSON.stringify({ x: all[property.name] })),
        'body',
      )
      const again = writeValues(schema, values, { [property.name]: request.x }, writing())
      assert.deepEqual(again.changed, [])
      assert.equal(again.schema, schema)
    }),
    { numRuns: 1000 },
  )
})

test('any request for a schema makes a sound one or is refused', () => {
  fc.assert(
    fc.property(schemaRequest, schemaRequest, (first, second) => {
      const created = orProblem(() =>
        createSchema(validate(SchemaRequest, first, 'body') as SchemaRequests, changing()),
      )
      if (created) checkSchema(created.schema)
      const before = created?.schema ?? everyType
      const context = changing({ targets: new Map([[sprint, { database_id: uuid(8), schema: everyType }]]) })
      const changed = orProblem(() => {
        const request = validate(SchemaChangeRequest, second, 'body') as SchemaRequests
        relatedDataSources(before, request)
        return changeSchema(before, request, context)
      })
      if (!changed) return
      checkSchema(changed.schema)
      for (const { schema } of changed.others.values()) checkSchema(schema)
      for (const change of changed.changes) {
        const migration = startMigration(changed.schema, change, { newId: context.newId, sizes: 'notion' })
        migration?.next(null, view)
        if (migration) checkSchema(migration.finish())
      }
    }),
    { numRuns: 1500 },
  )
})

test('a schema that is shown and sent back stays as it is', () => {
  fc.assert(
    fc.property(schemaRequest, (request) => {
      const context = changing({ targets: new Map([[sprint, { database_id: uuid(8), schema: everyType }]]) })
      const created = orProblem(() => {
        const properties = validate(SchemaRequest, request, 'body') as SchemaRequests
        return createSchema({ ...properties, 'The title': { title: {} } }, context)
      })
      if (!created) return
      const shown = JSON.parse(JSON.stringify(presentSchema(created.schema)))
      const again = changeSchema(
        created.schema,
        validate(SchemaChangeRequest, shown, 'body') as SchemaRequests,
        changing({
          targets: new Map([
            [sprint, { database_id: uuid(8), schema: created.others.get(sprint)?.schema ?? everyType }],
          ]),
        }),
      )
      assert.deepEqual(again.changes, [])
    }),
    { numRuns: 1000 },
  )
})
