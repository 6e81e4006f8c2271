import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delivering } from '#test/delivering.ts'
import { describeStores } from '#test/stores.ts'

describeStores('deliveries that were given up', (store) => {
  test('are all sent again at once, and each tells what was answered last', async (t) => {
    const { acme, subscribed, due, send, inbox, delivery } = await delivering(t, store)
    const owner = acme.as('owner')
    const made = await owner.post(`/admin/v1/spaces/${acme.id}/connections`, { name: 'Deploys' })
    const webhook = await subscribed({ connection_id: made.body.id })
    const path = `/v1/webhooks/${webhook.id}`
    inbox.answer(503)
    await due(webhook)
    await send()
    const listed = async (query: string) => (await owner.get(`${path}/deliveries?${query}`)).body.results
    const [refused] = await listed('state=waiting')
    assert.deepEqual([refused.attempts, refused.last_status], [1, 503])
    const given = { state: 'failed', due_time: null, finished_time: 1, attempts: 8 } as const
    const [first, second] = await due(webhook, { count: 2, ...given, type: 'page.deleted' })
    const elsewhere = await subscribed({ connection_id: made.body.id })
    const [other] = await due(elsewhere, given)
    assert.equal((await listed('type=page.deleted')).length, 2)
    assert.deepEqual(await listed('type=page.moved'), [])

    const again = await owner.post(`${path}/redeliver_failed`)
    assert.deepEqual([again.body.count, again.body.has_more], [2, false])
    inbox.answer(200)
    await send()
    for (const one of [first!, second!]) assert.equal((await delivery(one)).state, 'delivered')
    assert.equal((await delivery(other!)).state, 'failed')
    assert.deepEqual(
      (await listed('type=page.deleted')).map((one: { last_status: number }) => one.last_status),
      [200, 200],
    )
    assert.equal((await owner.post(`${path}/redeliver_failed`)).body.count, 0)
    assert.equal((await acme.as('member').post(`${path}/redeliver_failed`)).status, 404)
  })
})
