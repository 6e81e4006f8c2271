import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStores } from '#test/stores.ts'

test('the groups of a person are found by an index, and not among the members of all groups', async (t) => {
  const store = await testStores[0]!.open(t)
  const plan = await store.reader.run<{ detail: string }>(
    'explain query plan select group_id from group_members where workspace_id = ? and user_id = ?',
    ['w', 'u'],
  )
  assert.match(
    plan.map(({ detail }) => detail).join('\n'),
    /INDEX group_members_user \(workspace_id=\? AND user_id=\?\)/,
  )
})
