import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { webhookJobs } from '#server/app.ts'
import { performDue } from '#server/jobs/runner.ts'
import { authorised } from '#test/authorised.ts'
import { callWith } from '#test/people.ts'
import { checkResponse } from '#test/sdk/check-response.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type Body, webhookEndpoint } from '#test/webhook-endpoint.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const MINUTE = 60_000
const text = (content: string) => [{ text: { content } }]
const titled = (content: string) => ({ properties: { title: { title: text(content) } } })

/** A workspace whose time stands still unless a test has it go on. */
async function frozen(t: Parameters<typeof workspace>[0], store: Parameters<typeof workspace>[1]) {
  const acme = await workspace(t, store)
  let now = Date.now()
  acme.server.surroundings.now = () => now
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  /** As a server does that waits for more of the same. */
  const fanOut = (window: number) => performDue(acme.server, webhookJobs(window))
  return { ...acme, endpoint: await webhookEndpoint(t, acme), wait, fanOut }
}

/** What comes at a time comes in any order. */
const typesOf = (bodies: Body[]): string[] => bodies.map(({ type }) => type).toSorted()
const idsOf = (bodies: Body[]): string[] => bodies.map(({ id }) => id)

describeStores('a subscription', (store) => {
  test('hears of one object at once what happened to it within a short while', async (t) => {
    const acme = await frozen(t, store)
    const [editor, home] = [acme.as('editor'), await acme.aPage()]
    const event_types = ['page.content_updated', 'page.properties_updated', 'page.locked', 'page.unlocked']
    await acme.endpoint.subscribe(editor, { event_types })
    const append = async (): Promise<string> => {
      const children = [{ divider: {} }]
      return (await editor.patch(`/v1/blocks/${home}/children`, { children })).body.results[0].id
    }
    const first = await append()
    await acme.fanOut(10_000)
    acme.wait(4000)
    const second = await append()
    await acme.as('owner').patch(`/v1/pages/${home}`, titled('Plan'))
    await editor.patch(`/v1/pages/${home}`, { is_locked: true })
    await editor.patch(`/v1/pages/${home}`, titled('Plans'))
    await editor.patch(`/v1/pages/${home}`, { is_locked: false })
    await acme.fanOut(10_000)
    // They are sent side by side.
    assert.deepEqual(
      typesOf(acme.endpoint.taken()).sort(),
      ['page.locked', 'page.unlocked'],
      'these do not wait',
    )
    acme.wait(6000)
    const third = await append()
    await acme.fanOut(10_000)
    const [told] = acme.endpoint.taken()
    assert.deepEqual(told.data.updated_blocks, [
      { id: first, type: 'block' },
      { id: second, type: 'block' },
    ])
    acme.wait(4000)
    await acme.fanOut(10_000)
    const [renamed] = acme.endpoint.taken()
    assert.deepEqual(
      [renamed.type, renamed.data.updated_properties, renamed.authors.map(({ id }: Body) => id)],
      ['page.properties_updated', ['title'], [acme.as('owner').userId, editor.userId]],
    )
    acme.wait(MINUTE)
    await acme.fanOut(10_000)
    const [after] = acme.endpoint.taken()
    assert.deepEqual(after.data.updated_blocks, [{ id: third, type: 'block' }])
    assert.ok(told.timestamp < after.timestamp)
  })

  test('begins when it is verified, waits while it is paused, and goes on from there', async (t) => {
    const acme = await frozen(t, store)
    const [editor, home] = [acme.as('editor'), await acme.aPage()]
    const id = await acme.endpoint.subscribe(editor, { event_types: ['page.locked', 'page.unlocked'] })
    const lock = (is_locked: boolean) => editor.patch(`/v1/pages/${home}`, { is_locked })
    await lock(true)
    await editor.patch(`/v1/webhooks/${id}`, { state: 'paused' })
    await acme.performDue()
    assert.deepEqual(acme.endpoint.taken(), [])
    await lock(false)
    await editor.patch(`/v1/webhooks/${id}`, { state: 'active' })
    await acme.performDue()
    assert.deepEqual(typesOf(acme.endpoint.taken()).sort(), ['page.locked', 'page.unlocked'])
    await editor.patch(`/v1/webhooks/${id}`, { event_types: ['page.locked'] })
    await lock(true)
    await lock(false)
    await acme.performDue()
    assert.deepEqual(typesOf(acme.endpoint.taken()), ['page.locked'])
  })

  test('hears once more what happened since a cursor, under the same ids', async (t) => {
    const acme = await frozen(t, store)
    const [editor, home] = [acme.as('editor'), await acme.aPage()]
    const event_types = ['page.created', 'page.content_updated', 'page.properties_updated', 'page.locked']
    const id = await acme.endpoint.subscribe(editor, { event_types })
    const { body: start } = await editor.get('/v1/changes?start_cursor=now')
    for (const step of [1, 2, 3]) {
      await editor.post('/v1/pages', { parent: { page_id: home }, ...titled(`${step}`) })
      await editor.patch(`/v1/pages/${home}`, titled(`${step}`))
      await acme.fanOut(10_000)
      acme.wait(4000)
    }
    await editor.patch(`/v1/pages/${home}`, { is_locked: true })
    acme.wait(MINUTE)
    await acme.fanOut(10_000)
    const first = acme.endpoint.taken()
    assert.equal(first.length, 6, JSON.stringify(typesOf(first)))

    const replay = await editor.post(`/v1/webhooks/${id}/replay`, { start_cursor: start.next_cursor })
    assert.deepEqual([replay.status, replay.body.is_replaying], [200, true])
    acme.wait(MINUTE)
    await acme.fanOut(10_000)
    const again = acme.endpoint.taken()
    const sorted = (bodies: Body[]) => bodies.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    assert.deepEqual(sorted(again), sorted(first))
    assert.equal((await editor.get(`/v1/webhooks/${id}`)).body.is_replaying, false)
    await acme.fanOut(10_000)
    assert.deepEqual(acme.endpoint.taken(), [])

    for (const start_cursor of ['nothing', Buffer.from('[1]').toString('base64url')]) {
      const wrong = await editor.post(`/v1/webhooks/${id}/replay`, { start_cursor })
      assert.deepEqual([wrong.status, wrong.body.code], [400, 'validation_error'])
    }
    const end = (await editor.get('/v1/changes?start_cursor=now')).body.next_cursor
    const nothing = await editor.post(`/v1/webhooks/${id}/replay`, { start_cursor: end })
    assert.deepEqual([nothing.status, nothing.body.is_replaying], [200, false])
  })

  test('hears only of what the connection may see, when it happens and when it is sent', async (t) => {
    const acme = await frozen(t, store)
    const [owner, reader] = [acme.as('owner'), acme.as('reader')]
    const home = await acme.aPage()
    const event_types = ['page.locked', 'page.properties_updated', 'comment.created', 'file_upload.created']
    const id = await acme.endpoint.subscribe(reader, { event_types })
    const hidden = await owner.post('/v1/pages', { parent: { workspace: true }, ...titled('Private') })
    await owner.patch(`/v1/pages/${hidden.body.id}`, { is_locked: true })
    await acme.as('editor').post('/v1/file_uploads', { filename: 'a.txt' })
    await acme.performDue()
    assert.deepEqual(acme.endpoint.taken(), [])

    await owner.patch(`/v1/pages/${home}`, titled('Secret'))
    await acme.fanOut(10_000)
    const { results } = (await owner.get(`/v1/pages/${home}/permissions`)).body
    const grant = results.find(
      ({ principal }: Body) => principal.bot_id === reader.userId || principal.user_id === reader.userId,
    )
    assert.equal((await owner.delete(`/v1/pages/${home}/permissions/${grant.id}`)).status, 200)
    acme.wait(MINUTE)
    await acme.fanOut(10_000)
    assert.deepEqual(acme.endpoint.taken(), [])
    const { body } = await reader.get(`/v1/webhooks/${id}/deliveries?state=withheld`)
    assert.deepEqual(typesOf(body.results), ['page.properties_updated'])
  })

  test('of a public connection hears what any of its bots may see, and which those are', async (t) => {
    const acme = await frozen(t, store)
    const owner = acme.as('owner')
    const [first, second] = [await acme.aPage({ title: 'First' }), await acme.aPage({ title: 'Second' })]
    const connection = await owner.post(`/admin/v1/spaces/${acme.id}/connections`, {
      name: 'Partner',
      kind: 'public',
      redirect_uris: ['https://partner.test/callback'],
    })
    assert.equal(connection.status, 200, connection.body.message)
    const { id } = connection.body
    const ofOwner = await authorised(acme, id, owner.userId, [first, second])
    const ofMember = await authorised(acme, id, acme.as('member').userId, [second])
    const event_types = ['page.locked', 'file_upload.created', 'user.updated']
    await acme.endpoint.subscribe(owner, { connection_id: id, event_types })
    for (const page of [first, second])
      await acme.as('editor').patch(`/v1/pages/${page}`, { is_locked: true })
    await callWith(acme, ofMember.token)('POST', '/v1/file_uploads', { filename: 'a.txt' })
    await acme.performDue()
    const bot = (person: string, botId: string) => [
      { id: person, type: 'person' },
      { id: botId, type: 'bot' },
    ]
    const [owners, members] = [
      bot(owner.userId, ofOwner.botId),
      bot(acme.as('member').userId, ofMember.botId),
    ]
    const told = acme.endpoint
      .taken()
      .map(({ type, entity, accessible_by }) => [type, entity.id === first, accessible_by])
    const bySequence = (list: Body[]) =>
      list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    const both = [...owners, ...members]
    assert.deepEqual(
      bySequence(told).map(([type, isFirst, by]) => [type, isFirst, bySequence(by)]),
      bySequence([
        ['page.locked', true, owners],
        ['page.locked', false, both],
        ['file_upload.created', false, members],
      ]).map(([type, isFirst, by]) => [type, isFirst, bySequence(by)]),
    )
  })

  test('is told the object itself when it asks for that, as it is when that is sent', async (t) => {
    const acme = await frozen(t, store)
    const editor = acme.as('editor')
    const { dataSource } = await acme.aDataSource()
    const home = await acme.aPage()
    for (const api_version of ['2022-06-28', '2026-03-11'] as const) {
      const name = api_version === '2022-06-28' ? 'database.schema_updated' : 'data_source.schema_updated'
      const event_types = ['page.content_updated', 'page.deleted', 'comment.created', 'comment.deleted', name]
      const id = await acme.endpoint.subscribe(
        editor,
        { event_types, api_version, include: ['entity'] },
        `/${api_version}`,
      )
      const children = [{ paragraph: { rich_text: text('Hello') } }]
      const { body: appended } = await editor.patch(`/v1/blocks/${home}/children`, { children })
      const rich_text = text('Hi')
      const { body: comment } = await editor.post('/v1/comments', { parent: { page_id: home }, rich_text })
      await editor.delete(`/v1/comments/${comment.id}`)
      const schema = { properties: { [api_version]: { checkbox: {} } } }
      await editor.patch(`/v1/data_sources/${dataSource}`, schema)
      await acme.performDue()
      const bodies = acme.endpoint.taken(`/${api_version}`)
      const of = (type: string) => bodies.find((body) => body.type === type)!.included
      const asAnswer = (object: Body) => ({ ...object, request_id: home })
      checkResponse(api_version, 'GET /v1/pages/:page_id', asAnswer(of('page.content_updated').entity))
      const blocks = of('page.content_updated').updated_blocks
      assert.deepEqual(
        blocks.map((block: Body) => block.id),
        [appended.results[0].id],
      )
      assert.equal(blocks[0].paragraph.rich_text[0].plain_text, 'Hello')
      assert.equal(of('comment.created').entity, null, 'it was deleted before that was sent')
      assert.equal(of('comment.deleted').entity, null)
      const { entity } = of(name)
      assert.equal(entity.object, api_version === '2022-06-28' ? 'database' : 'data_source')
      assert.ok(entity.properties[api_version])
      assert.equal('archived' in entity, api_version === '2022-06-28')
      await editor.delete(`/v1/webhooks/${id}`)
    }
  })
})

describeStores('the log of deliveries', (store) => {
  test('shows each request and what came back, newest first, and sends one again', async (t) => {
    const acme = await frozen(t, store)
    const [editor, home] = [acme.as('editor'), await acme.aPage()]
    const id = await acme.endpoint.subscribe(editor, { event_types: ['page.locked', 'page.unlocked'] })
    for (const is_locked of [true, false, true]) await editor.patch(`/v1/pages/${home}`, { is_locked })
    await acme.performDue()
    const told = acme.endpoint.taken()
    const path = `/v1/webhooks/${id}/deliveries`
    const { results, next_cursor } = (await editor.get(`${path}?page_size=3`)).body
    assert.deepEqual(
      results.map(({ type }: Body) => type),
      ['page.locked', 'page.unlocked', 'page.locked'],
    )
    const first = told.find((body) => body.id === results[2].event_id)
    const rest = (await editor.get(`${path}?page_size=3&start_cursor=${next_cursor}`)).body
    assert.deepEqual(
      rest.results.map(({ kind, state }: Body) => [kind, state]),
      [['handshake', 'delivered']],
    )
    assert.deepEqual((await editor.get(`${path}?state=failed`)).body.results, [])

    const { request_id: _, requests, ...shown } = (await editor.get(`${path}/${results[2].id}`)).body
    assert.deepEqual(shown, results[2])
    const [{ request, response, ...attempt }] = requests
    assert.deepEqual(
      [attempt.attempt_number, attempt.url, attempt.error, response.status],
      [1, `${acme.endpoint.url}/`, null, 200],
    )
    assert.deepEqual(JSON.parse(request.body), first)
    assert.match(request.headers['x-notion-signature'], /^sha256=[0-9a-f]{64}$/)

    const handshake = (await editor.get(`${path}/${rest.results[0].id}`)).body
    assert.equal(handshake.requests[0].request.body, '{"verification_token":"secret_…"}')

    const again = await editor.post(`${path}/${results[2].id}/redeliver`)
    assert.deepEqual([again.status, again.body.state], [200, 'waiting'])
    await acme.performDue()
    assert.deepEqual(acme.endpoint.taken(), [{ ...first, attempt_number: 2 }])
    const other = await acme.endpoint.subscribe(editor, { event_types: ['page.locked'] }, '/other')
    const elsewhere = await editor.get(`/v1/webhooks/${other}/deliveries/${results[2].id}`)
    assert.deepEqual([elsewhere.status, elsewhere.body.code], [404, 'object_not_found'])
  })
})

describe('two processes on one PostgreSQL', () => {
  test('share the subscriptions, and tell everything once', async (t) => {
    const { first, second } = await twoProcesses(t)
    const home = await first.aPage()
    const endpoint = await webhookEndpoint(t, first)
    Object.assign(second.server, { outgoing: first.server.outgoing })
    const editor = first.as('editor')
    const paths = ['/a', '/b', '/c']
    for (const path of paths) await endpoint.subscribe(editor, { event_types: ['page.created'] }, path)
    const make = (acme: Pick<TestWorkspace, 'app'>) =>
      send(acme.app, editor.token, 'POST', '/v1/pages', { parent: { page_id: home } })
    let isDone = false
    const follow = async (server: TestWorkspace['server']) => {
      while (!isDone) await performDue(server, webhookJobs(0))
      await performDue(server, webhookJobs(0))
    }
    const following = Promise.all([follow(first.server), follow(second.server)])
    await Promise.all(Array.from({ length: 40 }, (_, index) => make(index % 2 === 0 ? first : second)))
    isDone = true
    await following
    for (const path of paths) {
      const ids = idsOf(endpoint.taken(path))
      assert.equal(ids.length, 40)
      assert.equal(new Set(ids).size, 40)
    }
  })
})
