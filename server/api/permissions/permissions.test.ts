import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroup } from '#server/domain/groups/create.ts'
import { addGroupMember } from '#server/domain/groups/members.ts'
import { keptMails } from '#server/domain/mail/kept.ts'
import { addPerson, addPersonalToken } from '#server/domain/users/create.ts'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { eventsAfter } from '#server/store/events.ts'
import { describeStores } from '#test/stores.ts'
import { type Answer, type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const policy = (change: Partial<WorkspaceSettings['policy']>): Partial<WorkspaceSettings> => ({
  policy: { ...defaultSettings.policy, ...change },
})

const openToGuests = policy({ guests: { invited_by_connections: true } })

/** Moves the clock of a server on. */
function travel(acme: TestWorkspace, milliseconds: number): void {
  const { surroundings } = acme.server
  const { now } = surroundings
  surroundings.now = () => now() + milliseconds
}

const wentWell = (answer: Answer): Answer => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer
}

const share = async (client: Client, path: string, body: unknown): Promise<Answer> =>
  wentWell(await client.post(`${path}/permissions`, body))

const sees = async (client: Client, page: string): Promise<boolean> =>
  (await client.get(`/v1/pages/${page}`)).status === 200

const newest = async ({ store, id }: TestWorkspace) =>
  (await eventsAfter(store.reader, id, 0, 10_000)).at(-1)!

/** A further person with a personal access token. */
async function person(
  acme: TestWorkspace,
  name: string,
  role: 'member' | 'restricted_member' | 'guest',
): Promise<{ id: string; token: string }> {
  return acme.do(async (context) => {
    const { id } = await addPerson(context, { name, email: `${name}@acme.test`, role })
    return { id, token: await addPersonalToken(context, id, { name: 'test' }) }
  })
}

const callAs =
  (acme: TestWorkspace, token: string) => async (method: 'GET' | 'POST', path: string, body?: unknown) =>
    acme.app.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })

const DAY = 24 * 60 * 60_000

describeStores('permissions', (store) => {
  test('are listed by kind, those from above with where they come from', async (t) => {
    const acme = await workspace(t, store, openToGuests)
    const page = await acme.aPage()
    const child = await acme.aPage({ parent: page })
    const owner = acme.as('owner')
    const group = await acme.do((context) => createGroup(context, 'Designers'))
    for (const body of [
      { principal: { type: 'email', email: 'new@elsewhere.test' }, level: 'view' },
      { principal: { type: 'public', public: true }, level: 'view' },
      { principal: { type: 'group_id', group_id: group }, level: 'comment' },
      { principal: { type: 'workspace', workspace: true }, level: 'view' },
    ]) {
      await share(owner, `/v1/pages/${page}`, body)
    }
    await share(owner, `/v1/pages/${child}`, { user_id: acme.as('member').userId, level: 'edit' })

    const kindsOf = ({ body }: Answer) =>
      body.results.map((one: { principal: { type: string } }) => one.principal.type)
    const onPage = await owner.get(`/v1/pages/${page}/permissions`)
    assert.deepEqual(kindsOf(onPage), [
      'workspace',
      'public',
      'group_id',
      'user_id',
      ...Array(5).fill('bot_id'),
      'email',
    ])
    assert.equal(onPage.body.inherits, false)
    const onChild = await owner.get(`/v1/pages/${child}/permissions`)
    assert.equal(onChild.body.results.length, onPage.body.results.length + 1)
    assert.equal(onChild.body.inherits, true)
    for (const one of onChild.body.results) {
      const isOwn = one.principal.user_id === acme.as('member').userId
      assert.equal(one.inherited, !isOwn)
      assert.deepEqual(one.inherited_from, isOwn ? null : { type: 'page_id', page_id: page })
      assert.equal(one.page_id, child)
    }
    const own = await owner.get(`/v1/pages/${child}/permissions?inherited=false`)
    assert.equal(own.body.results.length, 1)

    const paged: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const part: Answer = await owner.get(
        `/v1/pages/${page}/permissions?page_size=3${cursor && `&start_cursor=${cursor}`}`,
      )
      paged.push(...part.body.results)
      cursor = part.body.next_cursor
    }
    assert.deepEqual(paged, onPage.body.results)
    const one = onPage.body.results[0]
    const { request_id: _, ...alone } = (await owner.get(`/v1/pages/${page}/permissions/${one.id}`)).body
    assert.deepEqual(alone, one)
  })

  test('are granted by every name that programs know, and level words are those of other APIs', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const { database } = await acme.aDataSource()
    const owner = acme.as('owner')
    const [member, stranger] = [acme.as('member').userId, acme.as('stranger').userId]
    const connection = await acme.do(async ({ db, workspace }) =>
      db.sql
        .selectFrom('connections')
        .select('id')
        .where('workspace_id', '=', workspace.id)
        .where('bot_id', '=', stranger)
        .executeTakeFirstOrThrow(),
    )
    const group = await acme.do((context) => createGroup(context, 'Designers'))
    const toMember = { type: 'user_id', user_id: member }
    const toStranger = { type: 'bot_id', bot_id: stranger }
    const cases: [unknown, unknown][] = [
      [{ user_id: member }, toMember],
      [{ user_id: member.replaceAll('-', '').toUpperCase() }, toMember],
      [{ user_id: ' Member@ACME.test ' }, toMember],
      [{ email: 'member@acme.test' }, toMember],
      [{ emailAddress: 'member@acme.test', type: 'user' }, toMember],
      [{ principal: { type: 'email', email: 'member@acme.test' } }, toMember],
      [{ principal: { user_id: member, name: 'ignored' } }, toMember],
      [{ user_id: stranger }, toStranger],
      [{ bot_id: stranger }, toStranger],
      [{ connection_id: connection.id }, toStranger],
      [{ integration_id: connection.id }, toStranger],
      [
        { type: 'group_id', group_id: group },
        { type: 'group_id', group_id: group },
      ],
      [{ type: 'workspace' }, { type: 'workspace', workspace: true }],
      [{ type: 'anyone' }, { type: 'public', public: true }],
    ]
    for (const [body, principal] of cases) {
      const answer = await share(owner, `/v1/pages/${page}`, { ...(body as object), level: 'view' })
      assert.deepEqual(answer.body.principal, principal, JSON.stringify(body))
    }
    const words = {
      view: ['viewer', 'reader', 'read', 'read_only', 'can_view', 'View'],
      comment: ['commenter', 'comment_only', 'can_comment'],
      edit: ['editor', 'writer', 'write', 'read_and_write', 'can_edit'],
      edit_content: ['content_editor', 'edit_content'],
      full_access: ['full_access', 'full', 'owner', 'admin', 'manager', 'organizer'],
    }
    for (const [level, all] of Object.entries(words)) {
      for (const role of all) {
        const { body } = await share(owner, `/v1/databases/${database}`, { user_id: member, role })
        assert.equal(body.level, level, role)
        assert.equal(body.database_id, database)
      }
    }
    const wrong: [unknown, RegExp][] = [
      [{ level: 'view' }, /should name a principal by one of `user_id`/],
      [{ user_id: member }, /body\.level should be defined/],
      [{ user_id: member, role: 'king' }, /body\.role should be one of .*`"editor"`/],
      [{ user_id: 'nobody', role: 'editor' }, /body\.user_id should be a valid uuid or an e-mail address/],
      [{ user_id: member, bot_id: stranger, level: 'view' }, /instead named user_id and bot_id/],
      [{ user_id: member, level: 'view', role: 'editor' }, /should name one level/],
      [{ type: 'king', user_id: member, level: 'view' }, /body\.type should be one of/],
      [{ type: 'group_id', user_id: member, level: 'view' }, /body\.type should fit body\.user_id/],
      [{ user_id: member, level: 'edit_content' }, /"edit_content" is for databases/],
      [{ user_id: member, level: 'view', expiration_time: '2020-01-01' }, /should be in the future/],
      [{ public: true, level: 'full_access' }, /The public may have/],
    ]
    for (const [body, message] of wrong) {
      const answer = await owner.post(`/v1/pages/${page}/permissions`, body)
      assert.equal(answer.status, 400, JSON.stringify(body))
      assert.match(answer.body.message, message)
    }
    const absent = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
    for (const key of ['user', 'group', 'bot', 'connection', 'teamspace']) {
      const answer = await owner.post(`/v1/pages/${page}/permissions`, {
        [`${key}_id`]: absent,
        level: 'view',
      })
      assert.equal(answer.status, 404)
      assert.equal(answer.body.message, `Could not find ${key} with ID: ${absent}.`)
    }
  })

  test('take hold at once and end at once, in reads, lists, queries and search', async (t) => {
    const acme = await workspace(t, store)
    const { page, database, dataSource } = await acme.aDataSource()
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const reaches = async () => [
      (await member.get(`/v1/pages/${page}`)).status,
      (await member.get(`/v1/databases/${database}`)).status,
      (await member.post(`/v1/data_sources/${dataSource}/query`, {})).status,
      (await member.post('/v1/search', { query: 'Home of' })).body.results.length,
    ]
    assert.deepEqual(await reaches(), [404, 404, 404, 0])
    await acme.events()
    const { body } = await share(owner, `/v1/pages/${page}`, { user_id: member.userId, level: 'view' })
    assert.deepEqual(await reaches(), [200, 200, 200, 1])
    assert.deepEqual(JSON.parse((await newest(acme)).data), {
      changes: [{ principal: { type: 'user', id: member.userId }, before: null, after: 'view' }],
    })
    wentWell(await owner.patch(`/v1/pages/${page}/permissions/${body.id}`, { role: 'commenter' }))
    assert.equal(
      (
        await member.post('/v1/comments', {
          parent: { page_id: page },
          rich_text: [{ text: { content: 'a' } }],
        })
      ).status,
      200,
    )
    const deleted = wentWell(await owner.delete(`/v1/pages/${page}/permissions/${body.id}`))
    assert.deepEqual([deleted.body.deleted, deleted.body.level], [true, 'comment'])
    assert.deepEqual(await reaches(), [404, 404, 404, 0])
    assert.deepEqual(JSON.parse((await newest(acme)).data).changes, [
      { principal: { type: 'user', id: member.userId }, before: 'comment', after: null },
    ])
    assert.equal((await owner.delete(`/v1/pages/${page}/permissions/${body.id}`)).status, 404)
  })

  test('from above are changed on a child only when that is meant: then it keeps the others as its own', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const child = await acme.aPage({ parent: page })
    const below = await acme.aPage({ parent: child })
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const { body } = await share(owner, `/v1/pages/${page}`, { user_id: member.userId, level: 'edit' })

    const from = { inherited_from: { type: 'page_id', page_id: page } }
    const path = `/v1/pages/${child}/permissions`
    for (const answer of [
      await owner.post(path, { user_id: member.userId, level: 'view' }),
      await owner.patch(`${path}/${body.id}`, { level: 'view' }),
      await owner.delete(`${path}/${body.id}`),
      await owner.patch(path, { remove: [{ user_id: member.userId }] }),
    ]) {
      assert.deepEqual([answer.status, answer.body.additional_data], [400, from], answer.body.message)
    }
    wentWell(await owner.patch(`${path}/${body.id}`, { level: 'view', override: true }))
    const levelsOf = async (id: string) => {
      const { body } = await owner.get(`/v1/pages/${id}/permissions`)
      return body.results.map((one: { level: string; inherited: boolean }) => [one.level, one.inherited])
    }
    const copied = await levelsOf(child)
    assert.equal(copied.length, 7)
    assert.ok(copied.every(([, inherited]: [string, boolean]) => !inherited))
    assert.equal((await member.get(`/v1/pages/${below}`)).status, 200)
    assert.equal((await member.patch(`/v1/pages/${below}`, { icon: { emoji: '🎯' } })).status, 403)

    wentWell(await owner.delete(`/v1/pages/${page}/permissions/${body.id}`))
    assert.deepEqual([await sees(member, page), await sees(member, child)], [false, true])
    wentWell(await owner.patch(path, { remove: [{ email: 'member@acme.test' }] }))
    assert.equal(await sees(member, below), false)
  })

  test('are restricted and restored without anybody gaining or losing by that alone', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const child = await acme.aPage({ parent: page })
    const [owner, member, reader] = [acme.as('owner'), acme.as('member'), acme.as('reader')]
    const path = `/v1/pages/${child}/permissions`
    wentWell(await owner.patch(path, { inherit: false }))
    assert.equal(await sees(reader, child), true)
    await share(owner, `/v1/pages/${page}`, { user_id: member.userId, level: 'view' })
    assert.equal(await sees(member, child), false, 'what is granted above comes no more')

    wentWell(await owner.patch(path, { inherit: true }))
    assert.deepEqual([await sees(member, child), await sees(reader, child)], [true, true])
    assert.equal((await owner.get(`${path}?inherited=false`)).body.results.length, 0)
    wentWell(await owner.patch(`/v1/pages/${page}/permissions`, { remove: [{ bot_id: reader.userId }] }))
    assert.equal(await sees(reader, child), false, 'what ends above ends here')

    const restricted = await owner.patch(path, {
      inherit: false,
      set: [{ user_id: member.userId, level: 'edit' }],
      remove: [{ bot_id: acme.as('viewer').userId }],
    })
    assert.equal(wentWell(restricted).body.results[0].level, 'edit')
    assert.equal(await sees(acme.as('viewer'), child), false)
    const top = await owner.patch(`/v1/pages/${page}/permissions`, { inherit: true })
    assert.equal(top.status, 400)
  })

  test('change all together or not at all', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    await acme.events()
    const set = [{ user_id: member.userId, level: 'view' }]
    for (const body of [
      { set: [...set, { user_id: 'ffffffff-ffff-4fff-8fff-ffffffffffff', level: 'view' }] },
      { set, remove: [{ group_id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }] },
      { set, remove: [{ user_id: member.userId }] },
      { set: [...set, { email: 'MEMBER@acme.test', level: 'edit' }] },
      { set, remove: [{ workspace: true }] },
    ]) {
      const answer = await owner.patch(`/v1/pages/${page}/permissions`, body)
      assert.ok([400, 404].includes(answer.status), JSON.stringify(answer.body))
      assert.equal(await sees(member, page), false)
    }
    assert.deepEqual(await acme.events(), [])
    const both = await owner.patch(`/v1/pages/${page}/permissions`, {
      set: [{ type: 'user_id', user_id: member.userId, role: 'reader' }],
      remove: [{ bot_id: acme.as('reader').userId }],
    })
    assert.equal(wentWell(both).body.results.length, 1)
    assert.deepEqual([await sees(member, page), await sees(acme.as('reader'), page)], [true, false])
    assert.deepEqual(await acme.events(), ['page.permissions_updated'])
  })

  test('are tried out without anything being kept, told or sent', async (t) => {
    const acme = await workspace(t, store, openToGuests)
    const page = await acme.aPage()
    const owner = acme.as('owner')
    const before = (await owner.get(`/v1/pages/${page}/permissions`)).body.results
    await acme.events()
    const tried = await share(owner, `/v1/pages/${page}`, {
      email: 'new@elsewhere.test',
      level: 'view',
      dry_run: true,
    })
    assert.deepEqual([tried.body.status, tried.body.dry_run], ['pending', true])
    const batch = await owner.patch(`/v1/pages/${page}/permissions`, {
      set: [{ user_id: acme.as('member').userId, level: 'edit' }],
      inherit: false,
      dry_run: true,
    })
    assert.deepEqual([batch.body.results.length, batch.body.dry_run], [1, true])
    const own = before.find((one: { principal: object }) => 'user_id' in one.principal)
    const refused = await owner.patch(`/v1/pages/${page}/permissions/${own.id}`, {
      level: 'edit_content',
      dry_run: true,
    })
    assert.equal(refused.status, 400, 'a trial says what would be refused')
    const gone = await owner.delete(`/v1/pages/${page}/permissions/${before.at(-1).id}?dry_run=true`)
    assert.deepEqual([gone.body.deleted, gone.body.dry_run], [true, true])
    assert.deepEqual((await owner.get(`/v1/pages/${page}/permissions`)).body.results, before)
    assert.deepEqual(await acme.events(), [])
    assert.deepEqual(await keptMails(acme.store.reader), [])
  })

  test('tell beforehand who gains and who loses', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const owner = acme.as('owner')
    const group = await acme.do((context) => createGroup(context, 'Designers'))
    const [ada, bo] = [await person(acme, 'ada', 'member'), await person(acme, 'bo', 'member')]
    for (const { id } of [ada, bo]) await acme.do((context) => addGroupMember(context, group, id))
    await share(owner, `/v1/pages/${page}`, { group_id: group, level: 'edit' })
    await share(owner, `/v1/pages/${page}`, { user_id: bo.id, level: 'view' })
    const byGroup = { group_id: group }
    const { body: taken } = wentWell(
      await owner.patch(`/v1/pages/${page}/permissions`, { remove: [byGroup], dry_run: true }),
    )
    const user = (id: string) => ({ type: 'user_id', user_id: id })
    assert.deepEqual(taken.effects, {
      count: 2,
      losing: 1,
      first: [
        { principal: user(ada.id), name: 'ada', before: 'edit', after: null },
        { principal: user(bo.id), name: 'bo', before: 'edit', after: 'view' },
      ],
    })
    const { body: everybody } = await share(owner, `/v1/pages/${page}`, {
      workspace: true,
      level: 'view',
      dry_run: true,
    })
    const gaining = everybody.effects.first.map(({ name }: { name: string }) => name)
    assert.equal(everybody.effects.losing, 0)
    assert.equal(everybody.effects.count, gaining.length)
    assert.deepEqual(gaining, ['The member'])
    const kept = await share(owner, `/v1/pages/${page}`, { user_id: ada.id, level: 'view', dry_run: true })
    assert.equal(kept.body.effects.count, 0, 'the group gives more')
    const real = await share(owner, `/v1/pages/${page}`, { user_id: ada.id, level: 'view' })
    assert.equal('effects' in real.body, false)
  })

  test('say what a principal is called, as far as the caller may know', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const owner = acme.as('owner')
    const group = await acme.do((context) => createGroup(context, 'Designers'))
    await share(owner, `/v1/pages/${page}`, { group_id: group, level: 'edit' })
    const named = async (client: Client) =>
      (await client.get(`/v1/pages/${page}/permissions`)).body.results.find(
        ({ principal }: { principal: { type: string } }) => principal.type === 'group_id',
      ).name
    assert.equal(await named(owner), 'Designers')
    assert.equal(await named(acme.as('reader')), 'Designers')
    const found = async (client: Client, query: string) =>
      (await client.get(`/v1/pages/${page}/permissions/candidates?query=${query}`)).body.results.map(
        ({ name }: { name: string }) => name,
      )
    assert.deepEqual(await found(owner, 'DESIGN'), ['Designers'])
    assert.deepEqual(await found(owner, 'member%40acme'), ['The member'])
    assert.deepEqual(await found(owner, '%25'), [])
  })

  test('end when they expire, and are shown as expired', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const ends = new Date(Date.now() + DAY).toISOString()
    const { body } = await share(owner, `/v1/pages/${page}`, {
      user_id: member.userId,
      level: 'view',
      expiration_time: ends,
    })
    assert.equal(body.expiration_time, ends)
    const { body: renamed } = wentWell(
      await owner.patch(`/v1/pages/${page}/permissions/${body.id}`, { level: 'edit' }),
    )
    assert.equal(renamed.expiration_time, ends, 'what is not said stays')
    travel(acme, DAY - 60_000)
    assert.equal(await sees(member, page), true)
    travel(acme, 120_000)
    assert.equal(await sees(member, page), false)
    const shown = await owner.get(`/v1/pages/${page}/permissions/${body.id}`)
    assert.equal(shown.body.status, 'expired')
    wentWell(await owner.patch(`/v1/pages/${page}/permissions/${body.id}`, { expiration_time: null }))
    assert.equal(await sees(member, page), true)
  })

  test('never leave a page without somebody who has full access', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const page = await acme.aPage()
    const child = await acme.aPage({ parent: page })
    const path = `/v1/pages/${page}/permissions`
    const full = (await owner.get(path)).body.results.filter(
      (one: { level: string; principal: { type: string } }) =>
        one.level === 'full_access' && one.principal.type === 'bot_id',
    )
    for (const { principal } of full) wentWell(await owner.patch(path, { remove: [principal] }))
    const group = await acme.do((context) => createGroup(context, 'Empty'))
    await share(owner, `/v1/pages/${page}`, { group_id: group, level: 'full_access' })
    const own = (await owner.get(path)).body.results.find(
      (one: { principal: object }) => 'user_id' in one.principal,
    )
    const later = new Date(Date.now() + DAY).toISOString()
    const onChild = `/v1/pages/${child}/permissions`
    for (const answer of [
      await owner.delete(`${path}/${own.id}`),
      await owner.patch(`${path}/${own.id}`, { level: 'edit' }),
      await owner.patch(`${path}/${own.id}`, { expiration_time: later }),
      await owner.post(`/v1/pages/${page}/users`, { remove_users: [{ user_id: owner.userId }] }),
      await owner.patch(onChild, { inherit: false, remove: [{ user_id: owner.userId }] }),
      await owner.delete(`${onChild}/${own.id}?override=true`),
    ]) {
      assert.deepEqual(
        [answer.status, answer.body.code],
        [409, 'conflict_error'],
        JSON.stringify(answer.body),
      )
    }
    await acme.do((context) => addGroupMember(context, group, member.userId))
    wentWell(await owner.delete(`${path}/${own.id}`))
    assert.deepEqual([await sees(owner, page), await sees(member, page)], [false, true])
  })

  test('are for those to change who may: capability, level, sight', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const body = { user_id: acme.as('member').userId, level: 'view' }
    await acme.events()
    const cases: [Parameters<TestWorkspace['as']>[0], number, number][] = [
      ['editor', 200, 200],
      ['reader', 403, 200],
      ['viewer', 403, 200],
      ['inserter', 403, 403],
      ['stranger', 404, 404],
      ['outsider', 404, 404],
      ['guest', 404, 404],
    ]
    for (const [name, write, read] of cases) {
      const client = acme.as(name)
      const trial = await client.post(`/v1/pages/${page}/permissions`, { ...body, dry_run: true })
      assert.equal(trial.status, write, `${name} writes: ${trial.body.message}`)
      assert.equal((await client.get(`/v1/pages/${page}/permissions`)).status, read, `${name} reads`)
    }
    assert.match(
      (await acme.as('reader').post(`/v1/pages/${page}/permissions`, body)).body.message,
      /does not have the capability to change permissions/,
    )
    assert.deepEqual(await acme.events(), [])
  })

  test('of guests: they invite nobody, and know of themselves only', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const [owner, guest, member] = [acme.as('owner'), acme.as('guest'), acme.as('member')]
    const { body: own } = await share(owner, `/v1/pages/${page}`, { user_id: guest.userId, level: 'view' })
    const listed = await guest.get(`/v1/pages/${page}/permissions`)
    assert.deepEqual(
      listed.body.results.map((one: { id: string }) => one.id),
      [own.id],
    )
    const asking = `/v1/pages/${page}/permissions/effective`
    assert.equal((await guest.get(asking)).body.level, 'view')
    assert.equal((await guest.get(`${asking}?user_id=${owner.userId}`)).status, 403)
    assert.equal((await guest.get(`/v1/permissions?user_id=${owner.userId}`)).status, 403)

    wentWell(await owner.patch(`/v1/pages/${page}/permissions/${own.id}`, { level: 'full_access' }))
    for (const body of [{ user_id: member.userId }, { email: 'new@elsewhere.test' }, { workspace: true }]) {
      const answer = await guest.post(`/v1/pages/${page}/permissions`, { ...body, level: 'view' })
      assert.equal(answer.status, 403)
      assert.match(answer.body.message, /guests may not/)
    }
    const reader = { bot_id: acme.as('reader').userId, level: 'comment' }
    wentWell(await guest.post(`/v1/pages/${page}/permissions`, reader))
  })

  test('of restricted members: they share with those they know', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const other = await acme.aPage()
    const owner = acme.as('owner')
    const restricted = await person(acme, 'rita', 'restricted_member')
    const call = callAs(acme, restricted.token)
    await share(owner, `/v1/pages/${page}`, { user_id: restricted.id, level: 'full_access' })
    const member = { user_id: acme.as('member').userId, level: 'view' }
    const path = `/v1/pages/${page}/permissions`
    assert.equal((await call('POST', path, member)).statusCode, 403)
    assert.equal((await call('POST', path, { workspace: true, level: 'view' })).statusCode, 403)
    assert.equal((await call('POST', path, { email: 'a@elsewhere.test', level: 'view' })).statusCode, 403)
    await share(owner, `/v1/pages/${other}`, { user_id: restricted.id, level: 'view' })
    await share(owner, `/v1/pages/${other}`, member)
    assert.equal((await call('POST', path, member)).statusCode, 200)
  })

  test('by a connection: it invites, publishes and shares with everybody as the policy lets it', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const path = `/v1/pages/${page}/permissions`
    const invited = await editor.post(path, { email: 'new@elsewhere.test', level: 'view' })
    assert.equal(invited.status, 403)
    assert.match(invited.body.message, /policy\.guests\.invited_by_connections/)
    wentWell(await editor.post(path, { workspace: true, level: 'view' }))
    wentWell(await editor.post(path, { public: true, level: 'view' }))
    wentWell(await editor.patch(path, { remove: [{ workspace: true }, { public: true }] }))
    wentWell(
      await owner.patch(`/admin/v1/spaces/${acme.id}/policy`, {
        sharing: { workspace_by_connections: false },
      }),
    )
    for (const body of [{ workspace: true }, { public: true }]) {
      const answer = await editor.post(path, { ...body, level: 'view' })
      assert.equal(answer.status, 403)
      assert.match(answer.body.message, /policy\.sharing\.workspace_by_connections/)
      wentWell(await owner.post(path, { ...body, level: 'view' }))
    }
    wentWell(await owner.patch(`/admin/v1/spaces/${acme.id}/policy`, { sharing: { public_pages: false } }))
    const published = await owner.post(path, { public: true, level: 'view' })
    assert.equal(published.status, 403)
  })

  test('of an e-mail from elsewhere look the same whether or not it has an account on this server', async (t) => {
    const acme = await workspace(t, store, openToGuests)
    const page = await acme.aPage()
    const editor = acme.as('editor')
    await acme.do(({ db, newId, now }) =>
      db.sql
        .insertInto('accounts')
        .values({
          id: newId(),
          email_key: 'known@elsewhere.test',
          name: 'Known',
          email_verified: 1,
          avatar_url: null,
          created_time: now,
          updated_time: now,
        })
        .execute(),
    )
    const shapes = []
    for (const email of ['known@elsewhere.test', 'unknown@elsewhere.test']) {
      const { body } = await share(editor, `/v1/pages/${page}`, { user_id: email, role: 'editor' })
      const { id, created_time, last_edited_time, request_id, principal, invitation, ...shape } = body
      assert.deepEqual(principal, { type: 'email', email })
      assert.equal(invitation.email, email)
      shapes.push(shape)
    }
    assert.deepEqual(shapes[0], shapes[1])
    assert.equal(shapes[0].status, 'pending')
    const error = await editor.post(`/v1/pages/${page}/permissions`, {
      email: 'third@elsewhere.test',
      level: 'view',
      if_not_member: 'error',
    })
    assert.equal(error.status, 404)
  })

  test('are told by mail to people who get them, when that is asked for', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage({ title: 'Plan <b>' })
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    await share(owner, `/v1/pages/${page}`, { user_id: member.userId, level: 'view' })
    assert.deepEqual(await keptMails(acme.store.reader), [])
    await share(owner, `/v1/pages/${page}`, {
      user_id: member.userId,
      level: 'edit',
      notify: true,
      message: 'Please look <i>',
    })
    const [mail] = await keptMails(acme.store.reader)
    assert.equal(mail!.to, 'member@acme.test')
    assert.equal(mail!.subject, 'The owner shared “Plan <b>” with you')
    assert.match(mail!.text, /Please look <i>/)
    assert.ok(mail!.text.includes(page.replaceAll('-', '')))
    assert.match(mail!.html, /Please look &#60;i&#62;/)
    assert.doesNotMatch(mail!.html, /<b>/)
  })

  test('say why somebody has access: by themselves, a group, the workspace, from above', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const child = await acme.aPage({ parent: page })
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const asking = `/v1/pages/${child}/permissions/effective`
    const group = await acme.do((context) => createGroup(context, 'Designers'))
    assert.equal((await owner.get(`${asking}?user_id=${member.userId}`)).body.level, null)
    await acme.do((context) => addGroupMember(context, group, member.userId))
    await share(owner, `/v1/pages/${page}`, { workspace: true, level: 'view' })
    await share(owner, `/v1/pages/${page}`, { group_id: group, level: 'edit' })
    await share(owner, `/v1/pages/${child}`, { user_id: member.userId, level: 'comment' })
    for (const query of [`user_id=${member.userId}`, 'user_id=member@acme.test', 'email=Member@acme.test']) {
      const { body } = wentWell(await owner.get(`${asking}?${query}`))
      assert.deepEqual(
        [body.object, body.level, body.role, body.page_id],
        ['effective_permission', 'edit', 'editor', child],
      )
      const via = body.via.map((one: { level: string; inherited: boolean; principal: { type: string } }) => [
        one.principal.type,
        one.level,
        one.inherited,
      ])
      assert.deepEqual(via, [
        ['group_id', 'edit', true],
        ['user_id', 'comment', false],
        ['workspace', 'view', true],
      ])
    }
    assert.equal((await owner.get(`${asking}?group_id=${group}`)).body.level, 'edit')
    assert.equal((await owner.get(`${asking}?bot_id=${acme.as('reader').userId}`)).body.level, 'view')
    assert.equal((await owner.get(`${asking}?user_id=nobody@elsewhere.test`)).body.level, null)
    assert.deepEqual((await acme.as('reader').get(asking)).body.principal, {
      type: 'bot_id',
      bot_id: acme.as('reader').userId,
    })
  })

  test('tell where somebody begins to reach, as far as the caller sees it', async (t) => {
    const acme = await workspace(t, store)
    const { page, database } = await acme.aDataSource()
    const child = await acme.aPage({ parent: page })
    const hidden = await acme.aPage()
    const [owner, member, reader] = [acme.as('owner'), acme.as('member'), acme.as('reader')]
    const rootsOf = async (client: Client, query: string) => {
      const { body } = wentWell(await client.get(`/v1/permissions?${query}`))
      return body.results.map(
        (one: { page_id?: string; database_id?: string }) => one.page_id ?? one.database_id,
      )
    }
    const asked = `user_id=${member.userId}`
    assert.deepEqual(await rootsOf(owner, asked), [])
    await share(owner, `/v1/pages/${child}`, { user_id: member.userId, level: 'view' })
    await share(owner, `/v1/databases/${database}`, { user_id: member.userId, level: 'view' })
    await share(owner, `/v1/pages/${hidden}`, { user_id: member.userId, level: 'view' })
    assert.deepEqual(await rootsOf(owner, asked), [child, database, hidden])
    await share(owner, `/v1/pages/${page}`, { user_id: member.userId, level: 'view' })
    assert.deepEqual(await rootsOf(owner, asked), [hidden, page])
    wentWell(await owner.patch(`/v1/pages/${hidden}/permissions`, { remove: [{ bot_id: reader.userId }] }))
    assert.deepEqual(await rootsOf(reader, asked), [page])
    assert.deepEqual(await rootsOf(reader, `bot_id=${reader.userId}`), [page])
    const paged = wentWell(await owner.get(`/v1/permissions?${asked}&page_size=1`))
    assert.deepEqual([paged.body.results[0].page_id, paged.body.has_more], [hidden, true])
    assert.deepEqual(await rootsOf(owner, `${asked}&start_cursor=${paged.body.next_cursor}`), [page])
  })

  test('of what is in the trash stay as they are', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const owner = acme.as('owner')
    wentWell(await owner.patch(`/v1/pages/${page}`, { in_trash: true }))
    const answer = await owner.post(`/v1/pages/${page}/permissions`, { workspace: true, level: 'view' })
    assert.equal(answer.status, 400)
    assert.match(answer.body.message, /archived/)
  })
})
