import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, source, sprint, uuid, view } from '../properties/example-contexts.ts'
import type { StoredValue } from '../properties/property.ts'
import { propertyTypes } from '../properties/registry.ts'
import { day, scope } from './example-formulas.ts'
import { typeOfProperty } from './property-types.ts'
import { toFormulaValue } from './property-values.ts'
import { CHECKBOX, DATE, EMPTY, listOf, NUMBER, PERSON, TEXT } from './type-rules.ts'
import type { FormulaType } from './types.ts'
import type { FormulaValue } from './values.ts'

const options = { options: [{ id: 'o1', name: 'Red', color: 'red', description: null }] }
const relation = { data_source_id: source, database_id: uuid(904), type: 'single_property' }
const run = { type: 'text', text: { content: 'a', link: null }, plain_text: 'a', href: null, annotations: {} }
const person: FormulaValue = { kind: 'person', id: ada }

interface Case {
  readonly type: FormulaType
  readonly config?: object
  /** What is stored, and its value. */
  readonly values: readonly (readonly [StoredValue, FormulaValue])[]
}

const pages: FormulaType = listOf({ kind: 'page', dataSourceId: source })
const texts = {
  type: TEXT,
  values: [
    [null, null],
    ['', null],
    ['a', 'a'],
  ],
} as const

const cases: Readonly<Record<string, Case>> = {
  title: {
    type: TEXT,
    values: [
      [null, null],
      [[run, run], 'aa'],
    ],
  },
  rich_text: {
    type: TEXT,
    values: [
      [[], null],
      [[run], 'a'],
    ],
  },
  number: {
    type: NUMBER,
    values: [
      [null, null],
      [0, 0],
      [-1.5, -1.5],
    ],
  },
  select: {
    type: TEXT,
    config: options,
    values: [
      [null, null],
      ['o1', 'Red'],
      ['gone', null],
    ],
  },
  status: {
    type: TEXT,
    config: { ...options, groups: [] },
    values: [
      [null, null],
      ['o1', 'Red'],
    ],
  },
  multi_select: {
    type: listOf(TEXT),
    config: options,
    values: [
      [null, []],
      [['o1', 'gone'], ['Red']],
    ],
  },
  date: {
    type: DATE,
    values: [
      [null, null],
      [{ start: '2026-06-15', end: null, time_zone: null }, day('2026-06-15')],
      [{ start: '2026-06-15', end: '2026-06-16', time_zone: null }, day('2026-06-15', '2026-06-16')],
      [{ start: '2026-06-15T14:30:00.000-04:00', end: null, time_zone: null }, day('2026-06-15T18:30:00Z')],
    ],
  },
  people: {
    type: listOf(PERSON),
    values: [
      [null, []],
      [[ada], [person]],
    ],
  },
  files: {
    type: listOf(TEXT),
    values: [
      [null, []],
      [[{ name: 'plan.pdf', type: 'file', file: { id: '1' } }], ['plan.pdf']],
    ],
  },
  checkbox: {
    type: CHECKBOX,
    values: [
      [null, false],
      [true, true],
    ],
  },
  url: texts,
  email: texts,
  phone_number: texts,
  relation: {
    type: pages,
    config: relation,
    values: [
      [null, []],
      [{ ids: [sprint], has_more: false }, [{ kind: 'page', id: sprint, dataSourceId: source }]],
    ],
  },
  created_time: { type: DATE, values: [[null, day('2026-06-27T16:54:00Z')]] },
  created_by: { type: PERSON, values: [[null, person]] },
  last_edited_time: { type: DATE, values: [[null, day('2026-06-28T09:00:00Z')]] },
  last_edited_by: { type: PERSON, values: [[null, { kind: 'person', id: uuid(999) }]] },
  unique_id: { type: TEXT, config: { prefix: 'TASK' }, values: [[null, 'TASK-7']] },
  button: { type: EMPTY, values: [[null, null]] },
  place: {
    type: TEXT,
    values: [
      [null, null],
      [{ lat: 1, lon: 2, name: 'Home', address: null }, 'Home'],
    ],
  },
  location: { type: EMPTY, values: [[null, null]] },
  verification: {
    type: TEXT,
    values: [
      [null, 'unverified'],
      [{ state: 'verified', verified_by: ada, date: null }, 'verified'],
      [{ state: 'verified', verified_by: ada, date: { start: '2020-01-01', end: '2020-01-02' } }, 'expired'],
    ],
  },
  last_visited_time: { type: DATE, values: [[null, null]] },
}

for (const [type, { type: expected, config = {}, values }] of Object.entries(cases)) {
  const property = { id: 'abcd', name: 'A', description: null, type, config }
  test(`a ${type} property has the type ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(typeOfProperty(property, source, scope), expected)
  })
  for (const [stored, value] of values) {
    test(`${JSON.stringify(stored)} of a ${type} property is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(toFormulaValue(property, stored, view), value)
    })
  }
}

test('every property type that is stored has its values and its type', () => {
  const computed = ['formula', 'rollup']
  const stored = [...propertyTypes.keys()].filter((type) => !computed.includes(type))
  assert.deepEqual(stored.toSorted(), Object.keys(cases).toSorted())
})
