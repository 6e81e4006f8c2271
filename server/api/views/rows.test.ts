/** What Octavo adds to views: rows from any place, a narrower filter, and tabs that go elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const options = [{ name: 'Open' }, { name: 'Done' }]

async function furnish(acme: TestWorkspace) {
  const editor = acme.as('editor')
  const table = await acme.aDataSource({ Name: { title: {} }, Stage: { select: { options } } })
  const rows: string[] = []
  for (let index = 0; index < 6; index++) {
    const properties = { Stage: { select: { name: options[index % 2]!.name } } }
    const row = good(
      await editor.post('/v1/pages', { parent: { data_source_id: table.dataSource }, properties }),
    )
    rows.unshift(row.id)
  }
  const view = good(await editor.get(`/v1/views?database_id=${table.database}`)).results[0].id as string
  return { editor, ...table, rows, view }
}

const idsOf = (list: { results: { id: string }[] }): string[] => list.results.map(({ id }) => id)

describeStores('rows of a query of a view', (store) => {
  test('are whole pages, from any place on, without those that are gone or hidden', async (t) => {
    const acme = await workspace(t, store)
    const { editor, rows, view } = await furnish(acme)
    const query = good(await editor.post(`/v1/views/${view}/queries`, { page_size: 1 }))
    const path = `/v1/views/${view}/queries/${query.id}/rows`
    const read = async (asked: string) => good(await editor.get(path + asked))
    assert.deepEqual(idsOf(await read('')), rows)
    assert.deepEqual(idsOf(await read('?start_index=2&page_size=3')), rows.slice(2, 5))
    assert.deepEqual((await read('?start_index=6')).results, [])
    assert.deepEqual((await read('?start_index=2000000000')).results, [])
    const [whole] = (await read('?start_index=3&page_size=1')).results
    const { request_id: _, ...page } = good(await editor.get(`/v1/pages/${rows[3]}`))
    assert.deepEqual(whole, page)
    good(await editor.patch(`/v1/pages/${rows[3]}`, { in_trash: true }))
    assert.deepEqual(idsOf(await read('?start_index=2&page_size=3')), [rows[2], rows[4]])
    for (const wrong of [
      '?start_index=-1',
      '?start_index=1.5',
      '?start_index=2000000001',
      '?start_index=x',
    ]) {
      assert.equal((await editor.get(path + wrong)).status, 400, wrong)
    }
    assert.equal((await acme.as('stranger').get(path)).status, 404)
    assert.equal((await acme.as('reader').get(path)).status, 404, 'it is another’s')
  })

  test('pass a narrower filter besides that of the view', async (t) => {
    const acme = await workspace(t, store)
    const { editor, rows, view } = await furnish(acme)
    const filter = { property: 'Stage', select: { equals: 'Done' } }
    const query = good(await editor.post(`/v1/views/${view}/queries`, { filter }))
    assert.deepEqual([query.total_count, idsOf(query)], [3, [rows[0], rows[2], rows[4]]])
    good(
      await editor.patch(`/v1/views/${view}`, { filter: { property: 'Stage', select: { equals: 'Open' } } }),
    )
    assert.equal(good(await editor.post(`/v1/views/${view}/queries`, { filter })).total_count, 0)
    const unknown = { filter: { property: 'Nowhere', select: { equals: 'Done' } } }
    assert.equal((await editor.post(`/v1/views/${view}/queries`, unknown)).body.code, 'validation_error')
  })
})

describeStores('the order of tabs', (store) => {
  test('changes with the position of one of them, and tells of it', async (t) => {
    const acme = await workspace(t, store)
    const { editor, database, dataSource, view: first } = await furnish(acme)
    const make = async (name: string): Promise<string> =>
      good(
        await editor.post('/v1/views', {
          database_id: database,
          data_source_id: dataSource,
          name,
          type: 'table',
        }),
      ).id
    const [second, third] = [await make('second'), await make('third')]
    const order = async () => idsOf(good(await editor.get(`/v1/views?database_id=${database}`)))
    for (const [position, expected] of [
      [{ type: 'start' }, [third, first, second]],
      [{ type: 'after_view', view_id: first }, [first, third, second]],
      [{ type: 'after_view', view_id: second }, [first, second, third]],
      [{ type: 'end' }, [first, second, third]],
    ] as const) {
      good(await editor.patch(`/v1/views/${third}`, { position }))
      assert.deepEqual(await order(), expected)
    }
    const itself = await editor.patch(`/v1/views/${third}`, {
      position: { type: 'after_view', view_id: third },
    })
    assert.equal(itself.status, 400)
    const [told] = await newestEvents(acme, 1)
    assert.deepEqual([told?.type, JSON.parse(told!.data).updated_fields], ['view.updated', ['configuration']])
  })
})
