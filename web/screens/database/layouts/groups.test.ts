import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextColor } from '../cells/editors/next-color.ts'
import { nameOfDays, nameOfNumbers } from './group-names.ts'
import { valueInGroup } from './group-values.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase(), color: 'gray' }))
const value = (type: string, content: unknown) => ({ id: 'x', type, [type]: content })
const status = { options: [a, b, c], groups: [] }

for (const [name, type, unit, before, from, to, expected] of [
  ['an option takes the place of another', 'select', undefined, a, a, b, { select: b }],
  ['no option takes it away', 'select', undefined, a, a, null, { select: null }],
  ['of several options the others stay', 'multi_select', undefined, [a, c], a, b, { multi_select: [c, b] }],
  [
    'an option that is there already comes once',
    'multi_select',
    undefined,
    [a, b],
    a,
    b,
    { multi_select: [b] },
  ],
  ['a person joins those who are there', 'people', undefined, [a], null, b, { people: [a, b] }],
  [
    'a page is taken out',
    'relation',
    undefined,
    [{ id: 'a' }, { id: 'b' }],
    { id: 'a' },
    null,
    { relation: [{ id: 'b' }] },
  ],
  [
    'a group of a status means its first option',
    'status',
    'group',
    a,
    null,
    { id: 'g', option_ids: ['c', 'b'] },
    { status: c },
  ],
  ['an empty group of a status means nothing', 'status', 'group', a, null, { id: 'g', option_ids: [] }, null],
  ['a box is checked', 'checkbox', undefined, false, false, true, { checkbox: true }],
  [
    'a day is a date',
    'date',
    'day',
    null,
    null,
    { from: '2026-11-27', to: '2026-11-27' },
    { date: { start: '2026-11-27', end: null } },
  ],
  ['a month is none', 'date', 'month', null, null, { from: '2026-11-01', to: '2026-11-30' }, null],
  ['a number is one', 'number', undefined, 1, null, { from: 5, to: 5 }, { number: 5 }],
  ['a range of numbers is none', 'number', undefined, 1, null, { from: 5, to: 10 }, null],
  ['an exact text is one', 'url', 'exact', null, null, 'https://a.test', { url: 'https://a.test' }],
  ['a first letter is none', 'url', 'alphabet_prefix', null, null, 'h', null],
  ['what is computed cannot be given', 'formula', undefined, null, null, true, null],
] as const) {
  test(`a card is moved: ${name}`, () => {
    const property = { id: 'x', name: 'P', type, status }
    const by = { type, property_id: 'x', group_by: unit, sort: { type: 'manual' } } as const
    const given = valueInGroup(property, by, value(type, before), from === null ? null : { value: from }, {
      value: to,
    })
    assert.deepEqual(given, expected)
  })
}

test('days and numbers that are grouped have names', () => {
  assert.equal(nameOfDays({ from: '2026-11-27', to: '2026-11-27', name: 'today' }), 'Today')
  assert.equal(nameOfDays({ from: '2026-11-20', to: '2026-11-25', name: 'last_7_days' }), 'Last 7 days')
  assert.equal(nameOfDays({ from: '2026-01-01', to: '2026-12-31' }), '2026')
  assert.match(nameOfDays({ from: '2024-02-01', to: '2024-02-29' }), /^\p{L}+ 2024$/u)
  assert.match(nameOfDays({ from: '2024-02-26', to: '2024-03-03' }), /→/)
  const name = (from: number | null, to: number | null) => nameOfNumbers({ from, to }, String)
  assert.deepEqual(
    [name(null, 0), name(0, 10), name(20, null), name(5, 5)],
    ['below 0', '0 to 10', '20 and more', '5'],
  )
})

test('a new option has a colour that few have', () => {
  assert.equal(nextColor([]), 'blue')
  assert.equal(nextColor([{ color: 'blue' }, { color: 'green' }]), 'yellow')
})
