import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { notLoaded } from './not-loaded.ts'
import { computedTypes, HIGHEST_CHAIN, leadsTo, type SchemaOf } from './types.ts'

const own = '00000000-0000-4000-8000-00000000000a'
const other = '00000000-0000-4000-8000-00000000000b'

const property = (id: string, type: string, config: object = {}): StoredProperty => ({
  id,
  name: id,
  description: null,
  type,
  config,
})
const formula = (id: string, expression: string) => property(id, 'formula', { expression })
const rollup = (id: string, relation: string, target: string, name = 'show_original') =>
  property(id, 'rollup', { function: name, relation_property_id: relation, rollup_property_id: target })
const relation = (id: string, target: string) =>
  property(id, 'relation', { data_source_id: target, database_id: target, type: 'single_property' })

const schemaOf = (...properties: StoredProperty[]): StoredSchema =>
  Object.fromEntries(properties.map((one) => [one.id, one]))

const among =
  (schemas: Record<string, StoredSchema>): SchemaOf =>
  (id) =>
    schemas[id] ?? null

const typesOf = (schemas: Record<string, StoredSchema>) => {
  const types = computedTypes(among(schemas))
  return {
    ...types,
    named: (id: string, dataSourceId = own) => types.of(dataSourceId, schemas[dataSourceId]![id]!),
    faultOf: (id: string) => types.fault(own, schemas[own]![id]!),
  }
}

test('rollups give what their function makes of what is rolled up', () => {
  const { named } = typesOf({
    [own]: schemaOf(
      relation('rel', other),
      rollup('sum', 'rel', 'num', 'sum'),
      rollup('all', 'rel', 'num'),
      rollup('deep', 'rel', 'roll'),
      rollup('frm', 'rel', 'text', 'show_unique'),
      rollup('bad', 'rel', 'text', 'sum'),
      rollup('gone', 'rel', 'nope'),
      rollup('lost', 'nope', 'num'),
      rollup('wrong', 'sum', 'num'),
      formula('f', 'prop("sum") + 1'),
      formula('broken', 'prop("nope") + 1'),
    ),
    [other]: schemaOf(
      property('num', 'number'),
      relation('back', own),
      rollup('roll', 'back', 'sum'),
      formula('text', '"a" + "b"'),
    ),
  })
  const shapes = Object.fromEntries(
    ['sum', 'all', 'deep', 'frm', 'bad', 'gone', 'lost', 'wrong', 'f', 'broken'].map((id) => {
      const type = named(id)
      return [id, type && [type.kind, type.result, type.kind === 'rollup' ? type.item.type : null]]
    }),
  )
  assert.deepEqual(shapes, {
    sum: ['rollup', 'number', 'number'],
    all: ['rollup', 'array', 'number'],
    deep: ['rollup', 'array', 'number'],
    frm: ['rollup', 'array', 'formula'],
    bad: null,
    gone: null,
    lost: null,
    wrong: null,
    f: ['formula', 'number', null],
    broken: null,
  })
})

test('what is built on itself cannot be computed, and what is built on that can', () => {
  const { named, faultOf } = typesOf({
    [own]: schemaOf(
      relation('rel', own),
      formula('a', 'prop("b")'),
      formula('b', 'prop("c")'),
      formula('c', 'prop("a")'),
      rollup('r', 'rel', 'r'),
      formula('on', 'empty(prop("a"))'),
    ),
  })
  assert.equal(named('on')?.kind, 'formula')
  for (const id of ['a', 'b', 'c', 'r']) {
    assert.equal(named(id), null)
    assert.equal(faultOf(id), 'cycle')
  }
  assert.equal(faultOf('on'), null)
})

test('chains end at the same height wherever one begins to look', () => {
  const length = HIGHEST_CHAIN + 20
  const chain = Array.from({ length }, (_, index) =>
    formula(`f${index}`, index === length - 1 ? '1' : `prop("f${index + 1}")`),
  )
  for (const first of ['f0', 'f30', `f${length - 1}`]) {
    const { named, faultOf } = typesOf({ [own]: schemaOf(...chain) })
    named(first)
    assert.equal(named(`f${length - HIGHEST_CHAIN}`)?.kind, 'formula')
    assert.equal(faultOf(`f${length - HIGHEST_CHAIN - 1}`), 'depth')
  }
})

test('a schema that is not loaded is asked for, and the look begins again', () => {
  const schemas = {
    [own]: schemaOf(relation('rel', other), rollup('sum', 'rel', 'num', 'sum')),
    [other]: schemaOf(property('num', 'number')),
  }
  const loaded = new Set([own])
  const types = computedTypes((id) => {
    if (!loaded.has(id)) throw notLoaded
    return among(schemas)(id)
  })
  assert.throws(() => types.of(own, schemas[own]!.sum!), notLoaded)
  loaded.add(other)
  assert.equal(types.of(own, schemas[own]!.sum!)?.result, 'number')
  assert.deepEqual([...types.known().seen.keys()], [own, other])
})

test('relations lead to a data source, and so do the rollups over them', () => {
  const schema = schemaOf(
    relation('rel', other),
    rollup('sum', 'rel', 'num', 'sum'),
    rollup('lost', 'no', 'num'),
  )
  assert.equal(leadsTo(schema, schema.rel!), other)
  assert.equal(leadsTo(schema, schema.sum!), other)
  assert.equal(leadsTo(schema, schema.lost!), undefined)
})
