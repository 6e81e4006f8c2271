import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSqlite } from '../dialects/sqlite.ts'
import { migrate } from '../migrate.ts'

test('what went to the trash together is found by an index', async (t) => {
  const store = openSqlite(':memory:')
  t.after(() => store.close())
  await migrate(store)
  const plan = await store.reader.run<{ detail: string }>(
    'explain query plan update blocks set trash_root = null where workspace_id = ? and trash_root = ?',
    ['w', 'page'],
  )
  assert.match(
    plan.map(({ detail }) => detail).join('\n'),
    /INDEX blocks_trash \(workspace_id=\? AND trash_root=\?\)/,
  )
})
