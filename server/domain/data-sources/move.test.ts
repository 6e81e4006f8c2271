import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { pageForOperator } from '#server/domain/access/operator.ts'
import { share } from '#server/domain/access/share.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const good = ({ status, body }: Answer) => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const idsIn = (answer: Answer): string[] => good(answer).results.map(({ id }: { id: string }) => id)
const title = (content: string) => ({ Name: { title: [{ text: { content } }] } })

/** A second data source in a database, so that either can leave it. */
async function aSecondSource({ as }: TestWorkspace, database: string, properties = {}): Promise<string> {
  const body = { parent: { database_id: database }, properties: { Name: { title: {} }, ...properties } }
  return good(await as('editor').post('/v1/data_sources', body)).id
}

const move = ({ as }: TestWorkspace, dataSource: string, database: string): Promise<Answer> =>
  as('owner').patch(`/v1/data_sources/${dataSource}`, { parent: { database_id: database } })

describeStores('a data source that moves', (store) => {
  test('takes its rows under the access of the other database', async (t) => {
    const ws = await workspace(t, store)
    const owner = ws.as('owner')
    const from = await ws.aDataSource()
    const moved = await aSecondSource(ws, from.database)
    const hidden = good(await owner.post('/v1/databases', { parent: { workspace: true } }))
    const row = async (name: string) =>
      good(await owner.post('/v1/pages', { parent: { data_source_id: moved }, properties: title(name) })).id
    const [plain, shared] = [await row('Plain'), await row('Shared')]
    const below = await ws.aPage({ title: 'Below', parent: plain })
    // This row has a list of its own, over what it inherits.
    await ws.do(async (context) => {
      const { id, accessId } = (await pageForOperator(context, shared))!
      const viewer = { principal: principalOf.bot(ws.as('viewer').userId), level: 'edit' as const }
      await share(context, { kind: 'page', id, accessId, parentAccessId: accessId }, [viewer], true)
    })
    assert.equal(good(await ws.as('editor').get(`/v1/pages/${below}`)).id, below)
    await ws.events()

    good(await move(ws, moved, hidden.id))
    assert.deepEqual(await ws.events(), ['data_source.moved'])
    for (const id of [plain, shared, below]) {
      assert.equal((await ws.as('editor').get(`/v1/pages/${id}`)).status, 404)
      assert.equal(good(await owner.get(`/v1/pages/${id}`)).id, id)
    }
    assert.equal(good(await ws.as('viewer').get(`/v1/pages/${shared}`)).id, shared)
    assert.equal((await ws.as('editor').get(`/v1/data_sources/${moved}`)).status, 404)
    assert.deepEqual(idsIn(await ws.as('editor').post('/v1/search', { query: 'plain' })), [])
    const { parent } = good(await owner.get(`/v1/pages/${plain}`))
    assert.deepEqual(parent, { type: 'data_source_id', data_source_id: moved, database_id: hidden.id })

    good(await move(ws, moved, from.database))
    const found = idsIn(await ws.as('editor').post(`/v1/data_sources/${moved}/query`, {}))
    assert.deepEqual(found, [shared, plain])
    assert.equal(good(await ws.as('editor').get(`/v1/pages/${below}`)).id, below)
  })

  test('keeps its numbers, its trash and the links to and from it', async (t) => {
    const ws = await workspace(t, store)
    const editor = ws.as('editor')
    const [from, to] = [await ws.aDataSource(), await ws.aDataSource()]
    const moved = await aSecondSource(ws, from.database, { Id: { unique_id: { prefix: 'T' } } })
    const relation = { data_source_id: moved, dual_property: { synced_property_name: 'Back' } }
    good(await editor.patch(`/v1/data_sources/${from.dataSource}`, { properties: { To: { relation } } }))
    const row = async () =>
      good(await editor.post('/v1/pages', { parent: { data_source_id: moved }, properties: title('R') })).id
    const [first, gone] = [await row(), await row()]
    good(await editor.patch(`/v1/pages/${gone}`, { in_trash: true }))
    const pointing = good(
      await editor.post('/v1/pages', {
        parent: { data_source_id: from.dataSource },
        properties: { To: { relation: [{ id: first }] } },
      }),
    ).id

    good(await move(ws, moved, to.database))
    const source = good(await editor.get(`/v1/data_sources/${from.dataSource}`))
    const { database_id, data_source_id } = source.properties.To.relation
    assert.deepEqual([database_id, data_source_id], [to.database, moved])
    const other = good(await editor.get(`/v1/data_sources/${moved}`)).properties.Back.relation
    assert.equal(other.database_id, from.database)
    const read = good(await editor.get(`/v1/pages/${first}`)).properties
    assert.deepEqual([read.Id.unique_id.number, read.Back.relation], [1, [{ id: pointing }]])
    assert.equal(good(await editor.get(`/v1/pages/${await row()}`)).properties.Id.unique_id.number, 3)
    good(await editor.patch(`/v1/pages/${gone}`, { in_trash: false }))
    assert.equal(good(await editor.get(`/v1/pages/${gone}`)).parent.database_id, to.database)
  })

  test('comes to the end of the other database, and siblings keep their order through the trash', async (t) => {
    const ws = await workspace(t, store)
    const editor = ws.as('editor')
    const [from, to] = [await ws.aDataSource(), await ws.aDataSource()]
    const [second, third] = [await aSecondSource(ws, from.database), await aSecondSource(ws, from.database)]
    const sources = async (database: string): Promise<string[]> =>
      good(await editor.get(`/v1/databases/${database}`)).data_sources.map(({ id }: { id: string }) => id)
    const trash = async (id: string, in_trash: boolean) =>
      good(await editor.patch(`/v1/data_sources/${id}`, { in_trash }))

    await trash(third, true)
    await trash(second, true)
    const fourth = await aSecondSource(ws, from.database)
    await trash(second, false)
    await trash(third, false)
    assert.deepEqual(await sources(from.database), [from.dataSource, second, third, fourth])
    good(await move(ws, second, to.database))
    assert.deepEqual(await sources(from.database), [from.dataSource, third, fourth])
    assert.deepEqual(await sources(to.database), [to.dataSource, second])
  })

  test('may leave its database without one', async (t) => {
    const ws = await workspace(t, store)
    const editor = ws.as('editor')
    const [from, to] = [await ws.aDataSource(), await ws.aDataSource()]
    const moved = good(await move(ws, from.dataSource, to.database))
    assert.deepEqual(moved.parent, { type: 'database_id', database_id: to.database })
    assert.deepEqual(good(await editor.get(`/v1/databases/${from.database}`)).data_sources, [])
    assert.deepEqual(idsIn(await editor.get(`/v1/views?database_id=${from.database}`)), [])
    const old = await editor.get(`/v1/databases/${from.database}`, '2022-06-28')
    assert.match(old.body.message, /does not contain any data sources accessible by this API bot/)
    good(await move(ws, from.dataSource, from.database))
    assert.equal(idsIn(await editor.get(`/v1/views?database_id=${from.database}`)).length, 1)
  })

  test('is refused where a database would stand below itself', async (t) => {
    const ws = await workspace(t, store)
    const editor = ws.as('editor')
    const [from, to] = [await ws.aDataSource(), await ws.aDataSource()]
    const second = await aSecondSource(ws, from.database)
    const row = good(
      await editor.post('/v1/pages', { parent: { data_source_id: second }, properties: {} }),
    ).id
    const inner = good(await editor.post('/v1/databases', { parent: { page_id: row } })).id
    assert.equal(
      (await move(ws, second, inner)).body.message,
      'A data source cannot be moved into a database below one of its rows.',
    )
    // Below a row of its sibling it may stand.
    good(await move(ws, from.dataSource, inner))
    good(await editor.patch(`/v1/databases/${to.database}`, { in_trash: true }))
    assert.match((await move(ws, from.dataSource, to.database)).body.message, /^Can't edit block/)
    assert.equal((await ws.as('viewer').patch(`/v1/data_sources/${second}`, { in_trash: true })).status, 403)
  })
})
