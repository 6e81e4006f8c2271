import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { migrate, NewerStore } from './migrate.ts'
import { insertWorkspace } from './workspaces.ts'

const row = {
  id: 'w',
  name: 'Acme',
  icon: null,
  settings: '{}',
  sequence: 0,
  last_event_time: 0,
  changes_from: 1,
  events_from: 1,
  created_time: 1_790_000_000_000,
}

describeStores('the store', (testStore) => {
  test('keeps all of a transaction or nothing', async (t) => {
    const store = await testStore.open(t)
    await assert.rejects(
      store.transaction(async (db) => {
        await insertWorkspace(db, row)
        throw new Error('on second thought')
      }),
      /on second thought/,
    )
    assert.deepEqual(await store.reader.run('select id from workspaces', []), [])
  })

  test('gives times and counts as numbers', async (t) => {
    const store = await testStore.open(t)
    await store.transaction((db) => insertWorkspace(db, row))
    const [read] = await store.reader.run<typeof row>('select * from workspaces', [])
    assert.deepEqual({ ...read }, row)
  })

  test('is migrated once, however often it is asked', async (t) => {
    const store = await testStore.open(t)
    await store.transaction((db) => insertWorkspace(db, row))
    await migrate(store as never)
    assert.equal((await store.reader.run('select id from workspaces', [])).length, 1)
  })

  test('of a newer version is refused by name', async (t) => {
    const store = await testStore.open(t)
    await store.transaction((db) =>
      sql`insert into migrations (name, applied_time) values ('9999-from-the-future', 1)`.execute(db.sql),
    )
    await assert.rejects(migrate(store as never), (error) => {
      assert.ok(error instanceof NewerStore)
      assert.match(error.message, /9999-from-the-future/)
      return true
    })
  })

  test('lets transactions of one store wait for each other', async (t) => {
    const store = await testStore.open(t)
    await store.transaction((db) => insertWorkspace(db, row))
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (db) => {
          await sql`update workspaces set sequence = sequence + 1`.execute(db.sql)
        }),
      ),
    )
    const [read] = await store.reader.run<{ sequence: number }>('select sequence from workspaces', [])
    assert.equal(read?.sequence, 20)
  })
})
