import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiVersion } from '#server/api/versions/change.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const BEFORE: ApiVersion = '2022-02-22'
const toggle = (content: string) => ({ toggle: { rich_text: [{ text: { content } }] } })
const title = (content: string) => [{ text: { content } }]

describeStores('before 2022-06-28', (store) => {
  test('a page or database in a block tells the page around it, and blocks tell no parent', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const home = await aPage({ children: [toggle('Open')] })
    const [block] = (await editor.get(`/v1/blocks/${home}/children`)).body.results
    const inside = (await editor.post('/v1/pages', { parent: { block_id: block.id } })).body.id
    const database = (
      await editor.post('/v1/databases', {
        parent: { type: 'block_id', block_id: block.id },
        title: title('T'),
      })
    ).body.id

    const parentsAt = async (version: ApiVersion) => {
      const page = await editor.get(`/v1/pages/${inside}`, version)
      checkResponse(version, 'GET /v1/pages/:page_id', page.body)
      const found = await editor.post('/v1/search', {}, version)
      checkResponse(version, 'POST /v1/search', found.body)
      const wanted = [inside, database]
      const results: { id: string; parent: unknown }[] = found.body.results
      return [
        page.body.parent,
        ...results.filter(({ id }) => wanted.includes(id)).map(({ parent }) => parent),
      ]
    }
    const direct = { type: 'block_id', block_id: block.id }
    assert.deepEqual(await parentsAt('2022-06-28'), [direct, direct, direct])
    const around = { type: 'page_id', page_id: home }
    assert.deepEqual(await parentsAt(BEFORE), [around, around, around])

    // The block of a page is the page.
    for (const path of ['/v1/pages', '/v1/databases']) {
      assert.deepEqual((await editor.post(path, { parent: { block_id: home } })).body.parent, around)
    }

    assert.ok('parent' in (await editor.get(`/v1/blocks/${block.id}`, '2022-06-28')).body)
    assert.ok(!('parent' in (await editor.get(`/v1/blocks/${block.id}`, BEFORE)).body))
  })

  test('a relation is two-way, and one-way within one database', async (t) => {
    const { as, aPage } = await workspace(t, store)
    const editor = as('editor')
    const parent = { page_id: await aPage() }
    const make = async (properties: object) => {
      const body = { parent, title: title('Made'), properties: { Name: { title: {} }, ...properties } }
      const made = await editor.post('/v1/databases', body, BEFORE)
      assert.equal(made.status, 200, JSON.stringify(made.body))
      checkResponse(BEFORE, 'POST /v1/databases', made.body)
      return made.body
    }
    const target = await make({})
    const database = await make({ Goal: { relation: { database_id: target.id } } })
    const { relation } = database.properties.Goal
    assert.deepEqual(
      [relation.database_id, relation.synced_property_name, Object.keys(relation)],
      [target.id, 'Related to Made (Goal)', ['database_id', 'synced_property_name', 'synced_property_id']],
    )

    const path = `/v1/databases/${database.id}`
    const echoed = await editor.patch(path, { properties: { Goal: { relation } } }, BEFORE)
    assert.deepEqual(echoed.body.properties.Goal, database.properties.Goal)
    const undashed = database.id.replaceAll('-', '')
    const self = await editor.patch(
      path,
      { properties: { Parent: { relation: { database_id: undashed } } } },
      BEFORE,
    )
    assert.deepEqual(self.body.properties.Parent.relation, { database_id: database.id })
    const typed = await editor.get(path, '2022-06-28')
    assert.deepEqual(typed.body.properties.Parent.relation, {
      database_id: database.id,
      type: 'single_property',
      single_property: {},
    })
  })
})
