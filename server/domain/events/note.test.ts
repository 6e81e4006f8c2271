import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VIEW_LASTS } from '#server/http/noted.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const told = ({ type, actor_type, actor_id, entity_id, origin, ip_address }: EventRow) => ({
  type,
  actor_type,
  actor_id,
  entity_id,
  origin,
  ip_address,
})

const turnOn = async (acme: TestWorkspace) => {
  const answer = await acme
    .as('owner')
    .patch(`/admin/v1/spaces/${acme.id}/policy`, { audit: { page_views: true } })
  assert.equal(answer.status, 200)
  await acme.performDue()
  await acme.events()
}

describeStores('who read which page', (store) => {
  test('is told once for each reader and while, where the workspace wants that', async (t) => {
    const acme = await workspace(t, store)
    let now = Date.now()
    acme.server.surroundings = { ...acme.server.surroundings, now: () => now }
    const paragraph = { paragraph: { rich_text: [{ text: { content: 'secret words' } }] } }
    const page = await acme.aPage({ children: [{ toggle: { rich_text: [] } }, paragraph] })
    const [block] = (await acme.as('editor').get(`/v1/blocks/${page}/children`)).body.results
    await acme.performDue()
    await acme.events()
    await acme.as('editor').get(`/v1/pages/${page}`)
    await acme.performDue()
    assert.deepEqual(await acme.events(), [], 'nobody asked for it')

    await turnOn(acme)
    const reads = [
      `/v1/pages/${page}`,
      `/v1/pages/${page.replaceAll('-', '')}/markdown`,
      `/v1/blocks/${block.id}/children`,
    ]
    for (const path of [...reads, ...reads]) assert.equal((await acme.as('editor').get(path)).status, 200)
    assert.equal((await acme.as('stranger').get(`/v1/pages/${page}`)).status, 404)
    assert.deepEqual(await acme.events(), [], 'no reader waits for it')
    await acme.performDue()
    assert.deepEqual(await acme.events(), ['page.viewed'])
    const [event] = await newestEvents(acme, 1)
    assert.deepEqual(told(event!), {
      type: 'page.viewed',
      actor_type: 'bot',
      actor_id: acme.as('editor').userId,
      entity_id: page,
      origin: 'api',
      ip_address: '127.0.0.1',
    })
    assert.deepEqual(JSON.parse(event!.data), { viewed_time: new Date(now).toISOString() })
    await acme.as('editor').get(`/v1/pages/${page}`)
    await acme.as('owner').get(`/v1/pages/${page}`)
    await acme.performDue()
    assert.deepEqual(await acme.events(), ['page.viewed'], 'by the owner')
    now += VIEW_LASTS
    await acme.as('editor').get(`/v1/pages/${page}`)
    await acme.performDue()
    assert.deepEqual(await acme.events(), ['page.viewed'], 'by the editor, later')
  })
})

describeStores('a personal access token', (store) => {
  test('that is used from an address for the first time is told of', async (t) => {
    const acme = await workspace(t, store)
    const { token, userId } = acme.as('member')
    const from = async (remoteAddress: string, authorization = `Bearer ${token}`) => {
      const headers = { authorization, 'notion-version': '2026-03-11' }
      const answer = await acme.app.inject({ url: '/v1/users/me', remoteAddress, headers })
      assert.equal(answer.statusCode, 200)
    }
    await acme.events()
    await from('203.0.113.7')
    await from('198.51.100.9')
    await from('203.0.113.7')
    await from('203.0.113.7', `Bearer ${acme.as('editor').token}`)
    await acme.performDue()
    const events = (await newestEvents(acme, 2)).map((event) => told(event))
    assert.deepEqual(await acme.events(), ['token.used_from_new_address', 'token.used_from_new_address'])
    assert.deepEqual(
      new Set(events.map(({ ip_address }) => ip_address)),
      new Set(['203.0.113.7', '198.51.100.9']),
    )
    for (const { actor_id, origin } of events) assert.deepEqual([actor_id, origin], [userId, 'api'])
    // Another process knows the address by the log.
    acme.server.tokenUses.take()
    await from('203.0.113.7')
    await acme.performDue()
    assert.deepEqual(await acme.events(), [])
  })
})
