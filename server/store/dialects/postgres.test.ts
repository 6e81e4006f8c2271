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

test('a table that another process changed is read and written with new plans', async (t) => {
  const database = await createDatabase()
  const [store, other] = [openPostgres(database.url), openPostgres(database.url)]
  t.after(async () => {
    await Promise.all([store.close(), other.close()])
    await database.drop()
  })
  const change = (text: string) => other.transaction((db) => db.run(text, []))
  await change('create table things (id integer)')
  await change('insert into things values (1)')
  const text = 'select * from things'
  const ways = {
    reading: () => store.reader.run(text, []),
    writing: () => store.transaction((db) => db.run(text, [])),
  }
  for (const [name, way] of Object.entries(ways)) {
    await Promise.all([way(), way(), way()])
    await change(`alter table things add column ${name} integer`)
    for (const rows of await Promise.all([way(), way(), way()])) assert.ok(name in (rows[0] as object), name)
  }
})

test('a connection that breaks within a transaction fails that and nothing else', async (t) => {
  const database = await createDatabase()
  const [store, other] = [openPostgres(database.url), openPostgres(database.url)]
  t.after(async () => {
    await Promise.all([store.close(), other.close()])
    await database.drop()
  })
  await assert.rejects(
    store.transaction(async (db) => {
      const [own] = await db.run<{ pid: number }>('select pg_backend_pid() as pid', [])
      await other.reader.run('select pg_terminate_backend($1)', [own!.pid])
      // Long enough for the news to arrive while nothing is asked.
      await new Promise((resolve) => setTimeout(resolve, 200))
      await db.run('select 1', [])
    }),
  )
  assert.deepEqual(await store.transaction((db) => db.run('select 1 as one', [])), [{ one: 1 }])
})
