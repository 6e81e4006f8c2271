import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import { apiDoor } from '#server/api/door.ts'
import { makeAuthenticate } from '#server/domain/access/authenticate.ts'
import { Problem } from '#shared/problem.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { NEWEST, workspace } from '#test/workspace.ts'
import { mount } from './mount.ts'
import { route } from './route.ts'
import { MOST_STREAMS } from './streams.ts'

type Cleaning = { after(work: () => Promise<void>): void }

/** Numbers from `start_cursor` on, up to `last`; each after something happened where `waits`. */
function counting(made: number[]) {
  return route({
    method: 'GET',
    url: '/v1/numbers',
    summary: 'Counts',
    needs: 'read_content',
    reads: true,
    query: Type.Object({
      start_cursor: Type.Optional(Type.String()),
      last: Type.Optional(Type.String()),
      waits: Type.Optional(Type.String()),
    }),
    allow: () => null,
    handle: (_context, { query }) => {
      if (query.start_cursor === 'never') throw new Problem('invalid', 'There is no such number.')
      return Number(query.start_cursor ?? 1)
    },
    present: (number) => ({ object: 'number', number, text: '.'.repeat(1000) }),
    stream: {
      type: 'application/x-ndjson',
      headers: { 'cache-control': 'no-store' },
      async next(live, { query }, last) {
        if (String(last) === query.last) return null
        if (last === -1) throw new Error('went wrong')
        if (query.waits && !(await live.wait(60_000))) return null
        await live.renew()
        made.push(last + 1)
        return last + 1
      },
      print: (shown) => `${JSON.stringify(shown)}\n`,
    },
  })
}

async function aServer(t: Cleaning, testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const made: number[] = []
  mount(acme.app, acme.server, makeAuthenticate(acme.store), apiDoor, [counting(made)])
  const url = await acme.listen()
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  t.after(async () => agent.destroy())
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
    const request = get(`${url}${path}`, {
      agent,
      headers: {
        authorization: `Bearer ${acme.as('editor').token}`,
        'notion-version': NEWEST,
        accept: 'application/x-ndjson',
        ...headers,
      },
    })
    const [response] = await once(request, 'response')
    return response
  }
  const happen = () =>
    acme.do(async (context) => context.record({ type: 'page.created', entity: { type: 'page', id: 'x' } }))
  return { ...acme, url, made, ask, happen }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}

const numbersIn = (text: string): number[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).number)

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(2)
}

describeStores('an answer at length', (testStore) => {
  test('is given to whom asks for its type, and JSON to others', async (t) => {
    const { ask } = await aServer(t, testStore)
    const long = await ask('/v1/numbers?last=3', { accept: 'text/html, Application/X-NDJSON;q=0.9' })
    assert.equal(long.headers['content-type'], 'application/x-ndjson; charset=utf-8')
    assert.equal(long.headers['cache-control'], 'no-store')
    assert.ok(long.headers['x-notion-request-id'])
    assert.deepEqual(numbersIn(await textOf(long)), [1, 2, 3])
    const short = await ask('/v1/numbers?last=3', { accept: '*/*' })
    assert.equal(short.headers['content-type'], 'application/json; charset=utf-8')
    assert.equal(JSON.parse(await textOf(short)).number, 1)
  })

  test('leaves its connection to the next request', async (t) => {
    const { ask } = await aServer(t, testStore)
    const ports = new Set<number>()
    for (const accept of ['application/x-ndjson', 'application/json', 'application/x-ndjson']) {
      const response = await ask('/v1/numbers?last=3', { accept })
      ports.add(response.socket.localPort!)
      await textOf(response)
    }
    assert.equal(ports.size, 1)
  })

  test('goes on after the last that its reader had', async (t) => {
    const { ask } = await aServer(t, testStore)
    const response = await ask('/v1/numbers?start_cursor=1&last=5', { 'last-event-id': '4' })
    assert.deepEqual(numbersIn(await textOf(response)), [4, 5])
  })

  test('is refused like any other before it begins', async (t) => {
    const { ask, as } = await aServer(t, testStore)
    const cases: [headers: Record<string, string>, path: string, status: number][] = [
      [{ authorization: 'Bearer wrong' }, '/v1/numbers', 401],
      [{ authorization: `Bearer ${as('nobody').token}` }, '/v1/numbers', 403],
      [{ 'notion-version': '2020-01-01' }, '/v1/numbers', 400],
      [{}, '/v1/numbers?start_cursor=never', 400],
    ]
    for (const [headers, path, status] of cases) {
      const response = await ask(path, headers)
      assert.equal(response.statusCode, status)
      assert.equal(JSON.parse(await textOf(response)).object, 'error')
    }
  })

  test('that fails later is cut off, which its reader sees', async (t) => {
    const { ask } = await aServer(t, testStore)
    const response = await ask('/v1/numbers?start_cursor=-2')
    await assert.rejects(textOf(response), /aborted/)
  })

  test('is made no further than somebody reads', async (t) => {
    const { ask, made } = await aServer(t, testStore)
    const response = await ask('/v1/numbers')
    response.pause()
    let before = -1
    while (before !== made.length) {
      before = made.length
      await wait(300)
    }
    // What the two systems and Node keep for a connection: some megabytes at most, of numbers without end.
    assert.ok(made.length < 20_000, `${made.length} numbers`)
    response.destroy()
  })

  test('goes on when something happens, and ends with the one who reads it', async (t) => {
    const { ask, happen, made } = await aServer(t, testStore)
    const response = await ask('/v1/numbers?waits=true')
    let text = ''
    response.setEncoding('utf8').on('data', (chunk) => (text += chunk))
    response.on('error', () => {})
    for (const number of [1, 2, 3]) {
      await until(() => text !== '' && numbersIn(text).at(-1) === number)
      await happen()
    }
    await until(() => made.length === 3)
    response.destroy()
    await wait(50)
    for (let times = 0; times < 5; times++) await happen()
    await wait(50)
    assert.ok(made.length <= 4)
  })

  test('is cut off when its reader loses their token', async (t) => {
    const { ask, store, happen } = await aServer(t, testStore)
    const response = await ask('/v1/numbers?waits=true')
    const rest = textOf(response)
    await store.transaction((db) => db.sql.deleteFrom('tokens').execute())
    await happen()
    await assert.rejects(rest, /aborted/)
  })

  test('does not keep a server from stopping, read or not', async (t) => {
    const { ask, app } = await aServer(t, testStore)
    const [read, unread] = [await ask('/v1/numbers?waits=true'), await ask('/v1/numbers')]
    const rest = textOf(read)
    unread.pause().on('error', () => {})
    await Promise.all([assert.rejects(rest, /aborted/), app.close()])
  })

  test('is refused to who has many open, until they close one', async (t) => {
    const { ask, as } = await aServer(t, testStore)
    const open: IncomingMessage[] = []
    for (let count = 0; count < MOST_STREAMS; count++) open.push(await ask('/v1/numbers?waits=true'))
    for (const one of open) one.on('error', () => {})
    const refused = await ask('/v1/numbers?waits=true')
    assert.equal(refused.statusCode, 429)
    assert.ok(refused.headers['retry-after'])
    assert.equal(JSON.parse(await textOf(refused)).code, 'rate_limited')
    const other = await ask('/v1/numbers?last=1', { authorization: `Bearer ${as('owner').token}` })
    assert.equal(other.statusCode, 200)
    open.pop()!.destroy()
    let status = 429
    while (status === 429) {
      const again = await ask('/v1/numbers?last=1')
      status = again.statusCode!
      await textOf(again)
    }
    assert.equal(status, 200)
  })
})
