import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { NEWEST, workspaceOn } from '#test/workspace.ts'
import { openSqlite } from '../dialects/sqlite.ts'
import { migrate } from '../migrate.ts'

describeStores('a store that was written before rows were indexed', (testStore) => {
  test('answers queries as it did, and takes new rows', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'octavo-'))
    t.after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'octavo.db')
    const store = testStore.name === 'SQLite' ? openSqlite(file) : await testStore.open(t)
    await migrate(store as never)
    const acme = await workspaceOn(t, store, {})
    const editor = acme.as('editor')
    const { dataSource } = await acme.aDataSource({ Name: { title: {} }, Points: { number: {} } })
    const other = await acme.aDataSource({ Name: { title: {} }, Points: { number: {} } })
    let { app } = acme
    const post = async (url: string, payload: object) => {
      const headers = { authorization: `Bearer ${editor.token}`, 'notion-version': NEWEST }
      return (await app.inject({ method: 'POST', url, headers, payload })).json()
    }
    const add = async (data_source_id: string, number: number | null): Promise<string> => {
      const properties = { Name: { title: [{ text: { content: `${number}` } }] }, Points: { number } }
      return (await post('/v1/pages', { parent: { data_source_id }, properties })).id
    }
    const [three, one, none] = [
      await add(dataSource, 3),
      await add(dataSource, 1),
      await add(dataSource, null),
    ]
    await add(other.dataSource, 2)
    await store.transaction(async (db) => {
      await sql`drop table rows`.execute(db.sql)
      await sql`drop table row_index`.execute(db.sql)
      await sql`drop index blocks_rows_created_time`.execute(db.sql)
      await sql`drop index blocks_rows_last_edited_time`.execute(db.sql)
      await sql`alter table data_sources drop column number`.execute(db.sql)
      await sql`delete from migrations where name = '0005-row-index'`.execute(db.sql)
    })
    // A server that starts on an older store has no statements of a newer one.
    const later = testStore.name === 'SQLite' ? openSqlite(file) : store
    await migrate(later as never)
    app = (await workspaceOn(t, later, {})).app
    if (later !== store) {
      t.after(() => later.close())
      await store.close()
    }

    const query = async (body: object) => {
      const { results } = await post(`/v1/data_sources/${dataSource}/query`, body)
      return results.map(({ id }: { id: string }) => id)
    }
    const sorts = [{ property: 'Points', direction: 'ascending' }]
    assert.deepEqual(await query({}), [none, one, three])
    assert.deepEqual(await query({ sorts }), [one, three, none])
    const two = await add(dataSource, 2)
    assert.deepEqual(await query({}), [two, none, one, three])
    assert.deepEqual(await query({ sorts }), [one, two, three, none])
  })
})
