import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configureOptions, type Option, type OptionRequest, optionsOfTexts, useOption } from './options.ts'

const option = (id: string, name: string, more: Partial<Option> = {}): Option => ({
  id,
  name,
  color: 'default',
  description: null,
  ...more,
})
const known = [option('a', 'Todo', { color: 'red', description: 'to be done' }), option('b', 'Done')]

const newIds = () => {
  let count = 0
  return () => `new-${++count}`
}
const configure = (requested: OptionRequest[] | undefined, previous = known) =>
  configureOptions(requested, previous, newIds())

test('without a list the options stay', () => {
  assert.deepEqual(configure(undefined), known)
})

test('an option found by id or name keeps its id and what is not mentioned', () => {
  assert.deepEqual(configure([{ id: 'a' }, { name: 'Done', color: 'green' }]), [
    known[0],
    option('b', 'Done', { color: 'green' }),
  ])
})

test('an option is renamed by its id, and its old name is free for a new option', () => {
  assert.deepEqual(configure([{ name: 'Todo' }, { id: 'a', name: 'Later' }]), [
    option('new-1', 'Todo'),
    { ...known[0], name: 'Later' },
  ])
})

test('two options swap their names', () => {
  const swapped = configure([
    { id: 'a', name: 'Done' },
    { id: 'b', name: 'Todo' },
  ])
  assert.deepEqual(
    swapped.map(({ id, name }) => [id, name]),
    [
      ['a', 'Done'],
      ['b', 'Todo'],
    ],
  )
})

test('what is not in the list is gone, and an unknown id beside a name makes a new option', () => {
  assert.deepEqual(configure([{ id: 'of another schema', name: 'Blocked', color: 'pink' }]), [
    option('new-1', 'Blocked', { color: 'pink' }),
  ])
})

test('a description is removed with null', () => {
  assert.equal(configure([{ id: 'a', description: null }])[0]?.description, null)
})

test('lists that make no sense are refused', () => {
  for (const [requested, message] of [
    [[{ id: 'nobody' }], 'Could not find option with id: nobody'],
    [[{ name: 'a, b' }], 'Invalid select option, commas not allowed: a, b'],
    [[{ name: 'New' }, { name: 'New' }], 'Option names must be unique: "New" is given more than once.'],
    [[{ id: 'a' }, { id: 'a' }], 'Option names must be unique: "Todo" is given more than once.'],
    [
      [{ id: 'a', name: 'Done' }, { id: 'b' }],
      'Option names must be unique: "Done" is given more than once.',
    ],
  ] as [OptionRequest[], string][]) {
    assert.throws(() => configure(requested), { name: 'Error', kind: 'invalid', message })
  }
})

test('a page uses a known option by id or name, and makes an unknown name one', () => {
  assert.equal(useOption(known, { id: 'b', name: 'Todo' }, newIds()).option, known[1])
  assert.equal(useOption(known, { name: 'Todo' }, newIds()).options, known)
  assert.deepEqual(useOption(known, { name: 'todo', color: 'blue' }, newIds()), {
    option: option('new-1', 'todo', { color: 'blue' }),
    options: [...known, option('new-1', 'todo', { color: 'blue' })],
  })
})

test('a page names no option with a comma and no unknown id', () => {
  assert.throws(() => useOption(known, { name: 'a,b' }, newIds()), {
    message: 'Invalid select option, commas not allowed: a,b',
  })
  assert.throws(() => useOption(known, { id: 'x' }, newIds()), {
    message: 'Invalid select option. Select option "x" does not exist',
  })
})

test('texts name options, which are made only where that is wanted', () => {
  assert.deepEqual(optionsOfTexts([' Done', '', 'one, two', 'Done'], known, newIds(), true), {
    ids: ['b', 'new-1'],
    options: [...known, option('new-1', 'one two')],
  })
  assert.deepEqual(optionsOfTexts(['Done', 'Other'], known, newIds(), false), { ids: ['b'], options: known })
})
