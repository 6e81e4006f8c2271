import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormulaResult, RolledUp, RollupResult } from '../computed/results.ts'
import { ada, uuid, view } from '../properties/example-contexts.ts'
import type { StoredProperty, StoredValue } from '../properties/property.ts'
import { storeRichText } from '../rich-text/store.ts'
import { fitsFunction, type RolledUpKind, type RollupFunction, rollupFunctions } from './functions.ts'
import { partsOf } from './read.ts'
import { rollUp } from './roll-up.ts'

const property = (type: string, config: object = {}): StoredProperty => ({
  id: 'prop',
  name: 'P',
  description: null,
  type,
  config,
})

const item = (type: string, value: StoredValue, config: object = {}): RolledUp => ({
  property: property(type, config),
  value,
  meta: view.meta,
})

const formulaOf = (type: FormulaResult['type'], value: FormulaResult['value']): RolledUp =>
  item('formula', { type, value, raw: null } satisfies FormulaResult)

const rollupOf = (result: RollupResult): RolledUp => item('rollup', result)

const numbers = (...values: (number | null)[]) => values.map((value) => item('number', value))
const dates = (...values: (readonly [string, string?] | null)[]) =>
  values.map((value) => item('date', value && { start: value[0], end: value[1] ?? null, time_zone: null }))
const checks = (...values: boolean[]) => values.map((value) => item('checkbox', value))
const status = {
  options: [],
  groups: [
    { id: 'g1', name: 'To-do', color: 'gray', option_ids: ['todo'] },
    { id: 'g2', name: 'Complete', color: 'green', option_ids: ['done', 'dropped'] },
  ],
}
const states = (...values: (string | null)[]) => values.map((value) => item('status', value, status))
const day = (start: string, end: string | null = null) => ({ start, end, time_zone: null })
const time = '2026-06-15T14:30:00.000-04:00'

for (const [name, items, expected] of [
  ['count', numbers(1, null), 2],
  ['count', [], 0],
  ['count_values', [item('multi_select', ['a', 'b']), item('multi_select', null)], 2],
  ['count_values', checks(true, false), 2],
  ['unique', [item('multi_select', ['a', 'b']), item('multi_select', ['b'])], 2],
  ['unique', numbers(1, 1, null), 1],
  ['empty', [item('rich_text', null), item('rich_text', storeRichText([{ text: { content: 'x' } }]))], 1],
  ['empty', checks(false), 0],
  ['not_empty', numbers(0, null), 1],
  ['percent_empty', numbers(null, 1, 2, 3), 0.25],
  ['percent_not_empty', [], 0],
  ['sum', numbers(1, null, 2.5), 3.5],
  ['sum', [], null],
  ['sum', numbers(null), null],
  ['sum', numbers(1.7e308, 1.7e308), null],
  ['average', numbers(1, 2, null), 1.5],
  ['median', numbers(5, 1, 3), 3],
  ['median', numbers(4, 1, 3, 2), 2.5],
  ['median', numbers(1.7e308, 1.7e308), 1.7e308],
  ['min', numbers(3, -1), -1],
  ['max', numbers(-3, -1), -1],
  ['max', [], null],
  ['range', numbers(3, -1), 4],
  ['checked', checks(true, false, true), 2],
  ['unchecked', [...checks(true), item('checkbox', null)], 1],
  ['percent_checked', checks(true, false), 0.5],
  ['percent_unchecked', [], 0],
  ['count_per_group', states('todo', 'done', 'dropped', null), 2],
  ['percent_per_group', states('todo', 'done', 'dropped', null), 0.5],
  ['sum', [formulaOf('number', 2), formulaOf('number', null)], 2],
  ['checked', [formulaOf('boolean', true), formulaOf('boolean', null)], 1],
  ['sum', [rollupOf({ type: 'number', number: 2 }), rollupOf({ type: 'array', array: numbers(3, 4) })], 9],
  // Each related page is one, whatever it rolls up itself.
  ['count', [rollupOf({ type: 'array', array: numbers(3, 4) }), rollupOf({ type: 'array', array: [] })], 2],
  ['empty', [rollupOf({ type: 'array', array: numbers(3, 4) }), rollupOf({ type: 'array', array: [] })], 1],
  ['earliest_date', dates(['2026-06-02'], null, ['2026-06-01', '2026-06-09']), day('2026-06-01')],
  ['latest_date', dates(['2026-06-02'], null, ['2026-06-01', '2026-06-09']), day('2026-06-09')],
  ['date_range', dates(['2026-06-02'], ['2026-06-01', '2026-06-09']), day('2026-06-01', '2026-06-09')],
  ['date_range', dates(['2026-06-02']), day('2026-06-02', '2026-06-02')],
  ['earliest_date', dates(['2026-06-15'], [time]), day('2026-06-15')],
  ['latest_date', dates(['2026-06-15'], [time]), day(time)],
  ['latest_date', dates(null), null],
  ['earliest_date', [item('created_time', null)], day('2026-06-27T16:54:00.000+00:00')],
  ['latest_date', [formulaOf('date', day('2026-06-01', '2026-06-03'))], day('2026-06-03')],
] as const satisfies readonly (readonly [RollupFunction, readonly RolledUp[], unknown])[]) {
  test(`${name} of ${items.length} is ${JSON.stringify(expected)}`, () => {
    const result = rollUp(name, items, 'UTC')
    assert.deepEqual(
      result.type === 'number' ? result.number : result.type === 'date' && result.date,
      expected,
    )
  })
}

test('originals are all there, and unique ones once where they first stand', () => {
  const items = numbers(2, null, 1, 2)
  assert.deepEqual(rollUp('show_original', items, 'UTC'), { type: 'array', array: items })
  assert.deepEqual(rollUp('show_unique', items, 'UTC'), { type: 'array', array: [items[0], items[2]] })
  assert.deepEqual(rollUp('show_original', [], 'UTC'), { type: 'array', array: [] })
})

test('what is rolled up already is laid out', () => {
  const [one, two] = numbers(1, 2)
  const nested = [rollupOf({ type: 'array', array: [one!, two!] }), rollupOf({ type: 'array', array: [] })]
  assert.deepEqual(rollUp('show_original', nested, 'UTC'), { type: 'array', array: [one, two] })
  const shown = rollUp('show_original', [rollupOf({ type: 'number', number: 5 })], 'UTC')
  assert.ok(shown.type === 'array')
  assert.deepEqual([shown.array[0]!.property.type, shown.array[0]!.value], ['number', 5])
})

test('a value of each type has its parts, and an empty one has none', () => {
  const mention = storeRichText([{ mention: { user: { id: ada } } }])
  for (const [type, value, parts] of [
    ['title', storeRichText([{ text: { content: 'a' } }, { text: { content: 'b' } }]), 1],
    ['rich_text', mention, 1],
    ['number', 0, 1],
    ['select', uuid(1), 1],
    ['multi_select', [uuid(1), uuid(2)], 2],
    ['status', uuid(1), 1],
    ['date', day('2026-06-01'), 1],
    ['people', [ada], 1],
    ['files', [{ name: 'a' }, { name: 'b' }], 2],
    ['url', 'https://acme.test', 1],
    ['email', 'a@acme.test', 1],
    ['phone_number', '1', 1],
    ['relation', { ids: [uuid(1), uuid(2)], has_more: false }, 2],
    ['place', { lat: 1, lon: 2 }, 1],
    ['verification', { state: 'verified' }, 1],
    ['formula', { type: 'string', value: 'x', raw: null }, 1],
    ['rollup', { type: 'number', number: 1 }, 1],
  ] as const) {
    assert.equal(partsOf(item(type, value)).length, parts, type)
    const empty = {
      formula: { type: 'string', value: null, raw: null },
      rollup: { type: 'number', number: null },
    }
    assert.deepEqual(partsOf(item(type, type in empty ? empty[type as never] : null)), [], type)
  }
  for (const type of [
    'checkbox',
    'created_time',
    'last_edited_time',
    'created_by',
    'last_edited_by',
    'unique_id',
  ]) {
    assert.equal(partsOf(item(type, null)).length, 1, type)
  }
  for (const type of ['button', 'location', 'last_visited_time'])
    assert.deepEqual(partsOf(item(type, null)), [])
})

test('functions fit the types they can count with', () => {
  const fitting = (kind: RolledUpKind) => rollupFunctions.filter((name) => fitsFunction(name, kind))
  const anywhere = fitting({ type: 'rich_text' })
  assert.deepEqual(anywhere, [
    'count',
    'count_values',
    'empty',
    'not_empty',
    'unique',
    'show_unique',
    'percent_empty',
    'percent_not_empty',
    'show_original',
  ])
  const more = (kind: RolledUpKind) => fitting(kind).filter((name) => !anywhere.includes(name))
  const sums = ['sum', 'average', 'median', 'min', 'max', 'range']
  const ends = ['earliest_date', 'latest_date', 'date_range']
  const checked = ['checked', 'unchecked', 'percent_checked', 'percent_unchecked']
  for (const [kind, names] of [
    [{ type: 'number' }, sums],
    [{ type: 'formula', formula: 'number' }, sums],
    [{ type: 'date' }, ends],
    [{ type: 'created_time' }, ends],
    [{ type: 'formula', formula: 'date' }, ends],
    [{ type: 'checkbox' }, checked],
    [{ type: 'formula', formula: 'boolean' }, checked],
    [{ type: 'formula', formula: 'string' }, []],
    [{ type: 'formula', formula: null }, [...sums, ...ends, ...checked]],
    [{ type: 'status' }, ['count_per_group', 'percent_per_group']],
    [{ type: 'relation' }, []],
    [{ type: 'button' }, []],
  ] as const) {
    assert.deepEqual(more(kind), names, JSON.stringify(kind))
  }
})
