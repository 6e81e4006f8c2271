import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDatabase } from '#test/postgres.ts'
import { openPostgres } from './postgres.ts'

test('a statement that is run again in a transaction is planned once, and survives one that fails', async (t) => {
  const database = await createDatabase()
  const store = openPostgres(database.url)
  t.after(async () => {
    await store.close()
    await database.drop()
  })
  const text = 'select cast($1 as text) as said'
  const failing = 'select 1 / cast($1 as integer) as part'
  for (const said of ['once', 'again']) {
    const [row] = await store.transaction((db) => db.run<{ said: string }>(text, [said]))
    assert.deepEqual(row, { said })
    await assert.rejects(store.transaction((db) => db.run(failing, [0])))
  }
  assert.deepEqual(await store.transaction((db) => db.run(failing, [1])), [{ part: 1 }])
  const planned = await store.transaction((db) =>
    db.run<{ statement: string }>('select statement from pg_prepared_statements', []),
  )
  const texts = planned.map(({ statement }) => statement)
  for (const one of [text, failing]) assert.equal(texts.filter((other) => other === one).length, 1, one)
})
