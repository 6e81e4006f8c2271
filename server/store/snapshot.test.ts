import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { testStores } from '#test/stores.ts'
import type { Store } from './dialects/dialect.ts'
import { openSqlite } from './dialects/sqlite.ts'
import { migrate } from './migrate.ts'

type Cleanup = { after(work: () => Promise<void>): void }

async function onDisk(t: Cleanup): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'octavo-test-'))
  const store = openSqlite(join(folder, 'octavo.db'))
  t.after(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  await migrate(store)
  return store
}

const stores: [name: string, open: (t: Cleanup) => Promise<Store>][] = [
  ['SQLite on disk', onDisk],
  ...testStores.map(({ name, open }): (typeof stores)[number] => [name, open]),
]

for (const [name, open] of stores) {
  describe(`a snapshot on ${name}`, () => {
    const put = (store: Store, fact: string) =>
      store.transaction((db) => db.sql.insertInto('instance').values({ name: fact, value: '1' }).execute())
    const facts = async (db: Pick<Store['reader'], 'sql'>) =>
      (await db.sql.selectFrom('instance').select('name').where('name', 'like', 'fact%').execute()).length

    test('sees one moment, whatever is written meanwhile', async (t) => {
      const store = await open(t)
      await put(store, 'fact 1')
      // In memory there is one handle, and whoever writes waits.
      const isShared = name !== 'SQLite'
      let writing: Promise<unknown> | undefined
      await store.reader.snapshot(async (db) => {
        assert.equal(await facts(db), 1)
        writing = put(store, 'fact 2')
        if (isShared) await writing
        assert.equal(await facts(db), 1)
      })
      await writing
      assert.equal(await facts(store.reader), 2)
    })

    test('inside a transaction is what that sees', async (t) => {
      const store = await open(t)
      await store.transaction(async (db) => {
        await db.sql.insertInto('instance').values({ name: 'fact 1', value: '1' }).execute()
        assert.equal(await db.snapshot(facts), 1)
      })
    })
  })
}
