import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { workspaceOn } from '#test/workspace.ts'
import { migrate } from '../migrate.ts'

describeStores('a store that was written before there were views', (testStore) => {
  test('gets the default view of each data source, in their order', async (t) => {
    const store = await testStore.open(t)
    const acme = await workspaceOn(t, store, {})
    const editor = acme.as('editor')
    const { database, dataSource } = await acme.aDataSource()
    const properties = { Name: { title: {} } }
    const second = await editor.post('/v1/data_sources', { parent: { database_id: database }, properties })
    const other = await acme.aDataSource()
    await store.transaction(async (db) => {
      for (const table of ['views', 'view_queries', 'view_query_results'])
        await sql`drop table ${sql.table(table)}`.execute(db.sql)
      await sql`delete from migrations where name = '0003-views'`.execute(db.sql)
    })
    await migrate(store as never)

    const viewsOf = async (database_id: string) => {
      const { body } = await editor.get(`/v1/views?database_id=${database_id}`)
      return Promise.all(
        body.results.map(async ({ id }: { id: string }) => (await editor.get(`/v1/views/${id}`)).body),
      )
    }
    const views = await viewsOf(database)
    assert.deepEqual(
      views.map(({ data_source_id, name, type }) => [data_source_id, name, type]),
      [
        [dataSource, 'Default view', 'table'],
        [second.body.id, 'Default view', 'table'],
      ],
    )
    assert.equal(views[0].created_by.id, acme.as('owner').userId)
    assert.equal((await viewsOf(other.database)).length, 1)
    const added = await editor.post('/v1/views', {
      database_id: database,
      data_source_id: dataSource,
      name: 'New',
      type: 'list',
    })
    assert.equal((await viewsOf(database)).at(-1).id, added.body.id)
  })
})
