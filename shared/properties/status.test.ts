import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate } from '../validation/validate.ts'
import { drawing, noScope, uuid } from './example-contexts.ts'
import { defaultStatus, type StatusConfig, status } from './status.ts'

const configure = (request: object, previous: object | null = null, from = 0) =>
  status.configure(validate(status.configRequest, request, 'body') as never, previous, {
    newId: drawing(from).newId,
    path: 'body.properties.Status.status',
    databaseOf: () => '',
    scope: noScope,
  })
const byGroup = ({ options, groups }: StatusConfig) =>
  Object.fromEntries(
    groups.map(({ name, option_ids }) => [
      name,
      option_ids.map((id) => options.find((option) => option.id === id)?.name),
    ]),
  )

test('an empty request makes three options in three groups', () => {
  assert.deepEqual(byGroup(configure({})), {
    'To-do': ['Not started'],
    'In progress': ['In progress'],
    Complete: ['Done'],
  })
})

test('an option goes to the group it names, to its usual one, or to the first', () => {
  const config = configure({
    options: [{ name: 'Shipped', group: 'Complete' }, { name: 'Done' }, { name: 'Waiting' }],
  })
  assert.deepEqual(byGroup(config), {
    'To-do': ['Waiting'],
    'In progress': [],
    Complete: ['Shipped', 'Done'],
  })
  assert.equal(defaultStatus(config), config.options[2]?.id)
})

test('an option that is kept stays in its group until another is named', () => {
  const before = configure({ options: [{ name: 'A', group: 'Complete' }, { name: 'B' }] })
  const after = configure({ options: [{ name: 'A' }, { name: 'B', group: 'In progress' }] }, before, 50)
  assert.deepEqual(byGroup(after), { 'To-do': [], 'In progress': ['B'], Complete: ['A'] })
  assert.deepEqual(after.options, before.options)
  assert.equal(defaultStatus(after), before.options[0]?.id)
})

test('what was read makes the same status again, groups and all', () => {
  const before = configure({
    options: [
      { name: 'A', group: 'Complete', color: 'pink' },
      { name: 'B', description: 'b' },
    ],
  })
  const shown = status.presentConfig(before, noScope)
  assert.deepEqual(status.presentConfig(configure(shown, before), noScope), shown)
  const copy = configure(shown, null, 50)
  assert.deepEqual(byGroup(copy), byGroup(before))
  assert.notEqual(copy.options[0]?.id, before.options[0]?.id)
})

test('groups are renamed, coloured and filled', () => {
  const before = configure({})
  const [todo] = before.groups
  const after = configure(
    { groups: [{ id: todo?.id, name: 'Later', color: 'red', option_ids: [uuid(3)] }] },
    before,
  )
  assert.deepEqual(after.groups[0], {
    id: todo?.id,
    name: 'Later',
    color: 'red',
    option_ids: [uuid(1), uuid(3)],
  })
  assert.deepEqual(after.groups[2]?.option_ids, [])
})

test('a group that does not exist is refused with the ones that do', () => {
  assert.throws(() => configure({ options: [{ name: 'A', group: 'Someday' }] }), {
    message:
      'body failed validation: body.properties.Status.status.options[0].group should be `"To-do"`, `"In progress"`, or `"Complete"`, instead was `"Someday"`.',
  })
  assert.throws(() => configure({ groups: [{ name: 'Someday' }] }), {
    message:
      'body failed validation: body.properties.Status.status.groups[0].name should be `"To-do"`, `"In progress"`, or `"Complete"`, instead was `"Someday"`.',
  })
})

test('a select turned into a status keeps its options', () => {
  const options = ['Done', 'Idea'].map((name, index) => ({
    id: uuid(70 + index),
    name,
    color: 'red',
    description: null,
  }))
  const config = configure({}, { options })
  assert.deepEqual(config.options, options)
  assert.deepEqual(byGroup(config), { 'To-do': ['Idea'], 'In progress': [], Complete: ['Done'] })
})

test('a status without options has no default', () => {
  assert.equal(defaultStatus(configure({ options: [] })), null)
})
