import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keysOfRow } from '../filters/formula-keys.ts'
import { keyLabel, numberKey } from '../filters/row-keys.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { makeBudget } from './budget.ts'
import { meanTheSame, ownFormulas } from './own-formulas.ts'

const property = (id: string, type: string, config: object = {}): StoredProperty => ({
  id,
  name: id,
  description: null,
  type,
  config,
})
const schemaOf = (...properties: StoredProperty[]): StoredSchema =>
  Object.fromEntries(properties.map((one) => [one.id, one]))

const target = '00000000-0000-4000-8000-00000000000b'
const options = (...names: string[]) => ({ options: names.map((name) => ({ id: `id-${name}`, name })) })
const plain = [
  property('title', 'title'),
  property('text', 'rich_text'),
  property('num', 'number'),
  property('done', 'checkbox'),
  property('due', 'date'),
  property('who', 'people'),
  property('one', 'select', options('a', 'b')),
  property('id', 'unique_id', { prefix: 'X' }),
  property('made', 'created_time'),
  property('maker', 'created_by'),
  property('edited', 'last_edited_time'),
  property('editor', 'last_edited_by'),
  property('checked', 'verification'),
  property('rel', 'relation', { data_source_id: target, database_id: target, type: 'single_property' }),
  property('roll', 'rollup', {
    function: 'count',
    relation_property_id: 'rel',
    rollup_property_id: 'title',
  }),
]
const withFormulas = (formulas: Readonly<Record<string, string>>, others = plain): StoredSchema =>
  schemaOf(
    ...others,
    ...Object.entries(formulas).map(([id, expression]) => property(id, 'formula', { expression })),
  )

const cases: [expression: string, result: string | undefined][] = [
  ['prop("num") + 1', 'number'],
  ['prop("title") + prop("one") + prop("id")', 'string'],
  ['prop("num") > 1', 'boolean'],
  ['ifs(prop("done"), prop("num") > 1)', 'boolean'],
  ['dateAdd(prop("due"), 1, "days")', 'date'],
  ['prop("made")', 'date'],
  ['prop("who").length()', 'number'],
  ['prop("maker") == prop("who").first()', 'boolean'],
  ['id()', 'string'],
  ['"a"', 'string'],
  // Lists, and what only the value tells the type of.
  ['[prop("num")]', undefined],
  ['if(prop("done"), 1, "one")', undefined],
  // Names, the clock, and what is written without the row.
  ['prop("who").map(current.name()).join()', undefined],
  ['prop("maker") + ""', undefined],
  ['now() > prop("due")', undefined],
  ['if(prop("done"), 1, dateBetween(today(), prop("due"), "days"))', undefined],
  ['prop("edited")', undefined],
  ['prop("editor") == prop("maker")', undefined],
  ['prop("checked")', undefined],
  // Other pages.
  ['prop("rel").length()', undefined],
  ['prop("rel").map(current.prop("title")).join()', undefined],
  ['prop("roll")', undefined],
  ['prop("gone")', undefined],
]

for (const [expression, result] of cases) {
  test(`\`${expression}\` ${result ? `is a ${result} of its own row` : 'does not follow from its row alone'}`, () => {
    assert.equal(ownFormulas(withFormulas({ f: expression })).get('f')?.result, result)
  })
}

test('a formula over formulas follows from the row alone when all of them do', () => {
  const own = ownFormulas(
    withFormulas({
      a: 'prop("num") * 2',
      b: 'prop("a") + prop("a")',
      c: 'prop("b") + toNumber(now())',
      d: 'prop("c") + 1',
      e: 'prop("f")',
      f: 'prop("e")',
    }),
  )
  assert.deepEqual([...own.keys()], ['a', 'b'])
  assert.deepEqual([...own.get('b')!.reads].sort(), ['a', 'b', 'num'])
})

test('formulas mean the same until something changes that they are built on', () => {
  const before = withFormulas({ a: 'prop("one")', b: 'prop("a") + "!"' })
  const others = (changed: StoredProperty) => plain.map((one) => (one.id === changed.id ? changed : one))
  const after = (changed: StoredProperty, formulas = { a: 'prop("one")', b: 'prop("a") + "!"' }) =>
    meanTheSame(before, withFormulas(formulas, others(changed)))
  const one = before.one!
  assert.equal(after(one), true)
  assert.equal(after({ ...one, name: 'renamed' }), true)
  assert.equal(after(property('num', 'rich_text')), true)
  assert.equal(after(property('one', 'select', options('a', 'c'))), false)
  assert.equal(after(property('one', 'rich_text')), false)
  assert.equal(after(one, { a: 'prop("one") + ""', b: 'prop("a") + "!"' }), false)
  assert.equal(after(one, { a: 'prop("one")', b: 'prop("a") + "?"' }), false)
  assert.equal(meanTheSame(before, withFormulas({ a: 'prop("one")' })), false)
  assert.equal(meanTheSame(before, withFormulas({ a: 'prop("one")', b: 'now()' })), false)
})

const keysOf = (formulas: Readonly<Record<string, string>>, values: object, steps = 1000) => {
  const meta = {
    id: '00000000-0000-4000-8000-000000000001',
    created_time: 90_500,
    created_by: 'somebody',
    last_edited_time: 0,
    last_edited_by: 'somebody',
    unique_number: 7,
  }
  const schema = withFormulas(formulas, plain)
  const keys = keysOfRow(schema, values as never, meta, 'UTC', makeBudget(steps, steps))
  const ofFormulas = Object.keys(formulas).flatMap((id) =>
    (['one', 'option', 'many', 'named'] as const).flatMap((kind) => {
      const key = keys[keyLabel(kind, id)]
      return key === undefined ? [] : [[id, kind, key]]
    }),
  )
  return ofFormulas
}
const run = (text: string) => ({ type: 'text', plain_text: text })

test('what they give is keyed like a property of its type, and nothing has no key', () => {
  const formulas = {
    words: 'prop("title") + "!"',
    twice: 'prop("num") * 2',
    yes: 'prop("num") > 1',
    no: 'prop("num") < 1',
    none: 'ifs(prop("done"), true)',
    day: 'prop("due")',
    begun: 'prop("made")',
    empty: 'prop("text")',
    nan: 'prop("num") / 0',
  }
  const values = { title: [run('Ä')], num: 2, due: { start: '1970-01-02', end: null, time_zone: null } }
  assert.deepEqual(keysOf(formulas, values), [
    ['words', 'one', 'ä!'],
    ['twice', 'one', numberKey(4)],
    ['yes', 'option', '1'],
    ['no', 'option', '0'],
    ['day', 'one', numberKey(86_400_000)],
    ['begun', 'one', numberKey(60_000)],
  ])
})

test('what depends on who looks, or that no store keeps, is left to a look at the row', () => {
  const formulas = { name: 'prop("title")', half: 'prop("text").substring(0, 1)', same: 'prop("num")' }
  const mention = { type: 'mention', mention: { type: 'user', user: { id: 'u' } } }
  const values = { title: [run('by '), mention], text: [run('👍')], num: 1 }
  assert.deepEqual(keysOf(formulas, values), [
    ['name', 'named', ''],
    ['half', 'named', ''],
    ['same', 'one', numberKey(1)],
  ])
})

test('and so are all of a row when one takes too many steps', () => {
  const formulas = { long: 'repeat("a", 9000).length()', same: 'prop("num")' }
  assert.deepEqual(keysOf(formulas, { num: 1 }, 100), [
    ['long', 'named', ''],
    ['same', 'named', ''],
  ])
  assert.equal(keysOf(formulas, { num: 1 })[0]![1], 'one')
})
