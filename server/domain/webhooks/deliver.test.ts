import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { delivering } from '#test/delivering.ts'
import { certificate, serveHttps } from '#test/https.ts'
import { describeStores } from '#test/stores.ts'
import { VERIFICATION_TOKEN } from '#test/webhook-receiver.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

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
})
