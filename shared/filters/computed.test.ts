/** Filters and orders over what formulas and rollups give. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Computed, FormulaResult, RolledUp } from '../computed/results.ts'
import type { ComputedType, ItemType } from '../computed/types.ts'
import { Problem } from '../problem.ts'
import { view } from '../properties/example-contexts.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { matches } from './matches.ts'
import { parseFilter } from './parse.ts'
import type { Row } from './row.ts'
import { compareRows } from './sort.ts'

const property = (id: string, type: string, config: object = {}): StoredProperty => ({
  id,
  name: id,
  description: null,
  type,
  config,
})
const tags = property('tags', 'multi_select', {
  options: [{ id: 'o1', name: 'API', color: 'default', description: null }],
})
const number = property('numb', 'number')
const schema: StoredSchema = {
  form: property('form', 'formula'),
  roll: property('roll', 'rollup'),
}

const formulaType = (result: FormulaResult['type'] | null) => ({ kind: 'formula', result }) as ComputedType
const rollupType = (
  result: 'number' | 'date' | 'array',
  item: ItemType = { type: 'number', property: number },
) => ({ kind: 'rollup', result, item }) as ComputedType
const formulaItem = (formula: FormulaResult['type']): ItemType => ({
  type: 'formula',
  property: property('f', 'formula'),
  formula,
})
const tagItem: ItemType = { type: 'multi_select', property: tags }

const parse = (filter: object, type: ComputedType | null) =>
  parseFilter(schema, filter, { now: view.now, timeZone: 'UTC', me: null, typeOfComputed: () => type })

const rowWith = (computed: Computed): Row => ({
  values: {},
  relations: new Map(),
  computed: new Map([
    ['form', computed],
    ['roll', computed],
  ]),
  meta: view.meta,
  place: 0,
})

const gives = (type: FormulaResult['type'], value: FormulaResult['value']): FormulaResult => ({
  type,
  value,
  raw: null,
})
const item = (of: StoredProperty, value: unknown): RolledUp => ({ property: of, value, meta: view.meta })
const array = (of: StoredProperty, ...values: unknown[]): Computed => ({
  type: 'array',
  array: values.map((value) => item(of, value)),
})
const day = (start: string) => ({ start, end: null, time_zone: null })
const form = (condition: object) => ({ property: 'form', formula: condition })
const roll = (condition: object) => ({ property: 'roll', rollup: condition })

const broken: Computed = { type: 'unsupported' }
const above = (greater_than: number) => ({ number: { greater_than } })

for (const [filter, type, computed, expected] of [
  [form({ string: { contains: 'ADA' } }), formulaType('string'), gives('string', 'ada l.'), true],
  [form({ string: { is_empty: true } }), formulaType('string'), gives('string', null), true],
  [form(above(1)), formulaType('number'), gives('number', 2), true],
  [form({ number: { does_not_equal: 1 } }), formulaType('number'), gives('number', null), true],
  [form(above(1)), formulaType('number'), gives('unsupported', null), false],
  [form({ checkbox: { equals: true } }), formulaType('boolean'), gives('boolean', true), true],
  [form({ checkbox: { equals: false } }), formulaType('boolean'), gives('boolean', null), true],
  [form({ date: { equals: '2026-06-01' } }), formulaType('date'), gives('date', day('2026-06-01')), true],
  [form(above(1)), formulaType(null), gives('string', '5'), false],
  [form(above(1)), null, gives('unsupported', null), false],
  [roll(above(1)), rollupType('number'), { type: 'number', number: 2 }, true],
  [roll({ number: { is_empty: true } }), rollupType('number'), { type: 'number', number: null }, true],
  [
    roll({ date: { before: '2026-07-01' } }),
    rollupType('date'),
    { type: 'date', date: day('2026-06-01') },
    true,
  ],
  [roll({ date: { is_empty: true } }), rollupType('date'), { type: 'date', date: null }, true],
  [roll({ any: above(1) }), rollupType('array'), array(number, 1, 2), true],
  [roll({ any: above(1) }), rollupType('array'), array(number), false],
  [roll({ every: above(1) }), rollupType('array'), array(number, 1, 2), false],
  [roll({ every: above(0) }), rollupType('array'), array(number, 1, 2), true],
  [roll({ every: above(0) }), rollupType('array'), array(number), false],
  [roll({ none: above(2) }), rollupType('array'), array(number, 1, 2), true],
  [roll({ none: above(1) }), rollupType('array'), array(number, 1, 2), false],
  [roll({ none: above(1) }), rollupType('array'), array(number), true],
  [
    roll({ any: { multi_select: { contains: 'API' } } }),
    rollupType('array', tagItem),
    array(tags, ['o1'], null),
    true,
  ],
  [
    roll({ every: { multi_select: { contains: 'API' } } }),
    rollupType('array', tagItem),
    array(tags, ['o1'], null),
    false,
  ],
  [
    roll({ any: { relation: { contains: view.meta.id } } }),
    rollupType('array', { type: 'relation', property: property('r', 'relation') }),
    array(property('r', 'relation'), { ids: [view.meta.id], has_more: false }),
    true,
  ],
  [
    roll({ any: { rich_text: { equals: 'x' } } }),
    rollupType('array', formulaItem('string')),
    array(property('f', 'formula'), gives('string', 'x')),
    true,
  ],
  [roll({ any: { select: { equals: 'whatever' } } }), null, broken, false],
  [roll({ none: { select: { equals: 'whatever' } } }), null, broken, true],
] as const) {
  test(`${JSON.stringify(filter)} over ${JSON.stringify(computed)} is ${expected}`, () => {
    assert.equal(matches(parse(filter, type), rowWith(computed)), expected)
  })
}

const mismatch =
  'The property type in the database does not match the property type of the filter provided: database property'

for (const [filter, type, message] of [
  [form(above(1)), formulaType('string'), 'string does not match filter number'],
  [form({ string: { equals: '' } }), formulaType('boolean'), 'checkbox does not match filter string'],
  [roll(above(1)), rollupType('array'), 'array does not match filter number'],
  [roll({ any: above(1) }), rollupType('date'), 'date does not match filter any'],
  [roll({ any: above(1) }), rollupType('array', tagItem), 'multi_select does not match filter number'],
  [
    roll({ any: above(1) }),
    rollupType('array', formulaItem('string')),
    'string does not match filter number',
  ],
  [
    { property: 'form', number: { equals: 1 } },
    formulaType('number'),
    'formula does not match filter number',
  ],
  [{ property: 'form', rollup: above(1) }, formulaType('number'), 'formula does not match filter rollup'],
] as const) {
  test(`${JSON.stringify(filter)} is refused: ${message}`, () => {
    assert.throws(
      () => parse(filter, type),
      (thrown) => thrown instanceof Problem && thrown.message === `${mismatch} ${message}`,
    )
  })
}

test('rows are sorted by what is computed, empty ones last', () => {
  const sorted = (propertyId: string, type: string, results: readonly Computed[]) => {
    const sort = { kind: 'property', propertyId, type, direction: 'ascending' } as const
    const names = { user: (id: string) => ({ id }), title: () => null, now: view.now, timeZone: 'UTC' }
    const rows = results.map(rowWith)
    return rows.toSorted(compareRows(schema, [sort], names)).map((row) => results[rows.indexOf(row)])
  }
  const of = (type: FormulaResult['type'], ...values: FormulaResult['value'][]) =>
    values.map((value) => gives(type, value))
  for (const [type, ordered] of [
    ['formula', of('number', 2, 10, null)],
    ['formula', of('string', 'a', 'B', null)],
    ['formula', of('boolean', false, true)],
    ['formula', of('date', day('2026-01-01'), day('2026-02-01'), null)],
    ['rollup', [{ type: 'number', number: 1 }, { type: 'number', number: 2 }, broken]],
    ['rollup', [array(number, 1), array(number, 1, 2), array(number, 2), array(number)]],
    ['rollup', [array(property('u', 'url'), 'a'), array(property('u', 'url'), 'b', 'a'), broken]],
  ] as const) {
    const computed = ordered as readonly Computed[]
    assert.deepEqual(sorted(type === 'formula' ? 'form' : 'roll', type, computed.toReversed()), computed)
  }
})
