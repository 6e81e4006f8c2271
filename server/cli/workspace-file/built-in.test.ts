import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInWorkspace } from './built-in.ts'
import { expandRow, expandSchema } from './expand.ts'

test('the built-in workspace is valid, with fixed ids and tokens', () => {
  const { users, connections, pages } = builtInWorkspace()
  assert.ok(users.every(({ token }) => token !== undefined))
  assert.ok(connections.every((connection) => connection.kind === 'public' || connection.token !== undefined))
  const all = pages.flatMap(function below(page): typeof pages {
    return [page, ...page.pages.flatMap(below)]
  })
  assert.ok(all.every(({ id }) => id !== undefined))
  const [tasks] = pages[0]!.databases
  assert.deepEqual(expandSchema(tasks!.properties).Status, { status: {} })
  for (const row of tasks!.rows) expandRow(tasks!.properties, row)
  assert.equal(tasks!.rows.length, 4)
})
