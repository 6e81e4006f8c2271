import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newestMails } from '#server/store/mails.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import { delivering } from '#test/delivering.ts'
import { describeStores } from '#test/stores.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describeStores('deliveries to an address that fails', (testStore) => {
  test('wait while their subscription is paused, and go out when it is resumed', async (t) => {
    const { subscribed, due, send, inbox, resume, wait } = await delivering(t, testStore)
    const webhook = await subscribed({ state: 'paused', paused_reason: 'requested' })
    const events = await due(webhook, { count: 3 })
    wait(3 * DAY)
    await send()
    assert.equal(inbox.received.length, 0)
    await resume(webhook)
    await send()
    assert.deepEqual(inbox.ids().sort(), events.map(({ event_id }) => event_id).sort())
  })

  test('pause the subscription of an address that is gone, and tell of it', async (t) => {
    const { acme, subscribed, due, send, inbox, webhook, delivery, store, resume, wait } = await delivering(
      t,
      testStore,
    )
    const connection = await store.reader.sql
      .selectFrom('connections')
      .selectAll()
      .where('workspace_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    const maker = acme.as('member').userId
    await store.transaction((db) =>
      db.sql.updateTable('connections').set({ created_by: maker }).where('id', '=', connection.id).execute(),
    )
    const gone = await subscribed({ connection_id: connection.id })
    const [event] = await due(gone)
    await acme.events()
    inbox.answer(410)
    await send()
    const { state, paused_reason } = await webhook(gone)
    assert.deepEqual([state, paused_reason], ['paused', 'gone'])
    assert.deepEqual(await acme.events(), ['webhook.paused'])
    const mails = await newestMails(store.reader, 10)
    assert.deepEqual(mails.map(({ recipient }) => recipient).sort(), ['member@acme.test', 'owner@acme.test'])
    assert.match(mails[0]!.text, /answered with the status 410/)
    assert.doesNotMatch(mails[0]!.text, /\/hook/)
    assert.equal((await delivery(event!)).state, 'waiting')
    inbox.answer(200)
    await resume(gone)
    wait(MINUTE)
    await send()
    assert.equal((await delivery(event!)).state, 'delivered')
  })

  test('do not pause what is not verified yet', async (t) => {
    const { subscribed, due, send, inbox, webhook } = await delivering(t, testStore)
    const pending = await subscribed({ state: 'pending_verification' })
    await due(pending, { kind: 'handshake' })
    inbox.answer(410)
    await send()
    assert.equal((await webhook(pending)).state, 'pending_verification')
  })

  test('pause a subscription when ten events in a row were given up', async (t) => {
    const { subscribed, due, send, inbox, webhook, store } = await delivering(t, testStore)
    const failing = await subscribed()
    const last = { attempts: 7, first_attempt_time: 0 }
    inbox.answer(500)
    await due(failing, { count: 9, ...last })
    await send()
    assert.deepEqual([(await webhook(failing)).state, (await webhook(failing)).failures], ['active', 9])
    inbox.answer(200)
    await due(failing)
    await send()
    const { failures, failing_since } = await webhook(failing)
    assert.deepEqual([failures, failing_since], [0, null])
    inbox.answer(500)
    for (let count = 0; count < 10; count++) {
      assert.equal((await webhook(failing)).state, 'active')
      await due(failing, last)
      await send()
    }
    const { state, paused_reason } = await webhook(failing)
    assert.deepEqual([state, paused_reason], ['paused', 'failing'])
    assert.match((await newestMails(store.reader, 1))[0]!.text, /nothing that was sent to it/)
  })

  test('pause a subscription that takes nothing for three days', async (t) => {
    const { subscribed, due, send, inbox, webhook, wait } = await delivering(t, testStore)
    const failing = await subscribed()
    inbox.answer(500)
    for (let day = 0; day < 4; day++) {
      assert.equal((await webhook(failing)).state, 'active')
      await due(failing)
      await send()
      wait(DAY + 1)
    }
    assert.deepEqual((await webhook(failing)).paused_reason, 'failing')
  })

  test('are dropped with their subscription', async (t) => {
    const { subscribed, due, send, inbox, store, wait } = await delivering(t, testStore)
    const deleted = await subscribed()
    inbox.answer(500)
    await due(deleted, { count: 3 })
    await send()
    await store.transaction((db) => updateWebhook(db, deleted, { state: 'deleted' }))
    wait(DAY)
    await send()
    assert.equal(inbox.received.length, 3)
    assert.deepEqual(await store.reader.sql.selectFrom('webhook_deliveries').select('id').execute(), [])
    assert.deepEqual(await store.reader.sql.selectFrom('webhook_attempts').select('url').execute(), [])
  })
})
