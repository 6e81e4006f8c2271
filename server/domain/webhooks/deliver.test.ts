import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { inWorkspace } from '#server/http/mount.ts'
import { newestMails } from '#server/store/mails.ts'
import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables.ts'
import { deleteOldDeliveries } from '#server/store/webhook-deliveries.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import { certificate, serveHttps } from '#test/https.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { aWebhook, deliveriesOf, plainBody, receiver, VERIFICATION_TOKEN } from '#test/webhook-receiver.ts'
import { workspace } from '#test/workspace.ts'
import { CLAIMED_FOR, deliverDue, type Ways } from './deliver.ts'
import { pauseFailing } from './pause.ts'
import { redeliver } from './redeliver.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A workspace with a clock that the test moves, and a receiver. */
async function delivering(t: TestContext, testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const { store, server } = acme
  let now = server.surroundings.now()
  Object.assign(server, {
    surroundings: { ...server.surroundings, now: () => now },
    outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }),
  })
  const faults: unknown[] = []
  const ways: Ways = {
    bodyOf: plainBody,
    pause: (webhook, reason) =>
      inWorkspace(server, webhook.workspace_id, (context) => pauseFailing(context, webhook.id, reason)),
    report: (error) => faults.push(error),
    stopping: new AbortController().signal,
    chance: () => 0.5,
    timeout: 200,
  }
  const inbox = await receiver(t)
  const place = { store, secrets: server.secrets, workspaceId: acme.id }
  return {
    acme,
    store,
    server,
    inbox,
    faults,
    now: () => now,
    wait(milliseconds: number) {
      now += milliseconds
    },
    subscribed: (fields: Partial<WebhookRow> = {}) => aWebhook(place, { url: inbox.url, ...fields }),
    due: (webhook: WebhookRow, fields: Parameters<typeof deliveriesOf>[3] = {}) =>
      deliveriesOf(store, webhook, now, fields),
    send: (more: Partial<Ways> = {}) => deliverDue(server, { ...ways, ...more }),
    async delivery({ id }: WebhookDeliveryRow): Promise<WebhookDeliveryRow> {
      const query = store.reader.sql.selectFrom('webhook_deliveries').selectAll().where('id', '=', id)
      return query.executeTakeFirstOrThrow()
    },
    attempts: () =>
      store.reader.sql.selectFrom('webhook_attempts').selectAll().orderBy('attempt_number').execute(),
    async webhook({ id }: WebhookRow): Promise<WebhookRow> {
      return store.reader.sql
        .selectFrom('webhooks')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    },
    resume: (webhook: WebhookRow) =>
      store.transaction((db) =>
        updateWebhook(db, webhook, {
          state: 'active',
          paused_reason: null,
          failures: 0,
          failing_since: null,
        }),
      ),
  }
}

describeStores('deliveries', (testStore) => {
  test('arrive with the signature of their bytes, and are written down', async (t) => {
    const { subscribed, due, send, inbox, delivery, attempts, now, faults } = await delivering(t, testStore)
    const webhook = await subscribed()
    const [event] = await due(webhook)
    inbox.answer((response) => response.writeHead(201, { 'x-answer': 'yes' }).end('taken\0'))
    await send()
    const [{ headers, body } = assert.fail('nothing came')] = inbox.received
    assert.deepEqual(JSON.parse(body), { id: event!.event_id, type: 'page.created', attempt_number: 1 })
    const digest = createHmac('sha256', VERIFICATION_TOKEN).update(body).digest('hex')
    assert.equal(headers['x-notion-signature'], `sha256=${digest}`)
    assert.equal(headers['content-type'], 'application/json')
    assert.equal(headers['user-agent'], 'Octavo')

    const { state, attempts: made, due_time, finished_time } = await delivery(event!)
    assert.deepEqual([state, made, due_time, finished_time], ['delivered', 1, null, now()])
    const [attempt, ...more] = await attempts()
    assert.equal(more.length, 0)
    const { request_headers, response_headers, duration, ...told } = attempt!
    assert.deepEqual(told, {
      workspace_id: webhook.workspace_id,
      delivery_id: event!.id,
      attempt_number: 1,
      webhook_id: webhook.id,
      url: webhook.url,
      started_time: now(),
      request_body: body,
      status: 201,
      response_body: 'taken\uFFFD',
      error: null,
    })
    assert.equal(JSON.parse(request_headers)['x-request-id'], headers['x-request-id'])
    assert.equal(JSON.parse(response_headers!)['x-answer'], 'yes')
    assert.ok(duration >= 0)
    await send()
    assert.equal(inbox.received.length, 1, 'what was taken is not sent again')
    assert.deepEqual(faults, [])
  })

  test('bring the verification token in a handshake, signed with it', async (t) => {
    const { subscribed, due, send, inbox } = await delivering(t, testStore)
    await due(await subscribed({ state: 'pending_verification', sequence: null }), { kind: 'handshake' })
    await send({ bodyOf: () => assert.fail('it is no event') })
    const [{ headers, body } = assert.fail('nothing came')] = inbox.received
    assert.equal(body, `{"verification_token":"${VERIFICATION_TOKEN}"}`)
    const digest = createHmac('sha256', VERIFICATION_TOKEN).update(body).digest('hex')
    assert.equal(headers['x-notion-signature'], `sha256=${digest}`)
  })

  test('of what may not be told any more are withheld', async (t) => {
    const { subscribed, due, send, inbox, delivery, attempts, now } = await delivering(t, testStore)
    const [event] = await due(await subscribed())
    await send({ bodyOf: async () => null })
    const { state, attempts: made, due_time, finished_time } = await delivery(event!)
    assert.deepEqual([state, made, due_time, finished_time], ['withheld', 0, null, now()])
    assert.deepEqual([inbox.received, await attempts()], [[], []])
  })

  for (const status of [200, 204, 226]) {
    test(`are over when ${status} is answered`, async (t) => {
      const { subscribed, due, send, inbox, delivery } = await delivering(t, testStore)
      const [event] = await due(await subscribed())
      inbox.answer(status)
      await send()
      assert.equal((await delivery(event!)).state, 'delivered')
    })
  }

  for (const status of [300, 301, 307, 400, 401, 404, 408, 429, 500, 503, 599]) {
    test(`are tried again when ${status} is answered`, async (t) => {
      const { subscribed, due, send, inbox, delivery, attempts, now } = await delivering(t, testStore)
      const [event] = await due(await subscribed())
      inbox.answer((response) => response.writeHead(status, { location: inbox.url }).end())
      await send()
      const { state, attempts: made, due_time } = await delivery(event!)
      assert.deepEqual([state, made, due_time], ['waiting', 1, now() + 30 * SECOND])
      assert.deepEqual([inbox.received.length, (await attempts())[0]!.status], [1, status])
    })
  }

  test('are tried again when there is no answer', async (t) => {
    const { subscribed, due, send, delivery, attempts, now } = await delivering(t, testStore)
    const reset = createServer((socket) =>
      socket.on('error', () => {}).once('data', () => socket.resetAndDestroy()),
    )
    const mute = createServer((socket) => socket.on('error', () => {}))
    const trickling = createServer((socket) => {
      socket.on('error', () => {}).write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const timer = setInterval(() => socket.write('.'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const urls: string[] = []
    for (const server of [reset, mute, trickling]) {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      t.after(() => void server.close())
      urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    }
    const selfSigned = await serveHttps(t, (_request, response) => response.end())
    // Its certificate is for another name.
    urls.push(selfSigned.url.replace('127.0.0.1', '127.0.0.2'))
    urls.push('https://127.0.0.1:1/', 'https://10.0.0.1/', 'http://127.0.0.3/')
    const events = []
    for (const url of urls) events.push(...(await due(await subscribed({ url }))))
    await send()
    for (const event of events) {
      const { state, due_time } = await delivery(event)
      assert.deepEqual([state, due_time], ['waiting', now() + 30 * SECOND])
    }
    const errors = new Map((await attempts()).map(({ url, error, status }) => [url, error ?? `${status}`]))
    const expected = [
      /hang up|ECONNRESET/,
      /within 0.2 seconds/,
      /within 0.2 seconds/,
      /private/,
      /ECONNREFUSED/,
      /private/,
      /Only https/,
    ]
    for (const [index, url] of urls.entries()) assert.match(errors.get(url)!, expected[index]!)
  })

  test('reach an https address, and none whose certificate is not for its name', async (t) => {
    const { subscribed, due, send, delivery, server, attempts } = await delivering(t, testStore)
    const { url, port } = await serveHttps(t, (_request, response) => response.end())
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    Object.assign(server, { outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate, resolve }) })
    const [right] = await due(await subscribed({ url }))
    const [wrong] = await due(await subscribed({ url: `https://other.test:${port}/` }))
    await send()
    assert.equal((await delivery(right!)).state, 'delivered')
    assert.equal((await delivery(wrong!)).state, 'waiting')
    const errors = (await attempts()).flatMap(({ error }) => error ?? [])
    assert.deepEqual(errors.length, 1)
    assert.match(errors[0]!, /certificate's altnames/)
  })

  test('keep the beginning of a huge answer', async (t) => {
    const { subscribed, due, send, inbox, attempts, delivery } = await delivering(t, testStore)
    const [event] = await due(await subscribed())
    inbox.answer((response) => void response.end('x'.repeat(10_000_000)))
    await send()
    assert.equal((await delivery(event!)).state, 'delivered')
    assert.equal((await attempts())[0]!.response_body!.length, 16 * 1024)
  })

  test('are made eight times, each later, and given up then', async (t) => {
    const { subscribed, due, send, inbox, delivery, attempts, now, wait } = await delivering(t, testStore)
    const webhook = await subscribed()
    const [event] = await due(webhook)
    const first = now()
    inbox.answer(500)
    const times: number[] = []
    for (let made = 0; made < 8; made++) {
      await send()
      times.push(now() - first)
      assert.equal(inbox.received.length, made + 1, 'once at its time')
      const { due_time } = await delivery(event!)
      if (due_time === null) break
      wait(due_time - now() - 1)
      await send()
      assert.equal(inbox.received.length, made + 1, 'not before its time')
      wait(1)
    }
    assert.deepEqual(times, [0, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, DAY])
    const { state, due_time, finished_time } = await delivery(event!)
    assert.deepEqual([state, due_time, finished_time], ['failed', null, now()])
    const numbers = inbox.received.map(({ body }) => JSON.parse(body).attempt_number)
    assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8])
    assert.deepEqual(
      (await attempts()).map(({ attempt_number }) => attempt_number),
      numbers,
    )
    const signatures = new Set(inbox.received.map(({ headers }) => headers['x-notion-signature']))
    assert.equal(signatures.size, 8, 'each is signed as it is sent')
    wait(30 * DAY)
    await send()
    assert.equal(inbox.received.length, 8)
  })

  test('heed how long an address asks to be left alone', async (t) => {
    const { subscribed, due, send, inbox, delivery, now, wait } = await delivering(t, testStore)
    const [event] = await due(await subscribed())
    inbox.answer((response) => response.writeHead(429, { 'retry-after': '300' }).end())
    await send()
    assert.equal((await delivery(event!)).due_time, now() + 300 * SECOND)
    wait(300 * SECOND)
    const date = new Date(now() + HOUR)
    inbox.answer((response) => response.writeHead(503, { 'retry-after': date.toUTCString() }).end())
    await send()
    assert.equal((await delivery(event!)).due_time, Math.floor(date.getTime() / SECOND) * SECOND)
  })

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
