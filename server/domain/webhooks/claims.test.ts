import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { deleteOldDeliveries } from '#server/store/webhook-deliveries.ts'
import { delivering } from '#test/delivering.ts'
import { describeStores } from '#test/stores.ts'
import { plainBody } from '#test/webhook-receiver.ts'
import { CLAIMED_FOR } from './deliver.ts'
import { redeliver } from './redeliver.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describeStores('deliveries', (testStore) => {
  test('are sent once more when somebody wants it, as a new attempt', async (t) => {
    const { acme, subscribed, due, send, inbox, delivery, attempts, now, wait } = await delivering(
      t,
      testStore,
    )
    const webhook = await subscribed()
    const [event] = await due(webhook)
    const again = async () => acme.do((context) => redeliver({ ...context, now: now() }, event!))
    const read = async () => Object.assign(event!, await delivery(event!))
    await send()
    await read()
    await again()
    inbox.answer(500)
    await send()
    const waiting = await read()
    assert.deepEqual([waiting.state, waiting.attempts, waiting.due_time], ['waiting', 2, now() + 2 * MINUTE])
    await again()
    await send()
    assert.equal((await read()).attempts, 3, 'before its time')
    inbox.answer(200)
    await again()
    await send()
    assert.equal((await read()).state, 'delivered')
    const numbers = inbox.received.map(({ body }) => JSON.parse(body).attempt_number)
    assert.deepEqual(numbers, [1, 2, 3, 4])
    assert.equal((await attempts()).length, 4)

    Object.assign(event!, { state: 'failed', attempts: 8, due_time: null })
    await acme.store.transaction((db) =>
      db.sql.updateTable('webhook_deliveries').set({ attempts: 8, state: 'failed' }).execute(),
    )
    inbox.answer(500)
    wait(1)
    await again()
    await send()
    assert.equal(JSON.parse(inbox.received.at(-1)!.body).attempt_number, 8, 'it is told as the last')
    assert.deepEqual([(await read()).state, event!.attempts], ['failed', 9])
  })

  test('under way are not sent twice when somebody wants them again', async (t) => {
    const { acme, subscribed, due, send, inbox, delivery, now } = await delivering(t, testStore)
    const [event] = await due(await subscribed())
    inbox.answer(async (response) => {
      const row = await delivery(event!)
      await acme.do((context) => redeliver({ ...context, now: now() }, row))
      response.end()
    })
    await send()
    await send()
    assert.equal(inbox.received.length, 1)
  })

  test('of an address that is dead hold up no others, and few of them are taken', async (t) => {
    const { subscribed, due, send, inbox, store, now } = await delivering(t, testStore)
    const dead = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((done) => dead.listen(0, '127.0.0.1', done))
    t.after(() => void dead.close())
    const { port } = dead.address() as AddressInfo
    const stuck = await subscribed({ url: `http://127.0.0.1:${port}/` })
    await due(stuck, { count: 3000 })
    const quick = await subscribed()
    await due(quick, { count: 100 })
    const stopping = new AbortController()
    const sending = send({ timeout: 60_000, stopping: stopping.signal })
    await inbox.has(100)
    // It looks for more while requests to the dead address are under way.
    await due(quick, { count: 100 })
    await inbox.has(200)
    const claimed = await store.reader.sql
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('webhook_id', '=', stuck.id)
      .where('due_time', '>', now())
      .execute()
    assert.equal(claimed.length, 8)
    stopping.abort()
    await sending
  })

  test('that could not be made by a fault of ours are tried again, and hold up no others', async (t) => {
    const { subscribed, due, send, inbox, delivery, faults, wait, now } = await delivering(t, testStore)
    const webhook = await subscribed()
    const [first] = await due(webhook)
    const others = await due(webhook, { count: 5 })
    const fault = new Error('a fault')
    await send({
      bodyOf: async (one, row, number) => {
        if (row.id === first!.id) throw fault
        return plainBody(one, row, number)
      },
    })
    assert.deepEqual([inbox.received.length, faults], [5, [fault]])
    for (const other of others) assert.equal((await delivery(other)).state, 'delivered')
    assert.equal((await delivery(first!)).due_time, now() + CLAIMED_FOR)
    wait(CLAIMED_FOR)
    await send()
    assert.equal((await delivery(first!)).state, 'delivered')
  })

  test('that were claimed and not begun are given back when the process stops', async (t) => {
    const { subscribed, due, send, inbox, delivery, now } = await delivering(t, testStore)
    const events = await due(await subscribed(), { count: 50 })
    const stopping = new AbortController()
    inbox.answer((response) => {
      stopping.abort()
      response.end()
    })
    await send({ stopping: stopping.signal })
    const states = new Map<string, number>()
    for (const event of events) {
      const { state, due_time } = await delivery(event)
      assert.ok(due_time === null || due_time <= now(), 'nothing stays claimed')
      states.set(state, (states.get(state) ?? 0) + 1)
    }
    assert.equal(states.get('delivered'), inbox.received.length)
    assert.ok(states.get('waiting')! > 0)
  })

  test('are forgotten some time after they ended, with their attempts', async (t) => {
    const { acme, subscribed, due, send, store, wait, now, inbox, delivery } = await delivering(t, testStore)
    const webhook = await subscribed()
    await due(webhook, { count: 3 })
    await send()
    wait(DAY)
    inbox.answer(500)
    const [waiting] = await due(webhook)
    await send()
    const forget = (before: number) => store.transaction((db) => deleteOldDeliveries(db, acme.id, before, 2))
    assert.equal(await forget(now() - DAY), 0)
    assert.deepEqual([await forget(now()), await forget(now()), await forget(now())], [2, 1, 0])
    assert.equal((await delivery(waiting!)).state, 'waiting')
    const left = await store.reader.sql.selectFrom('webhook_attempts').select('delivery_id').execute()
    assert.deepEqual(
      left.map(({ delivery_id }) => delivery_id),
      [waiting!.id],
    )
  })
})
