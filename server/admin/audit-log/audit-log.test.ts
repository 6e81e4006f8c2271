import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { v7 } from 'uuid'
import { STEP } from '#server/domain/events/audit-log.ts'
import { appendEvents, eventsAfter } from '#server/store/events.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { liveReader } from '#test/live-reader.ts'
import { callWith, somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'

const START = Date.UTC(2030, 0, 1)
const HOUR = 60 * 60 * 1000

const types = ['token.created', 'token.revoked', 'page.created', 'user.added'] as const
const kinds = ['person', 'bot', 'directory', 'system'] as const

/** Events an hour apart, four kinds of each sort over and over. */
async function fill(
  { store, id }: Pick<TestWorkspace, 'store' | 'id'>,
  count: number,
  { actors, entities }: { actors: readonly string[]; entities: readonly string[] },
): Promise<EventRow[]> {
  const before = (await eventsAfter(store.reader, id, 0, 100_000)).length
  for (let index = 0; index < count; index++) {
    const kind = kinds[Math.floor(index / 5) % 4]!
    await store.transaction((db) =>
      appendEvents(db, id, START + index * HOUR, [
        {
          id: v7(),
          type: types[index % 4]!,
          feed: 'none',
          actor_type: kind,
          actor_id: kind === 'system' ? null : actors[index % actors.length]!,
          token_id: null,
          origin: 'api',
          ip_address: null,
          user_agent: null,
          entity_type: 'token',
          entity_id: entities[index % entities.length]!,
          node_id: null,
          data: '{}',
          before: null,
          after: null,
        },
      ]),
    )
  }
  return eventsAfter(store.reader, id, before, 100_000)
}

const ok = ({ status, body }: Answer): Answer['body'] => {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** All of a list, page by page. */
async function whole(get: (path: string) => Promise<Answer>, path: string): Promise<number[]> {
  const found: number[] = []
  let cursor = ''
  for (;;) {
    const body = ok(await get(`${path}${cursor}`))
    found.push(...body.results.map(({ sequence }: { sequence: number }) => sequence))
    if (!body.has_more) return found
    cursor = `&start_cursor=${body.next_cursor}`
  }
}

const iso = (hours: number) => new Date(START + hours * HOUR).toISOString()

describeStores('the audit log', (store) => {
  test('is told to owners, and to connections that may administer', async (t) => {
    const acme = await workspace(t, store)
    const path = `/admin/v1/spaces/${acme.id}/audit_log`
    await acme.aPage()
    const { results, ...list } = ok(await acme.as('owner').get(`${path}?page_size=1`))
    assert.deepEqual(
      [list.object, list.type, list.has_more, typeof list.next_cursor],
      ['list', 'audit_event', true, 'string'],
    )
    assert.deepEqual(Object.keys(results[0]), [
      'object',
      'id',
      'sequence',
      'timestamp',
      'type',
      'actor',
      'target',
      'data',
      'before',
      'after',
      'ip_address',
      'user_agent',
      'origin',
    ])
    assert.equal(results[0].actor.name, 'The owner')
    const admin = await somebody(acme, 'Admin', 'membership_admin')
    assert.equal((await admin.call('GET', path)).status, 403)
    const { body } = await acme.as('owner').post(`/admin/v1/spaces/${acme.id}/connections`, {
      name: 'Watcher',
      capabilities: { content: [], administer: true },
    })
    const watched = await acme.app.inject({ url: path, headers: { authorization: `Bearer ${body.token}` } })
    assert.equal(watched.statusCode, 200)
  })

  test('finds what was asked for, however filters are put together, both ways', async (t) => {
    const acme = await workspace(t, store)
    const actors = [acme.as('owner').userId, acme.as('editor').userId, v7()]
    const entities = [v7(), v7()]
    const made = await fill(acme, 60, { actors, entities })
    const get = acme.as('owner').get
    const filters: [string, (event: EventRow) => boolean][][] = [
      [
        ['', () => true],
        [`&actor_id=${actors[0]}`, ({ actor_id }) => actor_id === actors[0]],
        [`&actor_id=${v7()}`, () => false],
      ],
      [
        ['', () => true],
        ['&actor_type=bot', ({ actor_type }) => actor_type === 'bot'],
        ['&actor_type=system', ({ actor_type }) => actor_type === 'system'],
      ],
      [
        ['', () => true],
        ['&type=token.created', ({ type }) => type === 'token.created'],
        ['&type=token.created,user.added', ({ type }) => ['token.created', 'user.added'].includes(type)],
        [
          '&type=token.created&type=page.created',
          ({ type }) => ['token.created', 'page.created'].includes(type),
        ],
      ],
      [
        ['', () => true],
        [`&object_id=${entities[1]!.replaceAll('-', '')}`, ({ entity_id }) => entity_id === entities[1]],
      ],
      [
        [`&since=${iso(0)}`, () => true],
        [
          `&since=${iso(10)}&until=${iso(40)}`,
          ({ timestamp }) => timestamp >= START + 10 * HOUR && timestamp <= START + 40 * HOUR,
        ],
        [
          '&since=2030-01-02&until=2030-01-02',
          ({ timestamp }) => timestamp >= START + 24 * HOUR && timestamp < START + 48 * HOUR,
        ],
      ],
    ]
    const combined = filters.reduce<[string, (event: EventRow) => boolean][]>(
      (all, choices) =>
        all.flatMap(([text, fits]) =>
          choices.map(([more, alsoFits]): [string, (event: EventRow) => boolean] => [
            text + more,
            (event) => fits(event) && alsoFits(event),
          ]),
        ),
      [['', () => true]],
    )
    for (const [query, fits] of combined) {
      const expected = made.filter(fits).map(({ sequence }) => sequence)
      const path = `/admin/v1/spaces/${acme.id}/audit_log?page_size=7${query}`
      assert.deepEqual(await whole(get, path), expected.toReversed(), query)
      assert.deepEqual(await whole(get, `${path}&direction=ascending`), expected, `${query}, ascending`)
    }
  })

  test('is read to its end while more comes, and followed from there', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const path = `/admin/v1/spaces/${acme.id}/audit_log?page_size=2`
    const before = await whole(owner.get, path)
    let page = ok(await owner.get(path))
    const seen = page.results.map(({ sequence }: { sequence: number }) => sequence)
    while (page.has_more) {
      await acme.aPage()
      page = ok(await owner.get(`${path}&start_cursor=${page.next_cursor}`))
      seen.push(...page.results.map(({ sequence }: { sequence: number }) => sequence))
    }
    assert.equal(page.next_cursor, null)
    assert.deepEqual(seen, before)

    const up = `${path}&direction=ascending&type=page.created`
    let cursor = ''
    for (let more = true; more; ) {
      const { next_cursor, has_more } = ok(await owner.get(up + cursor))
      cursor = `&start_cursor=${next_cursor}`
      more = has_more
    }
    assert.deepEqual(ok(await owner.get(up + cursor)).results, [])
    const made = await acme.aPage()
    const { results } = ok(await owner.get(up + cursor))
    assert.deepEqual(
      results.map(({ target }: { target: object }) => target),
      [{ type: 'page', id: made }],
    )
  })

  test('finds a rare event among many over several looks, each of which is bounded', async (t) => {
    const acme = await workspace(t, store)
    const { store: db, id } = acme
    const busy = v7()
    const rare = (index: number) => index === 0
    const events = Array.from({ length: 3 * STEP }, (_, index) => ({
      id: v7(),
      type: rare(index) ? 'connection.deleted' : 'page.created',
      feed: 'none' as const,
      actor_type: rare(index) ? ('directory' as const) : ('bot' as const),
      actor_id: busy,
      token_id: null,
      origin: 'api',
      ip_address: null,
      user_agent: null,
      entity_type: 'page',
      entity_id: busy,
      node_id: null,
      data: '{}',
      before: null,
      after: null,
    }))
    await db.transaction((trx) => appendEvents(trx, id, Date.now(), events))
    const path = `/admin/v1/spaces/${id}/audit_log?`
    const owner = acme.as('owner')
    const first = ok(await owner.get(`${path}actor_type=directory`))
    assert.deepEqual([first.results.length, first.has_more], [0, true])
    assert.equal((await whole(owner.get, `${path}actor_type=directory`)).length, 1)
    assert.equal((await whole(owner.get, `${path}actor_type=directory&direction=ascending`)).length, 1)
    // Where an index leads to few, they are found at once, whatever else is asked.
    for (const narrow of [
      'type=connection.deleted',
      `type=connection.deleted&actor_id=${busy}&object_id=${busy}`,
    ]) {
      const { results, has_more } = ok(await owner.get(path + narrow))
      assert.deepEqual([results.length, has_more], [1, false], narrow)
    }
  })

  test('is taken along as JSON lines, all that fits, and that is told', async (t) => {
    const acme = await workspace(t, store)
    await fill(acme, 1200, { actors: [v7()], entities: [v7()] })
    const path = `/admin/v1/spaces/${acme.id}/audit_log`
    const lines = async (query: string, token = acme.as('owner').token) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' }
      const { statusCode, body } = await acme.app.inject({ url: path + query, headers })
      return {
        statusCode,
        lines: body
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line)),
      }
    }
    const all = await lines('?direction=ascending')
    assert.equal(all.statusCode, 200)
    assert.deepEqual(
      all.lines.map(({ sequence }) => sequence),
      all.lines.map((_, index) => index + 1),
    )
    const exported = all.lines.at(-1)
    assert.equal(exported.type, 'workspace.audit_log_exported')
    assert.deepEqual(exported.data, { filters: { direction: 'ascending' } })
    assert.deepEqual([exported.actor.id, exported.ip_address], [acme.as('owner').userId, '127.0.0.1'])
    const some = await lines('?type=token.created&actor_type=bot')
    assert.deepEqual(
      some.lines.map(({ sequence }) => sequence),
      await whole(acme.as('owner').get, `${path}?type=token.created&actor_type=bot`),
    )
    await acme.events()
    assert.equal((await lines('', acme.as('member').token)).statusCode, 403)
    assert.deepEqual(await acme.events(), [])
  })

  test('is kept as a file of CSV or of lines, whole or what is looked for', async (t) => {
    const acme = await workspace(t, store)
    await fill(acme, 700, { actors: [v7()], entities: [v7()] })
    const path = `/admin/v1/spaces/${acme.id}/audit_log`
    const file = (name: string, token = acme.as('owner').token) =>
      acme.app.inject({ url: `${path}${name}`, headers: { authorization: `Bearer ${token}` } })
    const csv = await file('.csv?type=token.created')
    assert.match(csv.headers['content-type'] as string, /^text\/csv/)
    assert.equal(csv.headers['content-disposition'], 'attachment; filename="audit-log.csv"')
    const rows = parse(csv.body, { columns: true }) as Record<string, string>[]
    const wanted = await whole(acme.as('owner').get, `${path}?type=token.created`)
    assert.deepEqual(
      rows.map(({ sequence }) => Number(sequence)),
      wanted,
    )
    assert.equal(rows[0]!.type, 'token.created')
    const lines = (await file('.ndjson')).body.split('\n').filter((line) => line !== '')
    assert.ok(lines.length > 700)
    assert.equal(JSON.parse(lines[0]!).type, 'workspace.audit_log_exported')
    assert.equal((await file('.csv', acme.as('member').token)).statusCode, 403)
  })

  test('finds what one token did, and what came from an address', async (t) => {
    const acme = await workspace(t, store)
    const path = `/admin/v1/spaces/${acme.id}`
    const made = (await acme.as('owner').post(`${path}/tokens`, { name: 'script' })).body
    await callWith(acme, made.token)('POST', `${path}/groups`, { name: 'Design' })
    const found = async (query: string) =>
      ok(await acme.as('owner').get(`${path}/audit_log?${query}`)).results.map(
        ({ type, actor }: { type: string; actor: { token_id: string } }) => [type, actor.token_id],
      )
    assert.deepEqual(await found(`token_id=${made.id}`), [['group.created', made.id]])
    assert.deepEqual(await found(`type=group.created&ip_address=127.0.0.1`), [['group.created', made.id]])
    assert.deepEqual(await found('type=group.created&ip_address=10.0.0.1'), [])
  })

  test('is followed as it grows, by owners alone', async (t) => {
    const acme = await workspace(t, store)
    const base = await acme.listen()
    const path = `/admin/v1/spaces/${acme.id}`
    const address = `${base}${path}/audit_log/events`
    const headersOf = (name: 'owner' | 'member') => ({ authorization: `Bearer ${acme.as(name).token}` })
    const reader = await liveReader(t, `${address}?type=workspace.settings_updated`, headersOf('owner'))
    await acme.as('owner').post(`${path}/groups`, { name: 'Design' })
    await acme.as('owner').patch(path, { name: 'Acme again' })
    await reader.hears(1)
    assert.equal(reader.changes[0].type, 'workspace.settings_updated')
    const missed = await liveReader(
      t,
      `${address}?start_cursor=${encodeURIComponent(reader.lastId())}`,
      headersOf('owner'),
    )
    await acme.as('owner').post(`${path}/groups`, { name: 'Research' })
    await missed.hears(1)
    assert.equal(missed.changes[0].type, 'group.created')
    assert.equal((await acme.as('member').get(`${path}/audit_log/events`)).status, 403)
  })

  test('refuses what makes no sense, and says where', async (t) => {
    const acme = await workspace(t, store)
    for (const [query, expected] of [
      ['actor_id=me', /query\.actor_id should be a valid uuid/],
      ['actor_type=robot', /query\.actor_type should be/],
      ['type=nothing', /query\.type\[0\] should be the type of an event/],
      ['type=page.created,', /query\.type\[0\] should be the type of an event/],
      ['object_id=1', /query\.object_id should be a valid uuid/],
      ['since=yesterday', /query\.since should be a valid ISO 8601 date/],
      ['until=2030-02-30', /query\.until should be a valid ISO 8601 date/],
      ['direction=up', /query\.direction should be/],
      ['start_cursor=bogus', /The start_cursor provided is invalid: bogus/],
      ['page_size=101', /query\.page_size should be ≤ `100`/],
      ['who=me', /query\.who should be not present/],
    ] as const) {
      const { status, body } = await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/audit_log?${query}`)
      assert.equal(status, 400, query)
      assert.match(body.message, expected)
    }
  })
})
