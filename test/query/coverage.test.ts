import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStores } from '#test/stores.ts'
import { everyColumn, someSurroundings } from './columns/every.ts'
import { aHome } from './home.ts'

// The operators that the API's reference names for each type of property.

const existence = ['is_empty', 'is_not_empty']
const text = ['equals', 'does_not_equal', 'contains', 'does_not_contain', 'starts_with', 'ends_with']
const order = ['greater_than', 'less_than', 'greater_than_or_equal_to', 'less_than_or_equal_to']
const equality = ['equals', 'does_not_equal']
const membership = ['contains', 'does_not_contain']
const date = ['equals', 'before', 'after', 'on_or_before', 'on_or_after']
const windows = ['this_week', 'past_week', 'past_month', 'past_year', 'next_week', 'next_month', 'next_year']

const documented: Readonly<Record<string, readonly string[]>> = {
  title: [...text, ...existence],
  rich_text: [...text, ...existence],
  url: [...text, ...existence],
  email: [...text, ...existence],
  phone_number: [...text, ...existence],
  number: [...equality, ...order, ...existence],
  unique_id: [...equality, ...order],
  checkbox: equality,
  select: [...equality, ...existence],
  status: [...equality, ...existence],
  multi_select: [...membership, ...existence],
  date: [...date, ...windows, ...existence],
  created_time: [...date, ...windows, ...existence],
  last_edited_time: [...date, ...windows, ...existence],
  people: [...membership, ...existence],
  created_by: [...membership, ...existence],
  last_edited_by: [...membership, ...existence],
  relation: [...membership, ...existence],
  files: existence,
  verification: ['status', 'does_not_equal'],
}

test('every type of property is asked every operator that is documented', async (t) => {
  const columns = await everyColumnOf(t)
  const asked = Object.fromEntries(
    columns.map(({ schema, family }) => [Object.keys(schema)[0], Object.keys(family.operators).sort()]),
  )
  const expected = Object.entries(documented).map(([type, operators]) => [type, operators.toSorted()])
  assert.deepEqual(asked, Object.fromEntries(expected))
})

test('every operator has operands, and every written value its columns', async (t) => {
  for (const { name, family, write, values } of await everyColumnOf(t)) {
    for (const [operator, { operands }] of Object.entries(family.operators)) {
      assert.ok(operands.length > 0, `${name} ${operator}`)
    }
    assert.equal(values.length > 0, write !== undefined, name)
  }
})

async function everyColumnOf(t: { after(work: () => Promise<void>): void }) {
  const home = await aHome(t, testStores[0]!)
  return everyColumn(await someSurroundings(home), home.names)
}
