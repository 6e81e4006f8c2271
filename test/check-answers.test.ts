import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { named, reference } from '#shared/validation/named-schemas.ts'
import { mistakeIn } from './check-answers.ts'

const Person = named(
  'CheckedPerson',
  Type.Object({ name: Type.String(), more: Type.Record(Type.String(), Type.Number()) }),
)
const Group = Type.Object({ owner: Person, members: Type.Array(reference('CheckedPerson')) })
const ada = { name: 'Ada', more: { any: 1 } }

test('an answer is held against its description, named parts and all', () => {
  assert.equal(mistakeIn(Group, { owner: ada, members: [ada] }), null)
  for (const wrong of [
    { owner: ada },
    { owner: ada, members: [ada], extra: 1 },
    { owner: { ...ada, extra: 1 }, members: [] },
    { owner: ada, members: [{ ...ada, more: { any: 'text' } }] },
    { owner: ada, members: [{ name: 1, more: {} }] },
  ]) {
    assert.notEqual(mistakeIn(Group, wrong), null, JSON.stringify(wrong))
  }
})
