import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { workspaceOn } from '#test/workspace.ts'
import { migrate } from '../migrate.ts'
import { updatePageRow } from '../pages.ts'
import { changeRow } from '../row-index.ts'

describeStores('a store that was written before formulas were indexed', (testStore) => {
  test('finds its rows by them', async (t) => {
    const store = await testStore.open(t)
    await migrate(store as never)
    const acme = await workspaceOn(t, store, {})
    const editor = acme.as('editor')
    const { dataSource } = await acme.aDataSource({
      Name: { title: {} },
      Points: { number: {} },
      Double: { formula: { expression: 'prop("Points") * 2' } },
      Large: { formula: { expression: 'prop("Points") > 1' } },
    })
    const pages: string[] = []
    for (const number of [3, 1, null]) {
      const properties = { Points: { number } }
      pages.push(
        (await editor.post('/v1/pages', { parent: { data_source_id: dataSource }, properties })).body.id,
      )
    }
    const query = async (body: object) => {
      const answer = await editor.post(`/v1/data_sources/${dataSource}/query`, body)
      return answer.body.results.map(({ id }: { id: string }) => pages.indexOf(id))
    }
    const sorts = [{ property: 'Double', direction: 'descending' }]
    const filter = { property: 'Large', formula: { checkbox: { equals: true } } }
    await acme.do(async ({ db, workspace }) => {
      for (const id of pages) await changeRow(db, workspace.id, id, {})
      await sql`delete from migrations where name = '0008-formula-keys'`.execute(db.sql)
    })
    assert.deepEqual(await query({ sorts }), [2, 1, 0])
    await migrate(store as never)
    await acme.do(async ({ db, workspace }) => {
      // Behind the back of the index: only looking at rows would tell.
      for (const id of pages) await updatePageRow(db, workspace.id, id, { properties: '{}' })
    })
    assert.deepEqual(await query({ sorts }), [0, 1, 2])
    assert.deepEqual(await query({ filter }), [0])
  })
})
