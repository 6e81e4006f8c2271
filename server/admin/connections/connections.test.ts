import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { authorised } from '#test/authorised.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { send } from '#test/two-processes.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const policy = (connections: Partial<WorkspaceSettings['policy']['connections']>) => ({
  policy: {
    ...defaultSettings.policy,
    connections: { ...defaultSettings.policy.connections, ...connections },
  },
})

const admin = ({ id }: TestWorkspace, path = '') => `/admin/v1/spaces/${id}/connections${path}`

const me = async (acme: TestWorkspace, token: string): Promise<number> =>
  (await send(acme.app, token, 'GET', '/v1/users/me')).statusCode

const namesIn = (answer: { body: { results: { name: string }[] } }) =>
  answer.body.results.map(({ name }) => name)

const links = {
  description: 'Builds and tells.',
  logo_url: 'https://ci.test/logo.png',
  website_url: 'https://ci.test',
  support_url: 'mailto:help@ci.test',
  privacy_url: 'https://ci.test/privacy',
  terms_url: 'https://ci.test/terms',
  developer_name: 'CI Ltd',
}

describeStores('an internal connection', (store) => {
  test('is made with its token, is added by that, and reaches nothing yet', async (t) => {
    const acme = await workspace(t, store)
    const [owner, page] = [acme.as('owner'), await acme.aPage()]
    await acme.events()
    const made = await owner.post(admin(acme), { name: ' CI bot ', ...links })
    assert.equal(made.status, 200, made.body.message)
    assert.deepEqual(await acme.events(), ['connection.created', 'connection.added'])
    const { token, request_id: _, ...connection } = made.body
    const shown = await owner.get(admin(acme, `/${connection.id}`))
    assert.deepEqual(
      { ...shown.body, request_id: _ },
      { ...connection, request_id: _ },
      'the token is shown once',
    )
    const { id, bot_id, created_time, last_edited_time, added_time, ...rest } = connection
    const ada = { object: 'user', id: owner.userId, name: 'The owner' }
    assert.deepEqual(rest, {
      object: 'connection',
      name: 'CI bot',
      kind: 'internal',
      ...links,
      first_party: false,
      capabilities: {
        content: ['read', 'update', 'insert'],
        comments: ['read', 'insert'],
        user_info: 'email',
        permissions: 'none',
        administer: false,
      },
      template_url: null,
      client_id: null,
      redirect_uris: [],
      distribution: 'any_workspace',
      page_managers: 'members',
      access_token_seconds: null,
      home_workspace_id: acme.id,
      is_self_registered: false,
      created_by: ada,
      installed: true,
      added_by: ada,
    })
    assert.ok(id && bot_id && created_time && last_edited_time && added_time)
    assert.equal(await me(acme, token), 200)
    assert.equal((await send(acme.app, token, 'GET', `/v1/pages/${page}`)).statusCode, 404)
  })

  const wrong: [name: string, body: Record<string, unknown>, message: RegExp][] = [
    ['no name', {}, /body\.name should be/],
    ['an empty name', { name: '  ' }, /body\.name should be/],
    ['a name with a line break', { name: 'a\nb' }, /body\.name should be/],
    ['first_party', { name: 'X', first_party: true }, /first_party should be not present \(the operator/],
    [
      'a logo that a browser would run',
      { name: 'X', logo_url: 'javascript:1' },
      /logo_url should be an https/,
    ],
    ['a website without TLS', { name: 'X', website_url: 'http://ci.test' }, /website_url should be an https/],
    ['redirect URIs', { name: 'X', redirect_uris: ['https://a.test'] }, /only public connections have them/],
    [
      'a redirect URI with a fragment',
      { name: 'X', kind: 'public', redirect_uris: ['https://a.test/#x'] },
      /redirect_uris\[0\] should be an absolute https address without a fragment/,
    ],
    [
      'a redirect URI that is relative',
      { name: 'X', kind: 'public', redirect_uris: ['/cb'] },
      /redirect_uris\[0\]/,
    ],
    [
      'a capability that there is not',
      { name: 'X', capabilities: { content: ['all'] } },
      /content\[0\] should/,
    ],
    ['a key that there is not', { name: 'X', tokn: 'x' }, /tokn should be not present/],
  ]
  for (const [name, body, message] of wrong) {
    test(`is not made with ${name}`, async (t) => {
      const acme = await workspace(t, store)
      await acme.events()
      const answer = await acme.as('owner').post(admin(acme), body)
      assert.deepEqual([answer.status, answer.body.code], [400, 'validation_error'], answer.body.message)
      assert.match(answer.body.message, message)
      assert.deepEqual(await acme.events(), [])
    })
  }

  test('is seen and managed by who made it and by owners, and is absent for others', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const ofOwner = (await owner.post(admin(acme), { name: 'Of the owner' })).body.id
    const ofMember = (await member.post(admin(acme), { name: 'Of the member' })).body.id
    assert.deepEqual(namesIn(await member.get(admin(acme))), ['Of the member'])
    const all = namesIn(await owner.get(admin(acme)))
    assert.ok(all.includes('Of the owner') && all.includes('Of the member') && all.includes('The editor'))
    const foreign = admin(acme, `/${ofOwner}`)
    const attempts = [
      member.get(foreign),
      ...['/secret', '/users', '/pages'].map((path) => member.get(`${foreign}${path}`)),
      ...['/rotate', '/disconnect_all'].map((path) => member.post(`${foreign}${path}`)),
      member.patch(foreign, { name: 'Mine' }),
      member.delete(foreign),
    ]
    for (const { status, body } of await Promise.all(attempts)) {
      assert.deepEqual([status, body.code], [404, 'object_not_found'])
    }
    assert.equal((await member.patch(admin(acme, `/${ofMember}`), { name: 'Still mine' })).status, 200)
    assert.equal((await member.get(admin(acme, `/${ofMember}/secret`))).status, 200)
    assert.equal((await owner.delete(admin(acme, `/${ofMember}`))).status, 200)
    assert.deepEqual(namesIn(await member.get(admin(acme))), [])
  })

  test('is made by members where the policy says so, and never administers by their word', async (t) => {
    const acme = await workspace(t, store, policy({ create: 'owners' }))
    const member = acme.as('member')
    const refused = await member.post(admin(acme), { name: 'Mine' })
    assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    await acme.as('owner').patch(`/admin/v1/spaces/${acme.id}/policy`, { connections: { create: 'members' } })
    const adam = await somebody(acme, 'Adam', 'membership_admin')
    assert.equal((await adam.call('POST', admin(acme), { name: 'Mine' })).status, 403)
    for (const more of [{ capabilities: { administer: true } }, { page_managers: 'owners' }]) {
      assert.equal((await member.post(admin(acme), { name: 'Mine', ...more })).status, 403)
    }
    const { id } = (await member.post(admin(acme), { name: 'Mine' })).body
    const grant = { capabilities: { administer: true } }
    assert.equal((await member.patch(admin(acme, `/${id}`), grant)).status, 403)
    assert.equal((await acme.as('owner').patch(admin(acme, `/${id}`), grant)).status, 200)
    // Its token is worth an owner's now, so it is theirs to show.
    for (const path of ['/secret', '/users']) {
      assert.equal((await member.get(admin(acme, `/${id}${path}`))).status, 403)
    }
  })

  test('changes name and capabilities at once, and says so once', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { id, token, bot_id } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    await acme.events()
    const change = { name: 'Build bot', capabilities: { content: ['update', 'read'], user_info: 'none' } }
    const changed = await owner.patch(admin(acme, `/${id}`), change)
    assert.equal(changed.body.name, 'Build bot')
    assert.deepEqual(changed.body.capabilities, {
      content: ['read', 'update'],
      comments: ['read', 'insert'],
      user_info: 'none',
      permissions: 'none',
      administer: false,
    })
    assert.deepEqual(await acme.events(), ['user.updated', 'connection.updated'])
    await owner.patch(admin(acme, `/${id}`), change)
    assert.deepEqual(await acme.events(), [])
    assert.equal((await send(acme.app, token, 'GET', '/v1/users')).statusCode, 403)
    assert.equal((await send(acme.app, token, 'GET', '/v1/users/me')).json().name, 'Build bot')
    const bots = (await acme.as('editor').get('/v1/users')).body.results
    assert.equal(bots.find(({ id }: { id: string }) => id === bot_id).name, 'Build bot')
  })

  test('shows its secret again to who manages it, and that is written down', async (t) => {
    const acme = await workspace(t, store)
    const member = acme.as('member')
    const { id, token } = (await member.post(admin(acme), { name: 'CI bot' })).body
    await acme.events()
    const shown = await member.get(admin(acme, `/${id}/secret`))
    assert.deepEqual([shown.status, shown.body.object, shown.body.token], [200, 'connection_secret', token])
    assert.deepEqual(await acme.events(), ['connection.secret_revealed'])
    const { actor_id } = await acme.store.reader.sql
      .selectFrom('events')
      .select('actor_id')
      .where('type', '=', 'connection.secret_revealed')
      .executeTakeFirstOrThrow()
    assert.equal(actor_id, member.userId)
  })

  test('is rotated: the new token works at once, the old one for the grace period', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    let now = Date.now()
    acme.server.surroundings.now = () => now
    const { id, token: first } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    await acme.events()
    const rotated = await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 90 })
    const { token: second, previous_tokens } = rotated.body
    assert.equal(rotated.status, 200, rotated.body.message)
    assert.deepEqual(previous_tokens, [
      { hint: first.slice(-4), expires_time: new Date(now + 90_000).toISOString(), last_used_time: null },
    ])
    assert.deepEqual(await acme.events(), ['connection.secret_rotated'])
    assert.deepEqual([await me(acme, first), await me(acme, second)], [200, 200])
    now += 89_999
    assert.equal(await me(acme, first), 200)
    now += 1
    assert.deepEqual([await me(acme, first), await me(acme, second)], [401, 200])

    const { token: third } = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 604_800 })).body
    const { token: fourth } = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 60 })).body
    // Two at once are enough: what is older ends.
    assert.deepEqual([await me(acme, second), await me(acme, third), await me(acme, fourth)], [401, 200, 200])
    const { token: fifth } = (await owner.post(admin(acme, `/${id}/rotate`))).body
    assert.deepEqual([await me(acme, third), await me(acme, fourth), await me(acme, fifth)], [401, 401, 200])
    assert.equal((await owner.get(admin(acme, `/${id}/secret`))).body.token, fifth)
    for (const grace_seconds of [-1, 604_801, 1.5, '60', null]) {
      const answer = await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds })
      assert.deepEqual([answer.status, answer.body.code], [400, 'validation_error'], String(grace_seconds))
    }
    assert.equal(await me(acme, fifth), 200)
  })

  test('is turned public in place: its id, bot and token stay, and it gets a client', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await acme.aPage()
    const { id, token, bot_id } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    await owner.post(`/v1/pages/${page}/connections`, { connection_id: id })
    await acme.events()
    const redirect_uris = ['https://ci.test/callback']
    const turned = await owner.patch(admin(acme, `/${id}`), { kind: 'public', redirect_uris })
    assert.equal(turned.status, 200, turned.body.message)
    assert.deepEqual(
      [turned.body.id, turned.body.kind, turned.body.bot_id, turned.body.redirect_uris],
      [id, 'public', bot_id, redirect_uris],
    )
    assert.match(turned.body.client_id, /^[0-9a-f-]{36}$/)
    assert.match(turned.body.client_secret, /^octc_/)
    assert.deepEqual(await acme.events(), ['connection.updated', 'connection.updated'])
    assert.equal((await send(acme.app, token, 'GET', `/v1/pages/${page}`)).statusCode, 200)
    const secret = (await owner.get(admin(acme, `/${id}/secret`))).body
    assert.deepEqual([secret.token, secret.client_secret], [token, turned.body.client_secret])
    const rotated = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 0 })).body
    assert.ok(rotated.token !== token && rotated.client_secret !== turned.body.client_secret)
    assert.equal(await me(acme, token), 401)
    const back = await owner.patch(admin(acme, `/${id}`), { kind: 'internal' })
    assert.deepEqual([back.status, back.body.code], [400, 'validation_error'])
    assert.equal((await owner.patch(admin(acme, `/${id}`), { distribution: 'any_workspace' })).status, 200)
    const other = await owner.patch(admin(acme, `/${id}`), { distribution: 'this_workspace' })
    assert.equal(other.status, 400)
    assert.match(other.body.message, /body\.distribution should be `"any_workspace"`/)
  })

  test('loses the pages of who added it and leaves, and ends with nobody but its maker', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id, token } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    const page = await acme.aPage()
    await owner.post(`/v1/pages/${page}/connections`, { connection_id: id })
    const own = (await member.post('/v1/pages', { parent: { workspace: true } })).body.id
    await member.post(`/v1/pages/${own}/connections`, { connection_id: id })
    const asMember = await member.get(admin(acme, `/${id}/pages?user_id=${member.userId}`))
    assert.equal(asMember.status, 403, 'its one bot reaches what others gave it')
    const reached = async () =>
      Promise.all(
        [page, own].map(async (at) => (await send(acme.app, token, 'GET', `/v1/pages/${at}`)).statusCode),
      )
    assert.deepEqual(await reached(), [200, 200])
    await owner.delete(admin(acme, `/${id}/users/${owner.userId}`))
    assert.deepEqual(await reached(), [404, 200])
    await owner.post(`/v1/pages/${page}/connections`, { connection_id: id })
    const left = async ({ userId }: Client) =>
      (await owner.delete(admin(acme, `/${id}/users/${userId}`))).status
    assert.deepEqual([await left(member), await reached()], [200, [200, 404]])
    assert.deepEqual([await left(owner), await reached()], [200, [401, 401]])

    // One that nobody made, as those of a workspace file, works before and after somebody adds it.
    const { token: given, userId: bot } = acme.as('viewer')
    await member.post(`/v1/pages/${own}/connections`, { bot_id: bot })
    const [{ id: nobodys }] = (await member.get(`/v1/pages/${own}/connections`)).body.results
    assert.equal((await member.delete(admin(acme, `/${nobodys}/users/${member.userId}`))).status, 200)
    assert.equal(await me(acme, given), 200)
    assert.equal((await send(acme.app, given, 'GET', `/v1/pages/${own}`)).statusCode, 404)
  })

  test('is deleted: its token stops, it is on no page, and what it wrote says so still', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const page = await acme.aPage()
    const { id, token, bot_id } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    await owner.post(`/v1/pages/${page}/connections`, { connection_id: id })
    const body = { parent: { page_id: page } }
    const written = (await send(acme.app, token, 'POST', '/v1/pages', body)).json().id
    const alone = (await send(acme.app, token, 'POST', '/v1/pages', { parent: { workspace: true } })).json()
    await acme.events()
    const deleted = await owner.delete(admin(acme, `/${id}`))
    assert.equal(deleted.status, 200, deleted.body.message)
    assert.deepEqual(await acme.events(), ['connection.removed', 'connection.deleted'])
    assert.equal(await me(acme, token), 401)
    assert.equal((await owner.get(admin(acme, `/${id}`))).status, 404)
    assert.equal((await owner.delete(admin(acme, `/${id}`))).status, 404)
    const left = (await owner.get(`/v1/pages/${page}/connections`)).body.results
    assert.ok(!left.some((one: { id: string }) => one.id === id))
    assert.deepEqual((await owner.get(`/v1/pages/${written}`)).body.created_by, {
      object: 'user',
      id: bot_id,
    })
    const users = (await acme.as('editor').get('/v1/users')).body.results
    assert.ok(!users.some((one: { id: string }) => one.id === bot_id))
    if (alone.object === 'page') {
      assert.equal((await owner.get(`/v1/pages/${alone.id}`)).status, 200, 'nobody would have it otherwise')
    }
  })
})

describeStores('the approved list', (store) => {
  test('is not there on a smaller plan of Notion, where a sandbox rehearses one', async (t) => {
    const acme = await workspace(t, store, { emulate: { plan: 'plus', extensions: true } })
    const owner = acme.as('owner')
    const { id } = (await owner.post(admin(acme), { name: 'CI bot' })).body
    const list = `/admin/v1/spaces/${acme.id}/approved_connections`
    const answers = [
      await owner.get(list),
      await owner.post(list, { connection_id: id }),
      await owner.delete(`${list}/${id}`),
      await owner.patch(`/admin/v1/spaces/${acme.id}/policy`, { connections: { install: 'approved_only' } }),
    ]
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code], [403, 'restricted_resource'])
      assert.match(body.message, /need the Enterprise plan/)
    }
  })
})

describeStores('a public connection', (store) => {
  test('keeps, for each who authorised it, the capabilities they agreed to', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const fields = { name: 'Partner', kind: 'public', redirect_uris: ['https://partner.test/cb'] }
    const { id, client_id, client_secret, installed, bot_id } = (await owner.post(admin(acme), fields)).body
    assert.deepEqual([installed, bot_id, typeof client_secret], [false, null, 'string'])
    const { token } = await authorised(acme, id, owner.userId)
    await owner.patch(admin(acme, `/${id}`), { capabilities: { user_info: 'none' } })
    assert.equal((await send(acme.app, token, 'GET', '/v1/users')).statusCode, 200)
    const [user] = (await owner.get(admin(acme, `/${id}/users`))).body.results
    assert.equal(user.capabilities.user_info, 'email')
    assert.equal((await owner.get(admin(acme, `/${id}/secret`))).body.client_secret, client_secret)
    const rotated = (await owner.post(admin(acme, `/${id}/rotate`), { grace_seconds: 60 })).body
    assert.notEqual(rotated.client_secret, client_secret)
    assert.equal(rotated.client_id, client_id)
    assert.ok(rotated.previous_client_secret_expires_time)
    assert.equal(await me(acme, token), 200, 'what was authorised goes on')
  })

  test('is ended for one person or for all, from the next request on', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { id } = (await owner.post(admin(acme), { name: 'Partner', kind: 'public' })).body
    const page = await acme.aPage()
    const mine = await authorised(acme, id, owner.userId, [page])
    const theirs = await authorised(acme, id, member.userId)
    // Who let it in may know what it reaches for them, and only that.
    const reachedBy = async (path: string) => {
      const { status, body } = await member.get(admin(acme, `/${id}/pages${path}`))
      return [status, body.results?.map(({ id }: { id: string }) => id)]
    }
    assert.deepEqual(await reachedBy(''), [403, undefined])
    assert.deepEqual(await reachedBy(`?user_id=${owner.userId}`), [403, undefined])
    assert.deepEqual(await reachedBy(`?user_id=${member.userId}`), [200, []])
    const [offer] = (await member.get(`/admin/v1/spaces/${acme.id}/catalogue`)).body.results.filter(
      (one: { id: string }) => one.id === id,
    )
    assert.deepEqual([offer.status, offer.bot_id], ['installed', theirs.botId])
    const users = (await owner.get(admin(acme, `/${id}/users`))).body.results
    assert.deepEqual(
      users.map((user: { name: string; person: object; bot_id: string }) => [
        user.name,
        user.person,
        user.bot_id,
      ]),
      [
        ['The owner', { email: 'owner@acme.test' }, mine.botId],
        ['The member', { email: 'member@acme.test' }, theirs.botId],
      ],
    )
    assert.deepEqual(namesIn(await member.get(admin(acme))), ['Partner'])
    // A member ends their own and nobody else's.
    assert.equal((await member.get(admin(acme, `/${id}/users`))).status, 403)
    assert.equal((await member.delete(admin(acme, `/${id}/users/${owner.userId}`))).status, 403)
    await acme.events()
    assert.equal((await member.delete(admin(acme, `/${id}/users/${member.userId}`))).status, 200)
    assert.deepEqual(await acme.events(), ['connection.removed'])
    assert.deepEqual([await me(acme, mine.token), await me(acme, theirs.token)], [200, 401])
    assert.equal((await owner.delete(admin(acme, `/${id}/users/${member.userId}`))).status, 404)
    const all = await owner.post(admin(acme, `/${id}/disconnect_all`))
    assert.deepEqual([all.status, all.body.disconnected], [200, [owner.userId]])
    assert.equal(await me(acme, mine.token), 401)
    assert.deepEqual((await owner.get(admin(acme, `/${id}`))).body.installed, false)
    assert.equal((await owner.get(`/v1/pages/${page}`)).status, 200)
  })

  test('of another workspace is changed only there', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const elsewhere = `/admin/v1/spaces/${await homeOf(acme)}/connections`
    await acme.store.root
      .updateTable('connections')
      .set({ capabilities: ADMINISTERS })
      .where('name', '=', 'The outsider')
      .execute()
    const outsider = acme.as('outsider')
    const made = await outsider.post(elsewhere, { name: 'Shared', kind: 'public' })
    assert.equal(made.status, 200, made.body.message)
    const { id, client_secret } = made.body
    const approved = await owner.post(`/admin/v1/spaces/${acme.id}/approved_connections`, {
      connection_id: id,
    })
    assert.equal(approved.body.connection.name, 'Shared')
    assert.equal((await owner.get(admin(acme, `/${id}/secret`))).status, 403)
    assert.equal((await owner.post(admin(acme, `/${id}/rotate`))).status, 403)
    assert.equal((await owner.patch(admin(acme, `/${id}`), { name: 'Taken over' })).status, 403)
    assert.equal((await owner.patch(admin(acme, `/${id}`), { page_managers: 'owners' })).status, 200)
    const kept = await acme.store.reader.sql
      .selectFrom('connections')
      .selectAll()
      .where('id', '=', id)
      .execute()
    assert.deepEqual(
      kept
        .map(({ workspace_id, client_secret_hash }) => [
          workspace_id === acme.id,
          client_secret_hash === null,
        ])
        .sort(),
      [
        [false, false],
        [true, true],
      ],
    )
    const { token } = await authorised(acme, id, owner.userId)
    await outsider.patch(`${elsewhere}/${id}`, { name: 'Renamed', website_url: 'https://shared.test' })
    assert.equal((await send(acme.app, token, 'GET', '/v1/users/me')).json().name, 'Renamed')
    const here = (await owner.get(admin(acme, `/${id}`))).body
    assert.deepEqual(
      [here.name, here.website_url, here.page_managers],
      ['Renamed', 'https://shared.test', 'owners'],
    )
    assert.ok(client_secret)
    assert.equal((await outsider.delete(`${elsewhere}/${id}`)).status, 200)
    assert.equal(await me(acme, token), 401)
    assert.equal((await owner.get(admin(acme, `/${id}`))).status, 404)
  })
})

const ADMINISTERS = JSON.stringify({
  content: [],
  comments: [],
  user_info: 'none',
  permissions: 'none',
  administer: true,
})

async function homeOf({ store }: TestWorkspace): Promise<string> {
  const row = await store.reader.sql
    .selectFrom('connections')
    .select('workspace_id')
    .where('name', '=', 'The outsider')
    .executeTakeFirstOrThrow()
  return row.workspace_id
}
