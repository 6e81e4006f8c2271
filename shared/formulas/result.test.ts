import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, apollo, day, nobody, projects, readerWith } from './example-formulas.ts'
import { type FormulaResult, formulaResult } from './result.ts'
import { CHECKBOX, DATE, listOf, NUMBER, PERSON, TEXT } from './type-rules.ts'
import type { FormulaType } from './types.ts'
import type { FormulaValue } from './values.ts'

const ANY: FormulaType = { kind: 'any' }
const PAGE: FormulaType = { kind: 'page', dataSourceId: projects }

const string = (text: string | null): FormulaResult => ({ type: 'string', string: text })
const date = (start: string, end: string | null = null): FormulaResult => ({
  type: 'date',
  date: { start, end, time_zone: null },
})

const cases: [FormulaType, FormulaValue, FormulaResult][] = [
  [TEXT, 'a', string('a')],
  [TEXT, '', string('')],
  [TEXT, null, string(null)],
  [NUMBER, 1.5, { type: 'number', number: 1.5 }],
  [NUMBER, 0, { type: 'number', number: 0 }],
  [NUMBER, null, { type: 'number', number: null }],
  [CHECKBOX, false, { type: 'boolean', boolean: false }],
  [CHECKBOX, null, { type: 'boolean', boolean: null }],
  [DATE, null, { type: 'date', date: null }],
  [DATE, day('2026-06-15'), date('2026-06-15')],
  [DATE, day('2026-06-15', '2026-06-20'), date('2026-06-15', '2026-06-20')],
  [DATE, day('2026-06-15T14:30:59.999Z'), date('2026-06-15T10:30:00.000-04:00')],
  [
    DATE,
    day('2026-01-01T00:00Z', '2026-07-01T00:00Z'),
    date('2025-12-31T19:00:00.000-05:00', '2026-06-30T20:00:00.000-04:00'),
  ],
  [PERSON, ada, string('Ada')],
  [PERSON, nobody, string(null)],
  [PERSON, null, string(null)],
  [PAGE, apollo, string('Apollo')],
  [listOf(PERSON), [ada, ada], string('Ada, Ada')],
  [listOf(NUMBER), [1, null, 2], string('1, , 2')],
  [listOf(listOf(TEXT)), [['a', 'b'], ['c']], string('a, b, c')],
  [listOf(DATE), [day('2026-06-15')], string('June 15, 2026')],
  [listOf(TEXT), [], string(null)],
  [{ kind: 'empty' }, null, string(null)],
  [ANY, null, string(null)],
  [ANY, 'a', string('a')],
  [ANY, 1, { type: 'number', number: 1 }],
  [ANY, true, { type: 'boolean', boolean: true }],
  [ANY, day('2026-06-15'), date('2026-06-15')],
  [ANY, [1, 'a'], string('1, a')],
  [ANY, ada, string('Ada')],
]

for (const [type, value, expected] of cases) {
  test(`${JSON.stringify(value)} of type ${JSON.stringify(type)} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(formulaResult(value, type, readerWith({ timeZone: 'America/New_York' })), expected)
  })
}

test('times are written with the offset of the zone, also where it is none', () => {
  const now = day('2026-06-15T14:30Z')
  assert.deepEqual(formulaResult(now, DATE, readerWith()), date('2026-06-15T14:30:00.000+00:00'))
})
