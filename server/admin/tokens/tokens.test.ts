import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noteUses } from '#server/domain/access/note-uses.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { updateUser } from '#server/store/users.ts'
import { callWith, somebody } from '#test/people.ts'
import { describeStores, testStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const path = ({ id }: TestWorkspace, rest = '') => `/admin/v1/spaces/${id}/tokens${rest}`
const DAY = 24 * 60 * 60 * 1000

describeStores('personal access tokens under the administration API', (store) => {
  test('are shown once, act as their maker, and are told of without themselves', async (t) => {
    const acme = await workspace(t, store)
    const member = acme.as('member')
    await acme.events()
    const { status, body } = await member.post(path(acme), { name: 'laptop', expires_in_days: 30 })
    assert.equal(status, 200, body.message)
    assert.match(body.token, /^octp_[0-9A-Za-z]{36}$/)
    assert.equal(body.hint, `octp_…${body.token.slice(-4)}`)
    assert.equal(Date.parse(body.expiration_time) - Date.parse(body.created_time), 30 * DAY)
    assert.deepEqual(await acme.events(), ['token.created'])
    const me = await callWith(acme, body.token)('GET', '/v1/users/me')
    assert.equal(me.body.id, member.userId)
    const { results } = (await member.get(path(acme))).body
    const listed = results.at(-1)
    assert.deepEqual(
      [listed.id, listed.name, listed.status, listed.owner.id],
      [body.id, 'laptop', 'active', member.userId],
    )
    assert.ok(!JSON.stringify(results).includes(body.token))
    const year = await member.post(path(acme), { name: 'unsaid' })
    assert.equal(Date.parse(year.body.expiration_time) - Date.parse(year.body.created_time), 365 * DAY)
  })

  test('are refused with what is no name and no time', async (t) => {
    const acme = await workspace(t, store)
    const bodies = [
      {},
      { name: ' ' },
      { name: 'x', expires_in_days: 8 },
      { name: 'x', expires_in_days: 7, expiration_time: '2099-01-01' },
      { name: 'x', expiration_time: '2020-01-01' },
      { name: 'x', expiration_time: 'tomorrow' },
    ]
    for (const body of bodies) {
      assert.equal((await acme.as('owner').post(path(acme), body)).status, 400, JSON.stringify(body))
    }
  })

  test('are seen and ended by their person and by owners, and by nobody else', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const made = (await member.post(path(acme), { name: 'laptop' })).body
    const grace = await somebody(acme, 'Grace')
    const own = await grace.call('GET', path(acme))
    assert.deepEqual(
      own.body.results.map((one: { owner: { id: string } }) => one.owner.id),
      [grace.id],
    )
    assert.deepEqual((await grace.call('GET', path(acme, `?user_id=${member.userId}`))).body.results, [])
    assert.equal((await grace.call('DELETE', path(acme, `/${made.id}`))).status, 404)
    const all = await owner.get(path(acme, `?user_id=${member.userId}`))
    assert.ok(all.body.results.some(({ id }: { id: string }) => id === made.id))
    await acme.events()
    const revoked = await owner.delete(path(acme, `/${made.id}`))
    assert.deepEqual([revoked.body.status, revoked.body.revoked_by.id], ['revoked', owner.userId])
    assert.deepEqual(await acme.events(), ['token.revoked'])
    assert.equal((await callWith(acme, made.token)('GET', '/v1/users/me')).status, 401)
    assert.equal((await owner.delete(path(acme, `/${made.id}`))).status, 200)
    assert.deepEqual(await acme.events(), [], 'what has ended stays as it ended')
  })

  test('are not for guests, restricted members and connections', async (t) => {
    const acme = await workspace(t, store)
    const restricted = await somebody(acme, 'Rita', 'restricted_member')
    assert.equal((await acme.as('guest').post(path(acme), { name: 'x' })).status, 403)
    assert.equal((await restricted.call('POST', path(acme), { name: 'x' })).status, 403)
    assert.equal((await acme.as('editor').post(path(acme), { name: 'x' })).status, 403)
  })

  test('that somebody made stop while the policy excludes them, those of a workspace file go on', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const made = (await member.post(path(acme), { name: 'laptop' })).body
    const owned = (await owner.post(path(acme), { name: 'desk' })).body
    const works = async (token: string) => (await callWith(acme, token)('GET', '/v1/users/me')).status
    const policy = (create: string) =>
      owner.patch(`/admin/v1/spaces/${acme.id}/policy`, { personal_access_tokens: { create } })
    assert.equal(await works(made.token), 200)
    await policy('owners')
    assert.deepEqual(
      [await works(made.token), await works(owned.token), await works(member.token)],
      [401, 200, 200],
    )
    assert.equal((await member.post(path(acme), { name: 'another' })).status, 403)
    const listed = (await member.get(path(acme))).body.results.at(-1)
    assert.deepEqual([listed.status, listed.blocked_by_policy], ['active', true])
    // Owners and some groups, each from the next request on.
    const admin = `/admin/v1/spaces/${acme.id}`
    const group = (await owner.post(`${admin}/groups`, { name: 'Builders' })).body.id
    const rule = { create: 'groups', groups: [group.replaceAll('-', ''), group] }
    const ruled = await owner.patch(`${admin}/policy`, { personal_access_tokens: rule })
    assert.deepEqual(ruled.body.personal_access_tokens.groups, [group])
    const unknown = { groups: [acme.id] }
    assert.equal((await owner.patch(`${admin}/policy`, { personal_access_tokens: unknown })).status, 404)
    assert.deepEqual([await works(made.token), await works(owned.token)], [401, 200])
    assert.equal((await member.post(path(acme), { name: 'another' })).status, 403)
    await owner.post(`${admin}/groups/${group}/members`, { user_id: member.userId })
    assert.equal(await works(made.token), 200)
    assert.equal((await member.get(path(acme))).body.results.at(-1).blocked_by_policy, false)
    assert.equal((await member.post(path(acme), { name: 'another' })).status, 200)
    await owner.delete(`${admin}/groups/${group}`)
    assert.equal(await works(made.token), 401)
    await policy('members')
    assert.equal(await works(made.token), 200)
    await acme.do(({ db, workspace }) => updateUser(db, workspace.id, member.userId, { role: 'guest' }))
    assert.equal(await works(made.token), 401, 'a guest has none')
  })

  test('may less than their person where that is said when they are made', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const made = async (capabilities?: object) => {
      const { status, body } = await owner.post(path(acme), { name: 'some', capabilities })
      assert.equal(status, 200, body.message)
      return { body, call: callWith(acme, body.token) }
    }
    const reader = await made({ content: ['read'], user_info: 'no_email' })
    const none = { comments: [], permissions: 'none', administer: false }
    assert.deepEqual(reader.body.capabilities, { content: ['read'], user_info: 'no_email', ...none })
    const whole = await made()
    const page = await acme.aPage({ title: 'Plan' })
    await acme.as('editor').post(`/v1/pages/${page}/permissions`, { user_id: owner.userId, role: 'editor' })
    const administration = `/admin/v1/spaces/${acme.id}`
    for (const [method, address, body, status] of [
      ['GET', `/v1/pages/${page}`, undefined, 200],
      ['PATCH', `/v1/pages/${page}`, { icon: null }, 403],
      ['POST', '/v1/pages', { parent: { page_id: page }, properties: {} }, 403],
      ['GET', `/v1/comments?block_id=${page}`, undefined, 403],
      ['GET', '/v1/users/me', undefined, 200],
      ['PATCH', '/v1/users/me', { name: 'Taken' }, 403],
      ['GET', `/v1/pages/${page}/permissions`, undefined, 403],
      ['GET', '/v1/invitations', undefined, 403],
      ['GET', '/v1/webhooks', undefined, 403],
      ['GET', `${administration}/users`, undefined, 403],
      ['PATCH', administration, { name: 'Taken' }, 403],
      ['POST', `${administration}/tokens`, { name: 'more' }, 403],
    ] as const) {
      assert.equal((await reader.call(method, address, body)).status, status, `${method} ${address}`)
    }
    assert.equal((await whole.call('PATCH', `/v1/pages/${page}`, { icon: null })).status, 200)
    assert.equal((await whole.call('GET', `${administration}/users`)).status, 200)
    assert.equal(
      (await owner.post(path(acme), { name: 'x', capabilities: { content: ['rule'] } })).status,
      400,
    )
  })

  test('live as long as the policy lets them, those made before too', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const long = (await member.post(path(acme), { name: 'long' })).body
    const works = async (token: string) => (await callWith(acme, token)('GET', '/v1/users/me')).status
    const policy = (longest_days: number | null) =>
      owner.patch(`/admin/v1/spaces/${acme.id}/policy`, { personal_access_tokens: { longest_days } })
    assert.equal((await policy(0)).status, 400)
    assert.deepEqual((await policy(30)).body.personal_access_tokens, {
      create: 'members',
      groups: [],
      longest_days: 30,
    })
    assert.deepEqual([await works(long.token), await works(member.token)], [401, 200])
    const refused = await member.post(path(acme), { name: 'x', expires_in_days: 90 })
    assert.deepEqual([refused.status, /30 days at most/.test(refused.body.message)], [400, true])
    const short = (await member.post(path(acme), { name: 'short' })).body
    assert.equal(Date.parse(short.expiration_time) - Date.parse(short.created_time), 30 * DAY)
    assert.equal(await works(short.token), 200)
    await policy(null)
    assert.equal(await works(long.token), 200)
  })

  test('that leaked are ended, whatever else is among the strings', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member, editor] = [acme.as('owner'), acme.as('member'), acme.as('editor')]
    const outsider = acme.as('outsider')
    await acme.events()
    const leaked = [member.token, member.token, ` ${editor.token}\n`, outsider.token, 'octp_unknown', '']
    const { status, body } = await owner.post(path(acme, '/revoke_leaked'), { tokens: leaked })
    assert.equal(status, 200, body.message)
    assert.deepEqual(
      body.results.map((one: { kind: string; hint: string; owner: { id: string } }) => [
        one.kind,
        one.hint,
        one.owner.id,
      ]),
      [
        ['personal', `octp_…${member.token.slice(-4)}`, member.userId],
        ['connection', `octi_…${editor.token.slice(-4)}`, editor.userId],
      ],
    )
    assert.deepEqual(await acme.events(), ['token.revoked', 'token.revoked'])
    for (const { get } of [member, editor]) assert.equal((await get('/v1/users/me')).status, 401)
    assert.equal((await outsider.get('/v1/users/me')).status, 200)
    assert.equal((await member.post(path(acme, '/revoke_leaked'), { tokens: [] })).status, 401)
  })

  test('look like those of Notion where the workspace wants that', async (t) => {
    const acme = await workspace(t, store, {
      compatibility: { ...defaultSettings.compatibility, tokens: 'notion' },
    })
    const { body } = await acme.as('member').post(path(acme), { name: 'script' })
    assert.match(body.token, /^ntn_[0-9]{11}[A-Za-z0-9]{35}$/)
    assert.equal(body.hint, `ntn_…${body.token.slice(-4)}`)
    const me = await callWith(acme, body.token)('GET', '/v1/users/me')
    assert.equal(me.body.id, acme.as('member').userId)
    const ended = await acme.as('owner').post(path(acme, '/revoke_leaked'), { tokens: [body.token] })
    assert.equal(ended.body.results[0].hint, body.hint)
  })

  test('tell when, from where and by what they were last used, a while after', async (t) => {
    const acme = await workspace(t, store)
    const member = acme.as('member')
    const last = async () =>
      (await acme.as('owner').get(path(acme, `?user_id=${member.userId}`))).body.results[0].last_used
    assert.equal(await last(), null)
    await acme.app.inject({
      url: '/v1/users/me',
      headers: {
        authorization: `Bearer ${member.token}`,
        'notion-version': '2026-03-11',
        'user-agent': 'curl/8',
      },
    })
    assert.equal(await last(), null, 'no request waits for it to be written')
    await acme.performDue()
    const { time, ...from } = await last()
    assert.deepEqual(from, { ip_address: '127.0.0.1', user_agent: 'curl/8' })
    await member.get('/v1/users/me')
    await acme.performDue()
    assert.equal((await last()).time, time, 'what is used all the time is noted now and then')
    const earlier = {
      table: 'tokens' as const,
      workspaceId: acme.id,
      tokenId: (await acme.as('owner').get(path(acme, `?user_id=${member.userId}`))).body.results[0].id,
      person: member.userId,
    }
    await noteUses(acme.server, [{ ...earlier, time: 1, address: '::1', agent: null }])
    assert.equal((await last()).time, time, 'another process that is late changes nothing')
  })
})

test('a use is noted without letting the process forget who calls', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  await acme.as('editor').get('/v1/users/me')
  const writes = acme.store.writes()
  for (let count = 0; count < 3; count++) await acme.as('editor').get('/v1/users/me')
  assert.equal(acme.store.writes(), writes)
})
