import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

describeStores('GET /v1/groups', (store) => {
  test('tells every group in the order they were made, page by page', async (t) => {
    const acme = await workspace(t, store)
    const made: unknown[] = []
    for (const name of ['Navy', 'Army', 'Air force']) {
      const { body } = await acme.as('owner').post(`/admin/v1/spaces/${acme.id}/groups`, { name })
      made.push({ object: 'group', id: body.id, name })
    }
    const first = (await acme.as('editor').get('/v1/groups?page_size=2')).body
    assert.deepEqual([first.type, first.results, first.has_more], ['group', made.slice(0, 2), true])
    const rest = (await acme.as('editor').get(`/v1/groups?start_cursor=${first.next_cursor}`)).body
    assert.deepEqual([rest.results, rest.has_more], [made.slice(2), false])
    assert.deepEqual((await acme.as('outsider').get('/v1/groups')).body.results, [])
  })

  test('is for whoever is told the groups of people', async (t) => {
    const acme = await workspace(t, store)
    for (const name of ['reader', 'inserter', 'nobody', 'owner'] as const) {
      const { status, body } = await acme.as(name).get('/v1/groups')
      assert.deepEqual([status, body.code], [403, 'restricted_resource'], name)
    }
    const emulate = { plan: 'none' as const, extensions: false }
    const plain = await workspace(t, store, { ...defaultSettings, emulate })
    assert.equal((await plain.as('editor').get('/v1/groups')).status, 400)
  })
})
