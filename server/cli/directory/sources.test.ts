/** What each source tells, and what is done about what it does not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { removePerson } from '#server/domain/users/remove.ts'
import { toUser } from '#server/domain/users/user.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { userById } from '#server/store/users.ts'
import { syncing } from '#test/directory-sync.ts'
import { type Mood, moodyServer } from '#test/moody-server.ts'
import { somebody } from '#test/people.ts'
import { testStores } from '#test/stores.ts'
import { type Name, type TestWorkspace, workspace } from '#test/workspace.ts'
import { Refused } from './checks.ts'
import type { Flags } from './flags.ts'
import { Unavailable } from './requests.ts'
import { CursorExpired } from './sources/source.ts'

const [store] = testStores
type Context = Parameters<typeof workspace>[0]

const aWorkspace = (t: Context, settings = {}) => workspace(t, store!, settings)

async function syncOf(acme: TestWorkspace, flags: Flags = {}, as: Name = 'editor') {
  const url = flags.url ?? (await acme.listen())
  return syncing({ from: 'octavo', target: 'stdout', ...flags, url }, { OCTAVO_TOKEN: acme.as(as).token })
}

/** The lines of one run, as `verb name`. */
async function told(sync: Awaited<ReturnType<typeof syncOf>>): Promise<string[]> {
  sync.printed.length = 0
  await sync.run()
  return sync.printed.map((line) => {
    const { change, person, group } = JSON.parse(line)
    return `${change} ${(person ?? group).name}`
  })
}

test('Octavo tells members, and guests and bots when they are asked for', async (t) => {
  const acme = await aWorkspace(t)
  const members = ['add The member', 'add The owner']
  const table: [Flags, string[]][] = [
    [{}, members],
    [{ 'include-guests': true }, [...members, 'add The guest']],
  ]
  const url = await acme.listen()
  for (const [flags, should] of table) {
    assert.deepEqual((await told(await syncOf(acme, { ...flags, url }))).sort(), should.sort())
  }
  const all = await told(await syncOf(acme, { 'include-bots': true, url }))
  assert.ok(all.includes('add The reader') && all.includes('add The owner'))
})

test('Octavo tells groups without anybody, and what is renamed or gone, by the feed', async (t) => {
  const acme = await aWorkspace(t)
  const [owner, path] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
  const { id } = (await owner.post(`${path}/groups`, { name: 'Navy' })).body
  const sync = await syncOf(acme)
  assert.ok((await told(sync)).includes('add Navy'))
  await owner.patch(`${path}/groups/${id}`, { name: 'Army' })
  const grace = await somebody(acme, 'Grace')
  await owner.post(`${path}/groups/${id}/members`, { user_id: grace.id })
  assert.deepEqual(await told(sync), ['update Army', 'add Grace'])
  await owner.delete(`${path}/groups/${id}`)
  assert.deepEqual(await told(sync), ['update Grace', 'remove Army'])
  await owner.delete(`${path}/users/${grace.id}`)
  assert.deepEqual(await told(sync), ['remove Grace'])
  assert.deepEqual(await told(sync), [])
})

test('a cursor that is too old makes it list everybody and compare', async (t) => {
  const acme = await aWorkspace(t)
  const sync = await syncOf(acme)
  const { cursor } = await sync.run()
  await somebody(acme, 'Grace')
  await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${acme.as('member').userId}`)
  await acme.do(({ db, workspace }) =>
    db.sql
      .updateTable('workspaces')
      .set(({ ref }) => ({ changes_from: ref('sequence') }))
      .where('id', '=', workspace.id)
      .execute(),
  )
  const since = await syncOf(acme, { since: cursor!, url: acme.server.baseUrl() })
  await assert.rejects(since.run(), CursorExpired)
  assert.deepEqual(await told(sync), ['remove The member', 'add Grace'])
})

test('what happened since a cursor or a time is told again', async (t) => {
  const acme = await aWorkspace(t)
  const before = new Date().toISOString()
  const { cursor } = await (await syncOf(acme)).run()
  const url = acme.server.baseUrl()
  await somebody(acme, 'Grace')
  await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${acme.as('member').userId}`)
  const since = await told(await syncOf(acme, { since: cursor!, url }))
  assert.deepEqual(since, ['remove undefined', 'add Grace'])
  assert.deepEqual((await told(await syncOf(acme, { since: '2020-01-01', url }))).length, 3)
  assert.ok((await told(await syncOf(acme, { since: before, url }))).includes('add Grace'))
  assert.deepEqual(await told(await syncOf(acme, { since: '2999-01-01', url })), [])
})

test('addresses that are kept back are told of, and never taken from anybody', async (t) => {
  const acme = await aWorkspace(t)
  const url = await acme.listen()
  const blind = await syncOf(acme, { url }, 'reader')
  const { warnings, without_email } = await blind.run()
  assert.deepEqual([warnings, without_email], [['email_missing'], 2])
  const byEmail = await syncOf(acme, { url, key: 'email' }, 'reader')
  await assert.rejects(byEmail.run(), Refused)
  assert.deepEqual(byEmail.printed, [])

  let isBlind = false
  const behind = await moodyServer(t, url, ({ url: path }): Mood => {
    if (!isBlind || !path.startsWith('/v1/users')) return 'passed'
    const list = { object: 'list', results: [], next_cursor: 'x', has_more: false }
    return { status: 200, body: { ...list, warnings: ['email_capability_missing'] } }
  })
  const sync = await syncOf(acme, { url: behind })
  await sync.run()
  isBlind = true
  await assert.rejects(sync.run(), /everybody would lose theirs/)
})

test('a connection that may see more than before lists everybody once more', async (t) => {
  const acme = await aWorkspace(t)
  const path = `/admin/v1/spaces/${acme.id}/connections`
  const capabilities = { content: ['read'], user_info: 'no_email' }
  const { id, token } = (await acme.as('owner').post(path, { name: 'Blind', capabilities })).body
  const flags = { from: 'octavo', url: await acme.listen(), target: 'json' }
  const sync = syncing(flags, { OCTAVO_TOKEN: token })
  assert.deepEqual((await sync.run()).without_email, 2)
  assert.equal((await sync.run()).read, 'feed')
  const more = { capabilities: { ...capabilities, user_info: 'email' } }
  assert.equal((await acme.as('owner').patch(`${path}/${id}`, more)).status, 200)
  const { read, people, without_email } = await sync.run()
  assert.deepEqual([read, people.updated, without_email], ['list', 2, 0])
})

test('Notion, and an Octavo that rehearses it, are listed whole and compared', async (t) => {
  const emulate = { plan: 'none' as const, extensions: false }
  const acme = await aWorkspace(t, { ...defaultSettings, emulate })
  const url = await acme.listen()
  for (const from of ['notion', 'octavo']) {
    const sync = await syncOf(acme, { from, url })
    assert.deepEqual((await told(sync)).sort(), ['add The member', 'add The owner'])
    assert.match(sync.notes.join('\n'), /^(Notion|This server) has no feed of changes/)
    const grace = await somebody(acme, `Grace${from}`)
    assert.deepEqual(await told(sync), [`add Grace${from}`])
    await acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, grace.id)
      await removePerson(context, toUser(row!))
    })
    assert.deepEqual(await told(sync), [`remove Grace${from}`])
  }
})

test('a SCIM server is listed whole and compared, by number where it has no cursors', async (t) => {
  const acme = await aWorkspace(t)
  const token = await acme.do((context) => addScimToken(context, { name: 'out' }))
  const [owner, path] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
  const { id } = (await owner.post(`${path}/groups`, { name: 'Navy' })).body
  await owner.post(`${path}/groups/${id}/members`, { user_id: acme.as('member').userId })
  for (let index = 0; index < 120; index++) await somebody(acme, `Person${index}`)
  const address = await acme.listen()
  const plain = await moodyServer(t, address, ({ url }) =>
    url.endsWith('/ServiceProviderConfig') ? { status: 404 } : 'passed',
  )
  for (const server of [address, plain]) {
    const flags = { from: 'scim', url: `${server}/scim/v2`, target: 'stdout' }
    const sync = syncing(flags, { OCTAVO_TOKEN: token })
    const { people, groups } = await sync.run()
    assert.deepEqual([people.total, groups.added], [122, 1])
    const member = sync.printed
      .map((line) => JSON.parse(line).person)
      .find((one) => one?.name === 'The member')
    assert.deepEqual(
      [member.email, member.user_name, member.role, member.status, member.groups],
      ['member@acme.test', 'member@acme.test', 'member', 'active', [{ id, name: 'Navy' }]],
    )
    const guests = syncing({ ...flags, 'include-guests': true }, { OCTAVO_TOKEN: token })
    assert.equal((await guests.run()).people.total, 123)
    await owner.patch(`${path}/users/${acme.as('member').userId}`, { state: 'suspended' })
    assert.deepEqual(await told(sync), ['update The member'])
    await owner.patch(`${path}/users/${acme.as('member').userId}`, { state: 'active' })
  }
})

test('a server that asks to wait, fails or cannot be reached is asked again', async (t) => {
  const acme = await aWorkspace(t)
  const moods: Mood[] = [
    { status: 429, headers: { 'retry-after': '7' } },
    'cut',
    { status: 503 },
    'cut after',
  ]
  const url = await moodyServer(t, await acme.listen(), () => moods.shift() ?? 'passed')
  const sync = await syncOf(acme, { url })
  assert.equal((await sync.run()).people.total, 2)
  assert.match(sync.told.join('\n'), /asks to wait; again in 7 s\.\n.*reached.*\n.*status 503.*\n.*reached/)

  const down = await moodyServer(t, url, () => 'cut')
  await assert.rejects((await syncOf(acme, { url: down })).run(), Unavailable)
  const moved = await moodyServer(t, url, () => ({ status: 301, headers: { location: 'https://new.test/' } }))
  await assert.rejects(
    (await syncOf(acme, { url: moved })).run(),
    /answers from https:\/\/new\.test\/: give that/,
  )
})
