import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { updateConnectionEverywhere } from '#server/store/connections.ts'
import { webhookById } from '#server/store/webhooks.ts'
import { authorised } from '#test/authorised.ts'
import { callWith } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'
import { apiVersions } from '../versions/change.ts'

const url = 'https://hooks.example.com/octavo'
const types = ['page.created', 'comment.created']
const asked = { url, event_types: types }

/** The token that was sent to the address of a subscription, which no answer shows. */
async function tokenOf({ store, server, id }: TestWorkspace, webhookId: string): Promise<string> {
  const row = await webhookById(store.reader, id, webhookId)
  return server.secrets.open(row!.secret)
}

async function made(client: Client, fields: object = {}): Promise<string> {
  const { status, body } = await client.post('/v1/webhooks', { ...asked, ...fields })
  assert.equal(status, 200, JSON.stringify(body))
  return body.id
}

describeStores('webhooks', (store) => {
  test('are made for the connection of a bot, and told nothing before they are verified', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    await acme.events()
    const { status, body } = await editor.post('/v1/webhooks', {
      ...asked,
      event_types: [...types, ...types],
    })
    assert.equal(status, 200)
    const me = await editor.get('/v1/users/me')
    const { request_id: _, id, created_time, last_edited_time, connection_id, ...rest } = body
    assert.match(connection_id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, {
      object: 'webhook',
      url,
      event_types: types,
      include: [],
      state: 'pending_verification',
      paused_reason: null,
      api_version: '2026-03-11',
      is_replaying: false,
      created_by: { object: 'user', id: me.body.id },
    })
    assert.equal(created_time, last_edited_time)
    const token = await tokenOf(acme, id)
    assert.match(token, /^secret_[0-9A-Za-z]{43}$/)
    assert.ok(!JSON.stringify(body).includes(token))

    const deliveries = (await editor.get(`/v1/webhooks/${id}/deliveries`)).body
    assert.deepEqual(
      deliveries.results.map(({ kind, state }: { kind: string; state: string }) => [kind, state]),
      [['handshake', 'waiting']],
    )
    const wrong = await editor.post(`/v1/webhooks/${id}/verify`, { verification_token: `${token}x` })
    assert.deepEqual([wrong.status, wrong.body.code], [400, 'validation_error'])
    assert.match(wrong.body.message, /body\.verification_token/)
    assert.equal((await editor.post(`/v1/webhooks/${id}/resend_token`)).status, 200)
    const answer = await editor.post(`/v1/webhooks/${id}/verify`, { verification_token: token })
    assert.deepEqual([answer.status, answer.body.state], [200, 'active'])
    const again = await editor.post(`/v1/webhooks/${id}/verify`, { verification_token: token })
    assert.deepEqual([again.status, again.body.state], [200, 'active'])
    assert.equal((await editor.post(`/v1/webhooks/${id}/resend_token`)).status, 400)
    assert.deepEqual(await acme.events(), ['webhook.created', 'webhook.verified'])
  })

  test('are told in the version of the request that made them, when it names none', async (t) => {
    const { as } = await workspace(t, store)
    for (const version of apiVersions) {
      const { body } = await as('editor').post('/v1/webhooks', asked, version)
      assert.equal(body.api_version, version)
      const other = await as('editor').post('/v1/webhooks', { ...asked, api_version: '2022-06-28' }, version)
      assert.equal(other.body.api_version, '2022-06-28')
    }
  })

  test('refuse what cannot be, and say where', async (t) => {
    const { as } = await workspace(t, store)
    for (const [fields, message] of [
      [{ url: 'http://hooks.example.com/' }, /body\.url/],
      [{ url: 'ftp://hooks.example.com/' }, /body\.url/],
      [{ url: 'hooks.example.com' }, /body\.url/],
      [{ url: '' }, /body\.url/],
      [{ url: 'https://' }, /body\.url/],
      [{ url: 'https://ada:secret@hooks.example.com/' }, /body\.url/],
      [{ url: 'https://localhost/' }, /body\.url/],
      [{ url: 'https://a.localhost./' }, /body\.url/],
      [{ url: 'https://127.0.0.1/' }, /body\.url/],
      [{ url: 'https://2130706433/' }, /body\.url/],
      [{ url: 'https://10.1.2.3/' }, /body\.url/],
      [{ url: 'https://169.254.169.254/latest' }, /body\.url/],
      [{ url: 'https://[::1]/' }, /body\.url/],
      [{ url: 'https://[::ffff:10.0.0.1]/' }, /body\.url/],
      [{ url: `https://hooks.example.com/${'a'.repeat(2000)}` }, /body\.url/],
      [{ event_types: [] }, /body\.event_types/],
      [
        { event_types: ['page.created', 'page.painted'] },
        /body\.event_types\[1\].*instead was `"page.painted"`/,
      ],
      [{ event_types: ['webhook.created'] }, /body\.event_types\[0\]/],
      [{ event_types: ['data_source.created'], api_version: '2022-06-28' }, /body\.event_types\[0\]/],
      [{ event_types: ['__proto__'] }, /body\.event_types\[0\]/],
      [{ api_version: '2020-01-01' }, /body\.api_version/],
      [{ include: ['everything'] }, /body\.include/],
    ] as const) {
      const { status, body } = await as('editor').post('/v1/webhooks', { ...asked, ...fields })
      assert.deepEqual([status, body.code], [400, 'validation_error'], JSON.stringify(fields))
      assert.match(body.message, message)
      assert.ok(!body.message.includes('ada'))
    }
    // What other versions call it.
    for (const name of ['database.schema_updated', 'database.content_updated'])
      for (const api_version of apiVersions)
        await made(as('reader'), { event_types: [name], api_version }).then((id) =>
          as('reader').delete(`/v1/webhooks/${id}`),
        )
  })

  test('reach into private networks where the operator lets them', async (t) => {
    const { as, server } = await workspace(t, store)
    const { mayReach } = makeOutgoing(['localhost', '127.0.0.0/8', 'hooks.internal'])
    Object.assign(server.outgoing, { mayReach })
    for (const address of ['http://localhost:3000/', 'http://127.0.0.1:1/', 'http://hooks.internal/x'])
      await made(as('editor'), { url: address })
    const { status } = await as('editor').post('/v1/webhooks', { ...asked, url: 'http://10.0.0.1/' })
    assert.equal(status, 400)
  })

  test('are refused for types that the connection is not capable of', async (t) => {
    const { as } = await workspace(t, store)
    for (const [name, event_types, expected] of [
      ['inserter', ['page.created'], 403],
      ['nobody', ['user.added'], 403],
      ['inserter', ['user.added'], 403],
      ['reader', ['page.created', 'comment.created', 'user.added', 'page.permissions_updated'], 200],
    ] as const) {
      const { status, body } = await as(name).post('/v1/webhooks', { url, event_types })
      assert.equal(status, expected, JSON.stringify(body))
      if (status === 403) assert.equal(body.code, 'restricted_resource')
    }
  })

  test('of another connection are absent, and people manage those of connections they manage', async (t) => {
    const { as } = await workspace(t, store)
    const id = await made(as('editor'))
    const { body: own } = await as('editor').get(`/v1/webhooks/${id}`)
    for (const name of ['reader', 'outsider', 'member', 'guest'] as const) {
      for (const { status } of [
        await as(name).get(`/v1/webhooks/${id}`),
        await as(name).patch(`/v1/webhooks/${id}`, { event_types: types }),
        await as(name).delete(`/v1/webhooks/${id}`),
        await as(name).get(`/v1/webhooks/${id}/deliveries`),
        await as(name).post(`/v1/webhooks/${id}/verify`, { verification_token: 'x' }),
      ])
        assert.equal(status, 404, name)
    }
    assert.equal((await as('owner').get(`/v1/webhooks/${id}`)).status, 200)
    assert.deepEqual((await as('owner').get('/v1/webhooks')).body.results.length, 1)
    assert.deepEqual((await as('member').get('/v1/webhooks')).body.results, [])
    assert.deepEqual((await as('reader').get('/v1/webhooks')).body.results, [])
    assert.equal((await as('owner').post('/v1/webhooks', asked)).status, 400)
    const { connection_id } = own
    const second = await as('owner').post('/v1/webhooks', { ...asked, connection_id })
    assert.equal(second.body.connection_id, connection_id)
    assert.equal((await as('editor').get('/v1/webhooks')).body.results.length, 2)
    assert.equal((await as('member').post('/v1/webhooks', { ...asked, connection_id })).status, 404)
    assert.equal((await as('reader').post('/v1/webhooks', { ...asked, connection_id })).status, 404)
    assert.equal((await as('reader').get(`/v1/webhooks?connection_id=${connection_id}`)).status, 404)
  })

  test('of a client that registered itself are made by who manages it, and not by its tokens', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { body: connection } = await owner.post(`/admin/v1/spaces/${acme.id}/connections`, {
      name: 'Client',
      kind: 'public',
      redirect_uris: ['https://client.test/callback'],
    })
    const { token } = await authorised(acme, connection.id, acme.as('member').userId)
    const subscribe = () => callWith(acme, token)('POST', '/v1/webhooks', asked)
    assert.equal((await subscribe()).status, 200)
    await acme.do(({ db }) => updateConnectionEverywhere(db, connection.id, { is_self_registered: 1 }))
    const { status, body } = await subscribe()
    assert.deepEqual([status, body.code], [403, 'restricted_resource'])
    const { body: list } = await owner.get(`/v1/webhooks?connection_id=${connection.id}`)
    assert.equal(list.results.length, 1)
    assert.equal((await callWith(acme, token)('GET', `/v1/webhooks/${list.results[0].id}`)).status, 404)
    await made(owner, { connection_id: connection.id })
  })

  test('change: types any time, the address before it is verified', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const id = await made(editor)
    const first = await tokenOf(acme, id)
    await acme.events()
    const moved = await editor.patch(`/v1/webhooks/${id}`, { url: 'https://other.example.com/' })
    assert.equal(moved.body.url, 'https://other.example.com/')
    const second = await tokenOf(acme, id)
    assert.notEqual(first, second)
    assert.equal((await editor.get(`/v1/webhooks/${id}/deliveries`)).body.results.length, 2)
    assert.equal((await editor.patch(`/v1/webhooks/${id}`, { state: 'active' })).status, 400)
    await editor.post(`/v1/webhooks/${id}/verify`, { verification_token: second })
    const late = await editor.patch(`/v1/webhooks/${id}`, { url })
    assert.equal(late.status, 400)
    assert.match(late.body.message, /body\.url/)
    const change = { event_types: ['page.deleted'], include: ['entity', 'entity'], state: 'paused' }
    const changed = (await editor.patch(`/v1/webhooks/${id}`, change)).body
    assert.deepEqual(
      [changed.event_types, changed.include, changed.state, changed.paused_reason],
      [['page.deleted'], ['entity'], 'paused', 'requested'],
    )
    assert.equal((await editor.patch(`/v1/webhooks/${id}`, change)).status, 200)
    const resumed = (await editor.patch(`/v1/webhooks/${id}`, { state: 'active' })).body
    assert.deepEqual([resumed.state, resumed.paused_reason], ['active', null])
    const deleted = (await editor.delete(`/v1/webhooks/${id}`)).body
    assert.equal(deleted.state, 'deleted')
    assert.equal((await editor.get(`/v1/webhooks/${id}`)).status, 404)
    assert.equal((await editor.get(`/v1/webhooks/${id}/deliveries`)).status, 404)
    assert.deepEqual((await editor.get('/v1/webhooks')).body.results, [])
    assert.deepEqual(await acme.events(), [
      'webhook.updated',
      'webhook.verified',
      'webhook.updated',
      'webhook.paused',
      'webhook.resumed',
      'webhook.deleted',
    ])
  })

  test('are not more than a connection may have', async (t) => {
    const { as } = await workspace(t, store)
    for (let count = 0; count < 20; count++) await made(as('editor'))
    const { status, body } = await as('editor').post('/v1/webhooks', asked)
    assert.equal(status, 400)
    assert.match(body.message, /20 webhook subscriptions/)
    const first = (await as('editor').get('/v1/webhooks?page_size=3')).body
    assert.deepEqual([first.results.length, first.has_more], [3, true])
    await as('editor').delete(`/v1/webhooks/${first.results[0].id}`)
    await made(as('editor'))
  })
})
