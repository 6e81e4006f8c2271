/**
 * Writers on two processes do what they like; readers follow meanwhile, with pauses and in parts of any size. In the end
 * each knows what it sees, by what it was told alone.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { webhookJobs } from '#server/app.ts'
import { makeAuthenticate } from '#server/domain/access/authenticate.ts'
import { readingContext, type Server } from '#server/http/contexts.ts'
import { performDue } from '#server/jobs/runner.ts'
import { eventsAfter } from '#server/store/events.ts'
import { stopOwnServer } from '#test/postgres.ts'
import { send, type TwoProcesses, twoProcesses } from '#test/two-processes.ts'
import { type Body, type Endpoint, webhookEndpoint } from '#test/webhook-endpoint.ts'
import type { Name } from '#test/workspace.ts'
import { mayBeTold, readableOf } from './visible.ts'

const number = fc.nat({ max: 1000 })

const act = fc.record({
  do: fc.constantFrom(
    ...(['create', 'create', 'edit', 'edit', 'move', 'trash', 'restore', 'comment'] as const),
    ...(['share', 'unshare', 'share', 'unshare', 'restrict', 'join', 'leave', 'a row'] as const),
  ),
  at: number,
  into: number,
  to: fc.constantFrom('reader', 'viewer', 'group', 'workspace'),
})

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const pace = fc.array(fc.record({ size: fc.integer({ min: 1, max: 15 }), pause: fc.nat({ max: 40 }) }), {
  minLength: 3,
  maxLength: 8,
})

type Pace = typeof pace extends fc.Arbitrary<infer P> ? P : never

interface Told {
  id: string
  sequence: number
  type: string
  entity: { type: string; id: string }
}

const readers = ['reader', 'viewer', 'member'] as const

/** What a connection that reaches everything is told by a webhook. */
const subscribed = [
  ...['page.created', 'page.deleted', 'page.undeleted', 'page.moved', 'page.properties_updated'],
  ...['page.permissions_updated', 'comment.created'],
]

describe('the feed, while writers on two processes do what they like', () => {
  test('tells each reader every change that it sees once and in order, and what it lost once; webhooks are told all', async (t) => {
    const processes = await twoProcesses(t)
    t.after(stopOwnServer)
    const endpoint = await subscribeToAll(t, processes)
    const acts = fc.array(act, { minLength: 10, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(fc.tuple(acts, acts, acts), fc.tuple(pace, pace, pace), (writers, paces) =>
        playOut(processes, endpoint, writers, paces),
      ),
      { numRuns: 6, endOnFailure: true },
    )
  })
})

async function subscribeToAll(
  t: { after(work: () => Promise<void> | void): void },
  { first, second }: TwoProcesses,
): Promise<Endpoint> {
  const endpoint = await webhookEndpoint(t, first)
  Object.assign(second.server, { outgoing: first.server.outgoing })
  const id = await endpoint.subscribe(first.as('editor'), { event_types: subscribed })
  const { body: webhook } = await first.as('editor').get(`/v1/webhooks/${id}`)
  const pages = `/admin/v1/spaces/${first.id}/connections/${webhook.connection_id}/pages`
  const reached = await first.as('owner').post(pages, { workspace: true })
  assert.equal(reached.status, 200, reached.body.message)
  return endpoint
}

let plays = 0

async function playOut(
  processes: TwoProcesses,
  endpoint: Endpoint,
  writers: Act[][],
  paces: Pace[],
): Promise<void> {
  const { first, second } = processes
  const apps = [first.app, second.app]
  const owner = first.as('owner')
  const admin = `/admin/v1/spaces/${first.id}`
  const group = (await owner.post(`${admin}/groups`, { name: `Play ${++plays}` })).body.id as string
  const vault = (await owner.post('/v1/pages', { parent: { workspace: true } })).body.id as string
  const { page, dataSource } = await first.aDataSource()
  const pages = [page, await first.aPage(), await first.aPage()]
  const secrets = [vault]
  const named: Record<Act['to'], Record<string, unknown>> = {
    reader: { bot_id: first.as('reader').userId },
    viewer: { bot_id: first.as('viewer').userId },
    group: { group_id: group },
    workspace: { workspace: true },
  }
  const member = first.as('member').userId

  const write = async (mine: Act[], writer: number) => {
    for (const [index, one] of mine.entries()) {
      const app = apps[(writer + index) % 2]!
      const at = pages[one.at % pages.length]!
      const into = pages[one.into % pages.length]!
      const ask = async (method: 'POST' | 'PATCH', url: string, body: unknown) => {
        const { statusCode, json } = await send(app, owner.token, method, url, body)
        assert.ok(statusCode < 500, `${method} ${url}: ${statusCode}`)
        return statusCode === 200 ? json() : null
      }
      const remove = (url: string) =>
        app.inject({
          method: 'DELETE',
          url,
          headers: { authorization: `Bearer ${owner.token}`, 'notion-version': '2026-03-11' },
        })
      switch (one.do) {
        case 'create':
        case 'a row': {
          const parent = one.do === 'create' ? { page_id: at } : { data_source_id: dataSource }
          const made = await ask('POST', '/v1/pages', { parent })
          if (made) pages.push(made.id)
          secrets.push((await ask('POST', '/v1/pages', { parent: { page_id: vault } })).id)
          break
        }
        case 'edit':
          await ask('PATCH', `/v1/pages/${at}`, { icon: { emoji: one.into % 2 ? '🎯' : '🚀' } })
          break
        case 'move':
          await ask('POST', `/v1/pages/${at}/move`, { parent: { page_id: into } })
          break
        case 'trash':
        case 'restore':
          await ask('PATCH', `/v1/pages/${at}`, { in_trash: one.do === 'trash' })
          break
        case 'comment':
          await ask('POST', '/v1/comments', {
            parent: { page_id: at },
            rich_text: [{ text: { content: 'Hi' } }],
          })
          break
        case 'share':
          await ask('POST', `/v1/pages/${at}/permissions`, { ...named[one.to], level: 'view' })
          break
        case 'unshare':
          await ask('PATCH', `/v1/pages/${at}/permissions`, { remove: [named[one.to]], override: true })
          break
        case 'restrict':
          await ask('PATCH', `/v1/pages/${at}/permissions`, { inherit: one.into % 2 === 0 })
          break
        case 'join':
          await ask('POST', `${admin}/groups/${group}/members`, { user_id: member })
          break
        case 'leave':
          assert.ok((await remove(`${admin}/groups/${group}/members/${member}`)).statusCode < 500)
      }
    }
  }

  let isDone = false
  const follow = async (name: Name, mine: Pace) => {
    const { token } = first.as(name)
    const told: Told[] = []
    for (let turn = 0; ; turn++) {
      const wasDone = isDone
      const { size, pause } = mine[turn % mine.length]!
      const url = `/v1/changes?start_cursor=${cursors.get(name)}&page_size=${size}`
      const answer = await send(apps[turn % 2]!, token, 'GET', url)
      assert.equal(answer.statusCode, 200, answer.body)
      const { results, next_cursor, has_more } = answer.json()
      told.push(...results)
      cursors.set(name, next_cursor)
      if (wasDone && !has_more) return told
      await wait(isDone ? 0 : pause)
    }
  }

  const cursors = new Map<Name, string>()
  const started = new Map<Name, string>()
  const known = new Map<Name, Set<string>>()
  const { sequence: begun } = (await eventsAfter(first.store.reader, first.id, 0, 1_000_000)).at(-1)!
  for (const name of readers) {
    cursors.set(name, (await first.as(name).get('/v1/changes?start_cursor=now')).body.next_cursor)
    started.set(name, cursors.get(name)!)
    known.set(name, await seenBy(processes, name))
  }
  const deliver = async (server: Server) => {
    for (;;) {
      const wasDone = isDone
      await performDue(server, webhookJobs(0))
      if (wasDone) return
      await wait(5)
    }
  }
  const following = Promise.all(readers.map((name, index) => follow(name, paces[index]!)))
  const delivering = Promise.all([deliver(first.server), deliver(second.server)])
  await Promise.all(writers.map(write))
  isDone = true
  await delivering
  await checkDeliveries(processes, begun, endpoint.taken())
  for (const [index, told] of (await following).entries()) {
    const name = readers[index]!
    assert.ok(!secrets.some((id) => JSON.stringify(told).includes(id)), `${name} heard of what it never saw`)
    await check(processes, name, begun, known.get(name)!, told)
    cursors.set(name, started.get(name)!)
    const again = await follow(name, paces[index]!)
    await check(processes, name, begun, known.get(name)!, again)
    const lost = again.filter(({ type }) => type === 'access_lost').map(({ entity }) => entity.id)
    assert.equal(new Set(lost).size, lost.length, `${name} lost something twice`)
    const sees = await seenBy(processes, name)
    assert.deepEqual(
      lost.filter((id) => sees.has(id)),
      [],
      `${name} lost what it sees`,
    )
  }
}

/** Each event of what is subscribed to came at least once, by itself or with others of its thing. */
async function checkDeliveries(processes: TwoProcesses, begun: number, came: readonly Body[]): Promise<void> {
  const { first } = processes
  const ids = new Set(came.map(({ id }) => id))
  const rows = await first.store.reader.sql.selectFrom('webhook_deliveries').selectAll().execute()
  const told = rows.filter(({ event_id }) => ids.has(event_id))
  const events = (await eventsAfter(first.store.reader, first.id, begun, 1_000_000)).filter(({ type }) =>
    subscribed.includes(type),
  )
  assert.ok(events.length > 0)
  const missed = events.filter(
    ({ type, entity_id, sequence }) =>
      !told.some(
        (row) =>
          row.type === type &&
          row.entity_id === entity_id &&
          row.sequence <= sequence &&
          row.last_sequence >= sequence,
      ),
  )
  assert.deepEqual(missed, [], 'a webhook was not told')
}

async function contextOf({ first }: TwoProcesses, name: Name) {
  const caller = await makeAuthenticate(first.store)(first.as(name).token, Date.now())
  return readingContext(first.server, caller, Date.now())
}

async function seenBy(processes: TwoProcesses, name: Name): Promise<Set<string>> {
  const { first } = processes
  const ids = async (table: 'blocks' | 'data_sources') =>
    (
      await first.store.reader.sql
        .selectFrom(table)
        .select('id')
        .where('workspace_id', '=', first.id)
        .execute()
    ).map(({ id }) => id)
  return readableOf(await contextOf(processes, name), [
    ...(await ids('blocks')),
    ...(await ids('data_sources')),
  ])
}

async function check(
  processes: TwoProcesses,
  name: Name,
  begun: number,
  atFirst: ReadonlySet<string>,
  told: readonly Told[],
): Promise<void> {
  const { first } = processes
  assert.equal(new Set(told.map(({ id }) => id)).size, told.length, `${name} heard something twice`)
  const sequences = told.map(({ sequence }) => sequence)
  assert.deepEqual(
    sequences,
    sequences.toSorted((a, b) => a - b),
    `${name} heard something out of order`,
  )

  const knows = new Set(atFirst)
  for (const { type, entity } of told) {
    if (type === 'access_lost') knows.delete(entity.id)
    else if (entity.type === 'page' || entity.type === 'database' || entity.type === 'data_source')
      knows.add(entity.id)
  }
  const sees = await seenBy(processes, name)
  const ghosts = [...knows].filter((id) => !sees.has(id))
  assert.deepEqual(ghosts, [], `${name} believes to see what it does not`)

  // What nobody ever lost and the reader knew from its beginning: every event of it, and only once.
  const lost = await first.store.reader.sql
    .selectFrom('access_losses')
    .select('node_id')
    .where('workspace_id', '=', first.id)
    .execute()
  const everLost = new Set(lost.map(({ node_id }) => node_id))
  const created = new Set(told.filter(({ type }) => type === 'page.created').map(({ entity }) => entity.id))
  const context = await contextOf(processes, name)
  const events = (await eventsAfter(first.store.reader, first.id, begun, 1_000_000)).filter(
    ({ feed, node_id: id }) =>
      feed === 'content' &&
      id !== null &&
      sees.has(id) &&
      !everLost.has(id) &&
      (atFirst.has(id) || created.has(id)),
  )
  const stable = new Set(events.map(({ node_id }) => node_id))
  const expected = (await mayBeTold(context, events)).map(({ id }) => id)
  const ids = new Set(expected)
  assert.deepEqual(
    told.filter(({ id }) => ids.has(id)).map(({ id }) => id),
    expected,
    `${name} missed something of ${stable.size} things that it saw all the time`,
  )
}
