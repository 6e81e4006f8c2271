import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { authorised } from '#test/authorised.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const connectionsOf = (page: string, connection = '') =>
  `/v1/pages/${page}/connections${connection && `/${connection}`}`

const made = async (acme: TestWorkspace, fields: Record<string, unknown> = {}) =>
  (await acme.as('owner').post(`/admin/v1/spaces/${acme.id}/connections`, { name: 'CI bot', ...fields })).body

/** What a token finds by every way there is to find a page. */
async function views({ app }: Pick<TestWorkspace, 'app'>, token: string, page: string) {
  const read = await send(app, token, 'GET', `/v1/pages/${page}`)
  const children = await send(app, token, 'GET', `/v1/blocks/${page}/children`)
  const search = await send(app, token, 'POST', '/v1/search', {})
  const found = search.json().results.some(({ id }: { id: string }) => id === page)
  return [read.statusCode, children.statusCode, found ? 'found' : 'not found']
}

const SEEN = [200, 200, 'found']
const HIDDEN = [404, 404, 'not found']

describeStores('the connections of a page', (store) => {
  test('are added with all that is below, told where they come from, and taken off', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id, token, bot_id } = await made(acme)
    const home = await acme.aPage({ title: 'Home' })
    const child = await acme.aPage({ title: 'Child', parent: home })
    assert.deepEqual(await views(acme, token, child), HIDDEN)
    await acme.events()
    const added = await owner.post(connectionsOf(home), { connection_id: id })
    const { request_id: _, ...line } = added.body
    assert.deepEqual(line, {
      object: 'connection',
      id,
      name: 'CI bot',
      kind: 'internal',
      logo_url: null,
      bot_id,
      user: null,
      level: 'full_access',
      expires_time: null,
      inherited: false,
      inherited_from: null,
    })
    assert.deepEqual(await acme.events(), ['page.permissions_updated'])
    assert.deepEqual(await views(acme, token, home), SEEN)
    assert.deepEqual(await views(acme, token, child), SEEN)
    const below = await acme.aPage({ parent: child })
    assert.deepEqual(await views(acme, token, below), SEEN, 'what is made later too')

    const listed = (await owner.get(connectionsOf(child))).body.results
    const inherited = listed.find((one: { id: string }) => one.id === id)
    assert.deepEqual(
      [inherited.inherited, inherited.inherited_from],
      [true, { type: 'page_id', page_id: home }],
    )
    assert.ok(listed.length > 1, 'the other connections of the page stand there too')

    const off = await owner.delete(connectionsOf(home, id))
    assert.deepEqual([off.status, off.body.outcome], [200, 'removed'])
    for (const page of [home, child, below]) assert.deepEqual(await views(acme, token, page), HIDDEN)
    assert.equal((await owner.delete(connectionsOf(home, id))).status, 404)
  })

  test('are taken off a child that inherits, which then stops inheriting and keeps everybody else', async (t) => {
    const acme = await workspace(t, store)
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const { id, token } = await made(acme)
    const home = await acme.aPage({ title: 'Home' })
    const child = await acme.aPage({ title: 'Child', parent: home })
    const below = await acme.aPage({ parent: child })
    await owner.post(connectionsOf(home), { connection_id: id })
    const before = (await owner.get(connectionsOf(child))).body.results.length
    const off = await owner.delete(connectionsOf(child, id))
    assert.deepEqual([off.status, off.body.outcome], [200, 'inheritance_broken'])
    assert.deepEqual(await views(acme, token, home), SEEN)
    assert.deepEqual(await views(acme, token, child), HIDDEN)
    assert.deepEqual(await views(acme, token, below), HIDDEN)
    const left = (await owner.get(connectionsOf(child))).body.results
    assert.equal(left.length, before - 1)
    assert.equal((await editor.patch(`/v1/pages/${below}`, { icon: { emoji: '🎯' } })).status, 200)
    // Added to the child by itself, it is there again and only there.
    await owner.post(connectionsOf(child), { connection_id: id, level: 'view' })
    assert.deepEqual(await views(acme, token, below), SEEN)
    const body = { icon: { emoji: '🎯' } }
    assert.equal((await send(acme.app, token, 'PATCH', `/v1/pages/${below}`, body)).statusCode, 403)
  })

  test('of databases reach their rows and queries', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id, token } = await made(acme)
    const { database, dataSource } = await acme.aDataSource()
    const query = () => send(acme.app, token, 'POST', `/v1/data_sources/${dataSource}/query`, {})
    await acme.as('editor').post('/v1/pages', { parent: { data_source_id: dataSource } })
    assert.equal((await query()).statusCode, 404)
    const path = `/v1/databases/${database}/connections`
    assert.equal(
      (await owner.post(path, { connection_id: id, level: 'edit_content' })).body.level,
      'edit_content',
    )
    assert.equal((await query()).json().results.length, 1)
    assert.ok((await owner.get(path)).body.results.some((one: { id: string }) => one.id === id))
    assert.equal((await owner.delete(`${path}/${id}`)).body.outcome, 'removed')
    assert.equal((await query()).statusCode, 404)
  })

  test('need full access, the capability, and the policy of the workspace', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id } = await made(acme)
    const page = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    const body = { connection_id: id }
    assert.equal((await acme.as('reader').post(connectionsOf(page), body)).status, 403, 'no capability')
    assert.equal((await owner.post(connectionsOf(page), body)).status, 404, 'private to the member')
    const shared = await acme.aPage()
    assert.equal((await member.post(connectionsOf(shared), body)).status, 404)

    const policy = `/admin/v1/spaces/${acme.id}/policy`
    await owner.patch(policy, { connections: { install: 'approved_only' } })
    const refused = await member.post(connectionsOf(page), body)
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    assert.match(refused.body.message, /Ask an owner to approve it/)
    await owner.post(`/admin/v1/spaces/${acme.id}/approved_connections`, { connection_id: id })
    assert.equal((await member.post(connectionsOf(page), body)).status, 200)
    const users = (await owner.get(`/admin/v1/spaces/${acme.id}/connections/${id}/users`)).body.results
    assert.deepEqual(
      users.map((user: { id: string }) => user.id),
      [owner.userId, member.userId],
    )

    await owner.patch(`/admin/v1/spaces/${acme.id}/connections/${id}`, { page_managers: 'owners' })
    assert.equal((await member.delete(connectionsOf(page, id))).status, 403)
    assert.equal((await member.post(connectionsOf(page), body)).status, 403)
  })

  test('are for a bot that may change permissions to add too', async (t) => {
    const acme = await workspace(t, store)
    const { id, token } = await made(acme)
    const manager = await made(acme, {
      name: 'Manager',
      capabilities: { content: ['read'], permissions: 'write' },
    })
    const page = await acme.aPage()
    await acme.as('owner').post(connectionsOf(page), { bot_id: manager.bot_id })
    const added = await send(acme.app, manager.token, 'POST', connectionsOf(page), { connection_id: id })
    assert.equal(added.statusCode, 200, added.body)
    assert.deepEqual(await views(acme, token, page), SEEN)
  })

  test('that are public act for who authorised them', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id } = await made(acme, { name: 'Partner', kind: 'public' })
    const page = await acme.aPage()
    const before = await owner.post(connectionsOf(page), { connection_id: id })
    assert.deepEqual([before.status, before.body.code], [409, 'conflict_error'])
    const mine = await authorised(acme, id, owner.userId)
    const theirs = await authorised(acme, id, member.userId)
    const added = await owner.post(connectionsOf(page), { connection_id: id })
    assert.deepEqual([added.body.bot_id, added.body.user.id], [mine.botId, owner.userId])
    assert.equal((await owner.post(connectionsOf(page), { bot_id: theirs.botId })).status, 403)
    assert.deepEqual(await views(acme, mine.token, page), SEEN)
    assert.deepEqual(await views(acme, theirs.token, page), HIDDEN)
  })

  test('are not there where Notion has no such address', async (t) => {
    const acme = await workspace(t, store, { emulate: { plan: 'none', extensions: false } })
    const answer = await acme.as('owner').get(connectionsOf(await acme.aPage()))
    assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_request_url'])
  })
})

describeStores('what a connection reaches', (store) => {
  const reached = async (acme: TestWorkspace, id: string) =>
    (await acme.as('owner').get(`/admin/v1/spaces/${acme.id}/connections/${id}/pages`)).body.results

  test('is a tree, and an owner grants a part of it without seeing it', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id, token } = await made(acme)
    const home = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    const title = { title: { title: [{ text: { content: 'Part' } }] } }
    const part = (await member.post('/v1/pages', { parent: { page_id: home }, properties: title })).body.id
    const leaf = (await member.post('/v1/pages', { parent: { page_id: part } })).body.id
    const database = (await member.post('/v1/databases', { parent: { page_id: leaf } })).body.id
    const path = `/admin/v1/spaces/${acme.id}/connections/${id}/pages`
    const granted = await owner.post(path, { page_id: part, level: 'edit' })
    assert.deepEqual([granted.status, granted.body.page_id, granted.body.level], [200, part, 'edit'])
    assert.deepEqual(await reached(acme, id), [
      { object: 'page', id: part, title: 'Part', level: 'edit', parent: null, inherited: false },
      {
        object: 'page',
        id: leaf,
        title: '',
        level: 'edit',
        parent: { type: 'page_id', page_id: part },
        inherited: true,
      },
      {
        object: 'database',
        id: database,
        title: 'New database',
        level: 'edit',
        parent: { type: 'page_id', page_id: leaf },
        inherited: true,
      },
    ])
    const first = (await owner.get(`${path}?page_size=1`)).body
    const rest = (await owner.get(`${path}?start_cursor=${first.next_cursor}`)).body
    assert.deepEqual([first.results.length, rest.results.length, rest.has_more], [1, 2, false])
    assert.deepEqual(await views(acme, token, part), SEEN)
    assert.equal((await owner.get(`/v1/pages/${part}`)).status, 404)
    assert.equal((await owner.delete(`${path}?page_id=${leaf}`)).body.outcome, 'inheritance_broken')
    assert.deepEqual(
      (await reached(acme, id)).map((one: { id: string }) => one.id),
      [part],
    )
    assert.equal((await owner.delete(`${path}?page_id=${part}`)).body.outcome, 'removed')
    assert.deepEqual(await reached(acme, id), [])
    for (const body of [{}, { page_id: part, workspace: true }, { page_id: part, level: 'edit_content' }]) {
      assert.equal((await owner.post(path, body)).status, 400)
    }
  })

  test('is every page with `workspace`, those private to others and those that come later', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id, token } = await made(acme)
    const path = `/admin/v1/spaces/${acme.id}/connections/${id}/pages`
    const before = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    const shared = await acme.aPage()
    await owner.post(connectionsOf(shared), { connection_id: id, level: 'view' })
    await acme.events()
    assert.equal((await owner.post(path, { workspace: true })).status, 200)
    assert.deepEqual(await acme.events(), ['workspace.permissions_updated'])
    const later = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    for (const page of [before, later, shared]) assert.deepEqual(await views(acme, token, page), SEEN)
    const listed = (await member.get(connectionsOf(later))).body.results
    assert.deepEqual(listed[0].inherited_from, { type: 'workspace', workspace: true })
    const off = await member.delete(connectionsOf(later, id))
    assert.deepEqual([off.status, off.body.code], [409, 'conflict_error'])

    assert.equal((await owner.delete(`${path}?workspace=true`)).body.outcome, 'removed')
    assert.deepEqual(await views(acme, token, before), HIDDEN)
    assert.deepEqual(await views(acme, token, later), HIDDEN)
    const icon = { icon: { emoji: '🎯' } }
    assert.equal((await send(acme.app, token, 'PATCH', `/v1/pages/${shared}`, icon)).statusCode, 403)
    assert.deepEqual(await views(acme, token, shared), SEEN, 'what it was granted by itself stays')
  })
})

describe('two processes over one PostgreSQL', () => {
  /** Asks again and again; what was answered to requests that began before the end, and after it. */
  async function loop(
    ask: () => Promise<{ statusCode: number }>,
    state: { is: 'on' | 'ending' | 'ended' },
    onFirst: () => void,
  ) {
    const answers = { on: new Set<number>(), ending: new Set<number>(), ended: new Set<number>() }
    for (let left = 3; left > 0; ) {
      const { is: before } = state
      const { statusCode } = await ask()
      if (before === 'ended') left--
      answers[before === 'on' && state.is !== 'on' ? 'ending' : before].add(statusCode)
      if (answers.on.size > 0) onFirst()
    }
    return [[...answers.on], [...answers.ended]]
  }

  const acts = [
    {
      name: 'a connection that is taken off its page',
      status: 404,
      end: (acme: TestWorkspace, id: string, page: string) =>
        acme.as('owner').delete(connectionsOf(page, id)),
    },
    {
      name: 'a connection that is disconnected',
      status: 401,
      end: (acme: TestWorkspace, id: string) =>
        acme.as('owner').post(`/admin/v1/spaces/${acme.id}/connections/${id}/disconnect_all`),
    },
    {
      name: 'a secret that is rotated',
      status: 401,
      end: (acme: TestWorkspace, id: string) =>
        acme.as('owner').post(`/admin/v1/spaces/${acme.id}/connections/${id}/rotate`, { grace_seconds: 0 }),
    },
    {
      name: 'capabilities that are taken away',
      status: 403,
      end: (acme: TestWorkspace, id: string) =>
        acme
          .as('owner')
          .patch(`/admin/v1/spaces/${acme.id}/connections/${id}`, { capabilities: { content: [] } }),
    },
  ]
  for (const { name, status, end } of acts) {
    test(`both refuse, from the next request on, ${name}`, async (t) => {
      const { first, second } = await twoProcesses(t)
      const { id, token } = await made(first)
      const page = await first.aPage()
      await first.as('owner').post(connectionsOf(page), { connection_id: id })
      const state: Parameters<typeof loop>[1] = { is: 'on' }
      const begun = [first, second].map(() => Promise.withResolvers<void>())
      const loops = [first, second].map(({ app }, index) =>
        loop(() => send(app, token, 'GET', `/v1/pages/${page}`), state, begun[index]!.resolve),
      )
      await Promise.all(begun.map(({ promise }) => promise))
      state.is = 'ending'
      const answer = await end(first, id, page)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      state.is = 'ended'
      assert.deepEqual(await Promise.all(loops), [
        [[200], [status]],
        [[200], [status]],
      ])
    })
  }
})
