import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { openSqlite } from '../dialects/sqlite.ts'
import { domainsOfWorkspace, listedDomains } from '../domains.ts'
import { migrate } from '../migrate.ts'
import { insertWorkspace } from '../workspaces.ts'

describeStores('domains that were said before they were proved', (testStore) => {
  test('stay, trusted as they were; of two workspaces the older one has them', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'octavo-'))
    t.after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'octavo.db')
    const store = testStore.name === 'SQLite' ? openSqlite(file) : await testStore.open(t)
    await migrate(store as never)
    await store.transaction(async (db) => {
      const rest = {
        icon: null,
        settings: '{}',
        sequence: 0,
        last_event_time: 0,
        changes_from: 1,
        events_from: 1,
      }
      await insertWorkspace(db, { ...rest, id: 'new', name: 'New', created_time: 2 })
      await insertWorkspace(db, { ...rest, id: 'old', name: 'Old', created_time: 1 })
      await sql`drop table domains`.execute(db.sql)
      await sql`drop table verified_domains`.execute(db.sql)
      await sql`drop table email_changes`.execute(db.sql)
      await sql`alter table workspaces add column domains text not null default '[]'`.execute(db.sql)
      await sql`update workspaces set domains = '["acme.test","bücher.example"]' where id = 'old'`.execute(
        db.sql,
      )
      await sql`update workspaces set domains = '["acme.test","new.test"]' where id = 'new'`.execute(db.sql)
      await sql`delete from migrations where name = '0013-domains'`.execute(db.sql)
    })
    // A server that starts on an older store has no statements of a newer one.
    const later = testStore.name === 'SQLite' ? openSqlite(file) : store
    await migrate(later as never)
    const of = (id: string) => domainsOfWorkspace(later.reader, id)
    assert.deepEqual(
      [await of('old'), await of('new')],
      [['acme.test', 'xn--bcher-kva.example'], ['new.test']],
    )
    const [kept] = await listedDomains(later.reader, 'old', null, 10)
    assert.deepEqual([kept?.state, kept?.proof, kept?.code.length], ['verified', 'trust', 32])
    if (later !== store) await Promise.all([later.close(), store.close()])
  })
})
