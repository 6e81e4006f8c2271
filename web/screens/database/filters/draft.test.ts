import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFilter } from '#shared/filters/parse.ts'
import type { Filter } from '../../../data/view.ts'
import { countOf, isGroup, newCondition, pathsOf, toCondition, toDraft, toFilter } from './draft.ts'
import { operatorsOf } from './operators.ts'

const number = (operator: string, operand: unknown, property = 'n') => ({
  property,
  number: { [operator]: operand },
})

for (const [name, filter] of [
  ['one condition', { and: [number('greater_than', 3)] }],
  [
    'groups in groups',
    { or: [number('equals', 1), { and: [number('less_than', 2), number('is_empty', true)] }] },
  ],
  ['a formula', { and: [{ property: 'f', formula: { string: { contains: 'a' } } }] }],
  ['values of a rollup', { and: [{ property: 'r', rollup: { every: { select: { equals: ['A', 'B'] } } } }] }],
  ['a window of dates', { and: [{ property: 'd', date: { past_week: {} } }] }],
  [
    'what only a program could make',
    { and: [{ timestamp: 'created_time', created_time: { before: 'today' } }] },
  ],
] as [string, Filter][]) {
  test(`comes back as it was: ${name}`, () => assert.deepEqual(toFilter(toDraft(filter)), filter))
}

test('a condition alone becomes a group, and nothing an empty one', () => {
  const alone = number('equals', 2)
  assert.deepEqual(toFilter(toDraft(alone)), { and: [alone] })
  assert.equal(toFilter(toDraft(null)), null)
})

test('what still lacks its operand is left out', () => {
  const draft = toDraft({ and: [number('equals', 1)] })
  draft.members.push(newCondition({ id: 't', name: 'Text', type: 'rich_text' })!)
  assert.deepEqual(toFilter(draft), { and: [number('equals', 1)] })
  assert.equal(isGroup(draft), true)
})

test('conditions are counted, in groups too', () => {
  assert.equal(countOf({ and: [number('equals', 1), { or: [number('equals', 1), number('equals', 2)] }] }), 3)
  assert.equal(countOf(null), 0)
})

test('every condition of every type is one that the API takes', () => {
  const option = { id: 'o', name: 'A', color: 'default', description: null }
  const configs: Record<string, object> = {
    select: { options: [option] },
    multi_select: { options: [option] },
    status: { options: [option], groups: [] },
    number: { format: 'number' },
    unique_id: { prefix: null },
    formula: { expression: '1' },
  }
  const id = '0c7a0000-0000-4000-8000-000000000001'
  const operands: Record<string, unknown> = {
    text: 'a',
    number: 1,
    checkbox: true,
    options: ['A'],
    date: 'today',
    person: 'me',
    page: id,
    state: 'none',
  }
  const types = [
    'title',
    'rich_text',
    'number',
    'select',
    'multi_select',
    'status',
    'date',
    'people',
    'files',
    'checkbox',
    'url',
    'email',
    'phone_number',
    'relation',
    'created_time',
    'created_by',
    'last_edited_time',
    'last_edited_by',
    'unique_id',
    'formula',
    'verification',
  ]
  let count = 0
  for (const type of types) {
    const schema = { x: { id: 'x', name: 'X', description: null, type, config: configs[type] ?? {} } }
    for (const path of pathsOf({ id: 'x', name: 'X', type })) {
      for (const { name, operand } of operatorsOf(path.at(-1)!)) {
        const condition = toCondition({
          id: 0,
          property: 'x',
          path,
          operator: name,
          operand: operands[operand],
        })
        assert.ok(condition, `${type} ${name}`)
        parseFilter(schema as never, { property: 'x', ...condition }, { now: 0, timeZone: 'UTC', me: null })
        count += 1
      }
    }
  }
  assert.ok(count > 150, String(count))
})
