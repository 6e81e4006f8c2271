import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { apiVersions } from './change.ts'

describeStores('changes before databases had data sources', (store) => {
  test('are told as those of the database, and those that it had no name for are left out', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const { page, database, dataSource } = await acme.aDataSource()
    const start = (await editor.get('/v1/changes?start_cursor=now')).body.next_cursor
    const row = (await editor.post('/v1/pages', { parent: { data_source_id: dataSource } })).body.id
    await editor.patch(`/v1/data_sources/${dataSource}`, { properties: { Done: { checkbox: {} } } })
    const properties = { Name: { title: {} } }
    await editor.post('/v1/data_sources', { parent: { database_id: database }, properties })
    await editor.patch(`/v1/data_sources/${dataSource}`, { title: [{ text: { content: 'Rows' } }] })

    for (const version of apiVersions) {
      const path = `/v1/changes?start_cursor=${start}`
      const { results, next_cursor } = (await editor.get(path, version)).body
      const isOld = version < '2025-09-03'
      const told = results.map(({ type, entity, data }: Record<string, never>) => [type, entity, data])
      const rowParent = { id: database, type: 'database', ...(isOld ? {} : { data_source_id: dataSource }) }
      const [entity, parent] = isOld
        ? [
            { type: 'database', id: database },
            { id: page, type: 'page' },
          ]
        : [
            { type: 'data_source', id: dataSource },
            { id: database, type: 'database' },
          ]
      const name = isOld ? 'database' : 'data_source'
      const [{ id }] = told[1]![2].updated_properties
      const expected = [
        ['page.created', { type: 'page', id: row }, { parent: rowParent }],
        [
          `${name}.schema_updated`,
          entity,
          { updated_properties: [{ id, name: 'Done', action: 'created' }], parent },
        ],
        ...(isOld ? [] : [['data_source.created', told[2][1], { parent }]]),
        ['view.created', told.at(-2)[1], { view_type: 'table', parent: { id: database, type: 'database' } }],
        [`${name}.content_updated`, entity, { updated_blocks: [{ id: database, type: 'database' }], parent }],
      ]
      assert.deepEqual([version, told], [version, expected])
      assert.equal(
        (await editor.get(`/v1/changes?start_cursor=${next_cursor}`, version)).body.has_more,
        false,
      )

      const types = `${name}.schema_updated,${name}.content_updated`
      const chosen = (await editor.get(`${path}&types=${types}`, version)).body.results
      assert.deepEqual(
        chosen.map(({ type }: { type: string }) => type),
        types.split(','),
      )
    }
  })
})
