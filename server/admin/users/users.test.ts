import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { addToken, newToken } from '#server/domain/access/tokens.ts'
import { createInternalConnection, createPublicConnection } from '#server/domain/connections/create.ts'
import { eventsAfter } from '#server/store/events.ts'
import { insertUser, updateUser } from '#server/store/users.ts'
import { callWith, somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { send, twoProcesses } from '#test/two-processes.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const DAY = 24 * 60 * 60 * 1000

const path = ({ id }: TestWorkspace, rest = '') => `/admin/v1/spaces/${id}/users${rest}`
const names = (answer: { body: { results: { name: string }[] } }) =>
  answer.body.results.map(({ name }) => name)

/** A page that only this person reaches. */
const privatePage = async (person: Awaited<ReturnType<typeof somebody>>): Promise<string> => {
  const { body } = await person.call('POST', '/v1/pages', {
    parent: { type: 'workspace', workspace: true },
    properties: { title: { title: [{ text: { content: 'Private' } }] } },
  })
  return body.id
}

describeStores('people under the administration API', (store) => {
  test('are listed with role and state, filtered, guests when asked for, page by page', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const people = await owner.get(path(acme, '?type=person'))
    assert.deepEqual(names(people), ['The owner', 'The member'])
    const { id, created_time, ...shown } = people.body.results[1]
    assert.equal(id, acme.as('member').userId)
    assert.ok(!Number.isNaN(Date.parse(created_time)))
    assert.deepEqual(shown, {
      object: 'user',
      type: 'person',
      name: 'The member',
      avatar_url: null,
      person: { email: 'member@acme.test' },
      role: 'member',
      managed_by: null,
      directory_conflicts: [],
      groups: [],
      state: 'active',
    })
    const table: [query: string, names: string[]][] = [
      ['?type=person&include_guests=true', ['The owner', 'The member', 'The guest']],
      ['?role=guest', ['The guest']],
      ['?role=owner', ['The owner']],
      ['?email=%20MEMBER@acme.test', ['The member']],
      ['?email=nobody@acme.test', []],
      ['?state=suspended', []],
      ['?type=bot&page_size=1', ['The editor']],
    ]
    for (const [query, wanted] of table) {
      assert.deepEqual(names(await owner.get(path(acme, query))), wanted, query)
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await owner.get(path(acme, `?page_size=2${cursor && `&start_cursor=${cursor}`}`))
      seen.push(...body.results.map((user: { id: string }) => user.id))
      cursor = body.next_cursor
    }
    assert.equal(new Set(seen).size, 2 + 6)
    assert.equal(seen.length, 2 + 6)
    for (const query of ['?role=king', '?email=%00', '?start_cursor=x', '?state=gone']) {
      assert.equal((await owner.get(path(acme, query))).status, 400, query)
    }
  })

  test('change by whoever may change them', async (t) => {
    const acme = await workspace(t, store)
    const admin = await somebody(acme, 'Alan', 'membership_admin')
    const member = await somebody(acme, 'Grace')
    const [owner, ada] = [acme.as('owner'), acme.as('owner').userId]
    await acme.events()

    const table: [body: unknown, status: number, events: string[]][] = [
      [{ role: 'restricted_member' }, 200, ['user.role_updated']],
      [{ role: 'membership_admin' }, 200, ['user.role_updated']],
      [{ role: 'owner' }, 403, []],
      [{ name: 'Grace Hopper' }, 200, ['user.updated']],
      [{ name: ' \u0007 ' }, 400, []],
      [{ state: 'suspended' }, 200, ['user.suspended']],
      [{ state: 'suspended' }, 200, []],
      [{ state: 'active' }, 200, ['user.reactivated']],
      [{ state: 'removed' }, 400, []],
    ]
    for (const [body, status, events] of table) {
      const answer = await admin.call('PATCH', path(acme, `/${member.id}`), body)
      assert.equal(answer.status, status, `${JSON.stringify(body)} ${answer.body.message}`)
      assert.deepEqual(await acme.events(), events)
    }
    for (const method of ['PATCH', 'DELETE'] as const) {
      const body = method === 'PATCH' ? { role: 'member' } : undefined
      const answer = await admin.call(method, path(acme, `/${ada}`), body)
      assert.equal(answer.status, 403, 'an owner is changed by owners only')
    }
    const bot = await owner.patch(path(acme, `/${acme.as('editor').userId}`), { role: 'member' })
    assert.equal(bot.status, 400)
    assert.equal((await owner.patch(path(acme, `/${acme.as('outsider').userId}`), {})).status, 404)
    const connection = await administering(acme)
    assert.equal((await connection('PATCH', path(acme, `/${member.id}`), { role: 'owner' })).status, 200)
  })

  test('are never without an owner who may act', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const own = path(acme, `/${owner.userId}`)
    const last = [
      await owner.patch(own, { role: 'member' }),
      await owner.patch(own, { state: 'suspended' }),
      await owner.delete(own),
    ]
    for (const { status, body } of last) assert.deepEqual([status, body.code], [409, 'conflict_error'])
    const second = await somebody(acme, 'Second', 'owner')
    await owner.patch(path(acme, `/${second.id}`), { state: 'suspended' })
    assert.equal((await owner.delete(own)).status, 409, 'who is suspended owns nothing')
    await owner.patch(path(acme, `/${second.id}`), { state: 'active' })
    assert.equal((await owner.delete(own)).status, 200)
    assert.equal((await owner.get('/v1/users/me')).status, 401)
  })

  test('who are suspended may do nothing until they may again', async (t) => {
    const acme = await workspace(t, store)
    const grace = await somebody(acme, 'Grace')
    const page = await privatePage(grace)
    await acme.as('owner').patch(path(acme, `/${grace.id}`), { state: 'suspended' })
    assert.equal((await grace.call('GET', `/v1/pages/${page}`)).status, 401)
    await acme.as('owner').patch(path(acme, `/${grace.id}`), { state: 'active' })
    assert.equal((await grace.call('GET', `/v1/pages/${page}`)).status, 200)
  })

  test('who are removed lose their tokens and what acts for them, and are still told as authors', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const grace = await somebody(acme, 'Grace')
    const bot = await authorisedBot(acme, grace.id)
    const page = await acme.aPage({ title: 'Shared' })
    await share(acme, page, grace.id)
    await share(acme, page, bot.id, 'bot')
    const child = await grace.call('POST', '/v1/pages', { parent: { page_id: page } })
    assert.equal((await bot.call('GET', `/v1/pages/${page}`)).status, 200)
    await acme.events()

    const removed = await owner.delete(path(acme, `/${grace.id}`))
    assert.deepEqual([removed.status, removed.body.state], [200, 'removed'])
    assert.deepEqual(await acme.events(), ['connection.removed', 'user.removed'])
    for (const { call } of [grace, bot]) assert.equal((await call('GET', `/v1/pages/${page}`)).status, 401)
    const gone = await acme.as('editor').get(`/v1/users/${grace.id}`)
    assert.deepEqual([gone.status, gone.body.person.octavo.status], [200, 'removed'])
    assert.equal((await acme.as('editor').get(`/v1/users/${bot.id}`)).status, 404)
    const made = await acme.as('editor').get(`/v1/pages/${child.body.id}`)
    assert.deepEqual(made.body.created_by, { object: 'user', id: grace.id })
    assert.deepEqual(names(await owner.get(path(acme, '?state=removed&type=person'))), ['Grace'])
    assert.equal(
      (await owner.delete(path(acme, `/${grace.id}`))).status,
      200,
      'a second time changes nothing',
    )
    assert.deepEqual(await acme.events(), [])
  })

  test('whose bots stop while they are suspended go on with them', async (t) => {
    const acme = await workspace(t, store)
    const grace = await somebody(acme, 'Grace')
    const bot = await authorisedBot(acme, grace.id)
    const me = async () => (await bot.call('GET', '/v1/users/me')).status
    assert.equal(await me(), 200)
    await acme.as('owner').patch(path(acme, `/${grace.id}`), { state: 'suspended' })
    assert.equal(await me(), 401)
    await acme.as('owner').patch(path(acme, `/${grace.id}`), { state: 'active' })
    assert.equal(await me(), 200)
  })

  for (const { days, finds } of [
    { days: 29, finds: true },
    { days: 31, finds: false },
  ]) {
    test(`who come back after ${days} days ${finds ? 'find' : 'do not find'} their groups and what was shared`, async (t) => {
      const acme = await workspace(t, store)
      const owner = acme.as('owner')
      const grace = await somebody(acme, 'Grace')
      const group = await owner.post(`/admin/v1/spaces/${acme.id}/groups`, { name: 'Engineering' })
      const members = `/admin/v1/spaces/${acme.id}/groups/${group.body.id}`
      await owner.post(`${members}/members`, { user_id: grace.id })
      const own = await privatePage(grace)
      const shared = await acme.aPage({ title: 'Shared' })
      await share(acme, shared, grace.id)
      await owner.delete(path(acme, `/${grace.id}`))
      assert.equal((await owner.get(members)).body.member_count, 0)
      await acme.do(({ db, workspace, now }) =>
        updateUser(db, workspace.id, grace.id, { removed_time: now - days * DAY }),
      )
      await acme.events()

      const back = await owner.patch(path(acme, `/${grace.id}`), { state: 'active' })
      assert.equal(back.body.state, 'active')
      assert.equal((await acme.events()).at(-1), 'user.added')
      assert.equal((await owner.get(members)).body.member_count, finds ? 1 : 0)
      assert.equal((await grace.call('GET', `/v1/pages/${own}`)).status, 401, 'a token ends for good')
      const token = await acme.do((context) => newTokenOf(context, grace.id))
      const call = callWith(acme, token)
      assert.equal((await call('GET', `/v1/pages/${own}`)).status, 200, 'what is only theirs stays theirs')
      assert.equal((await call('GET', `/v1/pages/${shared}`)).status, finds ? 200 : 404)
    })
  }

  test('who become guests are in no group and stand for the workspace no more', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const grace = await somebody(acme, 'Grace')
    const group = await owner.post(`/admin/v1/spaces/${acme.id}/groups`, { name: 'Engineering' })
    await owner.post(`/admin/v1/spaces/${acme.id}/groups/${group.body.id}/members`, { user_id: grace.id })
    const page = await acme.aPage({ title: 'For all' })
    await acme.do(async (context) => {
      const { accessId } = await pageFor(context, page, 'full_access')
      await grant(context, accessId, [{ principal: principalOf.workspace, level: 'view' }])
    })
    assert.equal((await grace.call('GET', `/v1/pages/${page}`)).status, 200)
    await acme.events()
    const guest = await owner.patch(path(acme, `/${grace.id}`), { role: 'guest' })
    assert.deepEqual([guest.body.role, guest.body.groups], ['guest', []])
    assert.deepEqual(await acme.events(), ['group.member_removed', 'user.removed', 'guest.added'])
    assert.equal((await grace.call('GET', `/v1/pages/${page}`)).status, 404)
  })

  test('hand on what was only theirs, and what others have too stays as it is', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const grace = await somebody(acme, 'Grace')
    const heir = await somebody(acme, 'Heir')
    const own = await privatePage(grace)
    const shared = await acme.aPage({ title: 'Shared' })
    await share(acme, shared, grace.id)
    const transfer = path(acme, `/${grace.id}/transfer_pages`)
    const early = await owner.post(transfer, { to_user_id: heir.id })
    assert.equal(early.status, 400, 'whoever may act keeps what is theirs')
    await owner.delete(path(acme, `/${grace.id}`))
    assert.equal((await owner.post(transfer, { to_user_id: acme.as('guest').userId })).status, 400)
    await acme.events()
    const done = await owner.post(transfer, { to_user_id: heir.id })
    assert.deepEqual(done.body.results, [{ object: 'page', id: own }])
    assert.deepEqual(await acme.events(), ['page.permissions_updated'])
    const { data } = (await eventsAfter(acme.store.reader, acme.id, 0, 1000)).at(-1)!
    const handedOn = [
      { principal: { type: 'user', id: grace.id }, before: 'full_access', after: null },
      { principal: { type: 'user', id: heir.id }, before: null, after: 'full_access' },
    ]
    assert.deepEqual(JSON.parse(data), { changes: handedOn })
    assert.equal((await heir.call('GET', `/v1/pages/${own}`)).status, 200)
    assert.equal((await heir.call('GET', `/v1/pages/${shared}`)).status, 404)
    assert.deepEqual((await owner.post(transfer, { to_user_id: heir.id })).body.results, [])
  })
})

test('a removal holds at the next request on every process', async (t) => {
  const { first, second } = await twoProcesses(t)
  const grace = await somebody(first, 'Grace')
  const me = async () => (await send(second.app, grace.token, 'GET', '/v1/users/me')).statusCode
  assert.equal(await me(), 200)
  await first.as('owner').delete(path(first, `/${grace.id}`))
  assert.equal(await me(), 401)
})

const share = (acme: TestWorkspace, page: string, userId: string, kind: 'user' | 'bot' = 'user') =>
  acme.do(async (context) => {
    const { accessId } = await pageFor(context, page, 'full_access')
    await grant(context, accessId, [{ principal: principalOf[kind](userId), level: 'edit' }])
  })

type Context = Parameters<Parameters<TestWorkspace['do']>[0]>[0]

async function newTokenOf(context: Context, userId: string): Promise<string> {
  const token = newToken('personal')
  await addToken(context, { kind: 'personal', userId, connectionId: null, name: 'test' }, token)
  return token
}

/** An internal connection that may administer. */
async function administering(acme: TestWorkspace) {
  const { token } = await acme.do((context) =>
    createInternalConnection(context, {
      name: 'Administration',
      capabilities: { ...everyCapability, administer: true },
    }),
  )
  return callWith(acme, token)
}

/** A public connection's bot for a person, as OAuth makes one. */
async function authorisedBot(acme: TestWorkspace, ownerId: string) {
  return acme.do(async (context) => {
    const connection = await createPublicConnection(context, {
      name: 'Partner',
      capabilities: everyCapability,
      redirectUris: ['https://partner.test/callback'],
    })
    const id = context.newId()
    await insertUser(context.db, {
      workspace_id: context.workspace.id,
      id,
      type: 'bot',
      name: 'Partner',
      avatar_url: null,
      email: null,
      email_key: null,
      role: null,
      connection_id: connection.id,
      owner_user_id: ownerId,
      capabilities: null,
      state: 'active',
      created_time: context.now,
    })
    const token = newToken('access')
    await addToken(
      context,
      { kind: 'connection', userId: id, connectionId: connection.id, name: null },
      token,
    )
    return { id, call: callWith(acme, token) }
  })
}
