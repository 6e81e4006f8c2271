import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { toUser } from '#server/domain/users/user.ts'
import { eventsAfter } from '#server/store/events.ts'
import { userById } from '#server/store/users.ts'
import { aUser, directory, outside, scimWith } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { ENTERPRISE, NOTION, OCTAVO } from '../schemas.ts'

describeStores('Users', (store) => {
  test('are called by any name, and sign in by an address where there is one', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { person } = outside(acme)
    const name = '8b0c5b3e-8f5e-4a5c-8f0b-7d8f6a0c9e11'
    const bare = await scim('POST', '/Users', { userName: name })
    assert.deepEqual([bare.status, bare.body.userName], [201, name])
    assert.deepEqual((await person(bare.body.id)).person, {})
    const found = await scim('GET', `/Users?filter=userName eq "${name.toUpperCase()}"`)
    assert.equal(found.body.totalResults, 1)
    assert.equal((await scim('POST', '/Users', { userName: name.toUpperCase() })).status, 409)
    const other = await scim('POST', '/Users', { userName: 'grace', emails: [{ value: 'grace@acme.test' }] })
    assert.deepEqual((await person(other.body.id)).person, { email: 'grace@acme.test' })
    assert.equal(
      (await scim('POST', '/Users', { userName: 'Grace@acme.test' })).status,
      409,
      'an address is one person',
    )
    await scim('DELETE', `/Users/${bare.body.id}`)
    const again = await scim('POST', '/Users', { userName: name })
    assert.equal(again.status, 201)
    assert.notEqual(again.body.id, bare.body.id, 'an id is never another one')
  })

  test('of one directory may have one address, which signs in who had it first', async (t) => {
    const { acme, scim } = await directory(t, store)
    const entra = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'entra' })))
    const { person } = outside(acme)
    const emails = [{ value: 'crew@acme.test', type: 'work' }]
    const { body: first } = await scim('POST', '/Users', { userName: 'first', emails })
    const { status, body: second } = await scim('POST', '/Users', { userName: 'second', emails })
    assert.deepEqual([status, second.emails], [201, emails])
    const addresses = async () => [(await person(first.id)).person, (await person(second.id)).person]
    assert.deepEqual(await addresses(), [{ email: 'crew@acme.test' }, {}])
    for (const [by, userName, address] of [
      [scim, 'second', 'other@acme.test'],
      [scim, 'crew@acme.test', 'crew@acme.test'],
      [entra, 'third', 'crew@acme.test'],
      [scim, 'fourth', 'member@acme.test'],
    ] as const) {
      const answer = await by('POST', '/Users', { userName, emails: [{ value: address }] })
      assert.deepEqual([answer.status, answer.body.scimType], [409, 'uniqueness'], userName)
    }
    await scim('DELETE', `/Users/${first.id}`)
    await scim('PUT', `/Users/${second.id}`, { userName: 'second', emails })
    assert.deepEqual((await person(second.id)).person, { email: 'crew@acme.test' })
  })

  test('of whom no e-mail address is said have the one that they sign in with', async (t) => {
    const { scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', { userName: 'grace@acme.test' })
    const own = (value: string) => [{ value, type: 'work', primary: true }]
    assert.deepEqual(grace.emails, own('grace@acme.test'))
    for (const filter of [
      'email eq "Grace@acme.test"',
      'emails[type eq "work"].value eq "grace@acme.test"',
    ]) {
      assert.equal((await scim('GET', `/Users?filter=${filter}`)).body.totalResults, 1, filter)
    }
    const set = async (path: string, value: unknown) =>
      (await scim('PATCH', `/Users/${grace.id}`, { Operations: [{ op: 'replace', path, value }] })).body
        .emails
    await set('title', 'Admiral')
    assert.deepEqual(await set('userName', 'hopper@acme.test'), own('hopper@acme.test'), 'it moves with them')
    assert.deepEqual(await set('emails[type eq "work"].value', 'g@acme.test'), own('g@acme.test'))
    assert.deepEqual(await set('userName', 'grace@acme.test'), own('g@acme.test'), 'what is said stays')
  })

  test('stay what they are when the directory takes away whether they may act, or their role', async (t) => {
    const { acme, scim } = await directory(t, store)
    const off = { active: false, [NOTION]: { role: 'restricted_member' } }
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test', off))
    const told = async () => {
      const {
        active,
        [NOTION]: notion,
        [OCTAVO]: octavo,
        schemas,
      } = (await scim('GET', `/Users/${grace.id}`)).body
      return [active, notion?.role, octavo?.role, schemas.length]
    }
    const patch = (op: string, path: string, value?: unknown) =>
      scim('PATCH', `/Users/${grace.id}`, { Operations: [{ op, path, value }] })
    await patch('remove', 'active')
    await patch('remove', `${NOTION}:role`)
    assert.deepEqual(await told(), [undefined, undefined, 'restricted_member', 2])
    await patch('remove', OCTAVO)
    await patch('replace', 'title', 'Admiral')
    assert.deepEqual(await told(), [undefined, undefined, undefined, 1])
    const { state, role } = await outside(acme).person(grace.id)
    assert.deepEqual([state, role], ['suspended', 'restricted_member'])
    await patch('add', 'active', true)
    await patch('add', `${OCTAVO}:role`, 'member')
    assert.deepEqual(await told(), [true, undefined, 'member', 2])
    await scim('PUT', `/Users/${grace.id}`, aUser('grace@acme.test'))
    assert.deepEqual(await told(), [true, 'member', 'member', 3])
  })

  test('lose by a PUT what it does not say', async (t) => {
    const { scim } = await directory(t, store)
    const more = {
      title: 'Admiral',
      externalId: 'x',
      phoneNumbers: [{ value: '1' }],
      [ENTERPRISE]: { department: 'Navy' },
    }
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test', more))
    const put = await scim('PUT', `/Users/${body.id}`, { userName: 'grace@acme.test', nickName: 'G' })
    const { title, externalId, phoneNumbers, [ENTERPRISE]: enterprise, nickName, active, id } = put.body
    assert.deepEqual(
      [title, externalId, phoneNumbers, enterprise],
      [undefined, undefined, undefined, undefined],
    )
    assert.deepEqual([nickName, active, id], ['G', true, body.id])
    assert.equal(
      (await scim('PUT', `/Users/${body.id}`, { nickName: 'H' })).status,
      400,
      'userName is required',
    )
  })

  test('lose a picture that their directory gave, and keep one of their own', async (t) => {
    const { acme, scim } = await directory(t, store)
    const photos = [{ value: 'https://a.test/g.png', type: 'photo', primary: true }]
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test', { photos }))
    const path = `/v1/users/${body.id}`
    const picture = async () => (await acme.as('editor').get(path)).body.avatar_url
    const without = () => scim('PUT', `/Users/${body.id}`, aUser('grace@acme.test'))
    assert.equal(await picture(), 'https://a.test/g.png')
    await without()
    assert.equal(await picture(), null)
    await scim('PUT', `/Users/${body.id}`, aUser('grace@acme.test', { photos }))
    const own = { avatarUrl: 'https://own.test/g.png' }
    await acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, body.id)
      await changePerson(context, toUser(row!), own)
    })
    await without()
    assert.equal(await picture(), own.avatarUrl)
  })

  test('are never without an owner who may act', async (t) => {
    const { acme, scim } = await directory(t, store)
    const id = acme.as('owner').userId
    const { body } = await scim('GET', `/Users/${id}`)
    const last = [
      await scim('DELETE', `/Users/${id}`),
      await scim('PUT', `/Users/${id}`, { ...body, active: false }),
      await scim('PUT', `/Users/${id}`, { ...body, [OCTAVO]: { role: 'member' } }),
      await scim('PATCH', `/Users/${id}`, {
        Operations: [{ op: 'replace', path: 'active', value: 'False' }],
      }),
    ]
    for (const { status, body } of last) {
      assert.equal(status, 409)
      assert.match(body.detail, /last owner/)
    }
    const { role, state } = await outside(acme).person(id)
    assert.deepEqual([role, state], ['owner', 'active'])
    assert.deepEqual(await acme.events(), [])
    await scim('POST', '/Users', aUser('second@acme.test', { [OCTAVO]: { role: 'owner' } }))
    assert.equal((await scim('DELETE', `/Users/${id}`)).status, 204)
  })

  test('change only while they are the version that is known', async (t) => {
    const { scim } = await directory(t, store)
    const { body, headers } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const tag = body.meta.version
    assert.match(tag, /^W\/"/)
    assert.equal(headers.etag, tag)
    const path = `/Users/${body.id}`
    const same = await scim('GET', path, undefined, { 'if-none-match': tag })
    assert.deepEqual([same.status, same.body], [304, null])
    const operations = (title: string) => ({ Operations: [{ op: 'replace', path: 'title', value: title }] })
    const known = { 'if-match': `"x", ${tag}` }
    const changed = await scim('PATCH', path, operations('A'), known)
    assert.equal(changed.status, 200)
    assert.notEqual(changed.body.meta.version, tag)
    for (const request of [
      () => scim('PATCH', path, operations('B'), known),
      () => scim('PUT', path, aUser('grace@acme.test'), known),
      () => scim('DELETE', path, undefined, known),
    ]) {
      const { status, body } = await request()
      assert.deepEqual([status, body.status], [412, '412'])
    }
    assert.equal((await scim('GET', path, undefined, { 'if-none-match': tag })).body.title, 'A')
    const nothing = await scim('PATCH', path, operations('A'), { 'if-match': '*' })
    assert.deepEqual(nothing.body.meta, changed.body.meta, 'what changes nothing leaves no trace')
    assert.equal(
      (await scim('DELETE', path, undefined, { 'if-match': changed.body.meta.version })).status,
      204,
    )
  })

  test('are guests too', async (t) => {
    const { acme, scim } = await directory(t, store)
    const id = acme.as('guest').userId
    const { body } = await scim('GET', `/Users/${id}`)
    assert.equal(body[OCTAVO].role, 'guest')
    const off = await scim('PATCH', `/Users/${id}`, {
      Operations: [{ op: 'replace', value: { active: false } }],
    })
    assert.deepEqual([off.status, off.body.active], [200, false])
    assert.equal(await outside(acme).works(acme.as('guest').token), false)
    assert.equal(
      (await scim('PUT', `/Users/${id}`, { ...body, [OCTAVO]: { role: 'member' } })).body.active,
      true,
    )
    assert.equal((await outside(acme).person(id)).role, 'member')
  })

  test('are called by each directory as it likes', async (t) => {
    const { acme, scim } = await directory(t, store)
    const entra = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'entra' })))
    const renewed = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'okta' })))
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test', { externalId: 'okta-1' }))
    const seen = async (by: typeof scim) => (await by('GET', `/Users/${body.id}`)).body.externalId
    assert.deepEqual(
      [await seen(scim), await seen(renewed), await seen(entra)],
      ['okta-1', 'okta-1', undefined],
    )
    await entra('PATCH', `/Users/${body.id}`, {
      Operations: [{ op: 'add', path: 'externalId', value: 'entra-1' }],
    })
    assert.deepEqual([await seen(scim), await seen(entra)], ['okta-1', 'entra-1'])
    const finds = async (by: typeof scim, id: string) =>
      (await by('GET', `/Users?filter=externalId eq "${id}"`)).body.totalResults
    assert.deepEqual(
      [await finds(scim, 'entra-1'), await finds(entra, 'entra-1'), await finds(renewed, 'okta-1')],
      [0, 1, 1],
    )
  })

  test('whom somebody renamed by hand are told as they are', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test', { displayName: 'Gracie' }))
    await acme.as('owner').patch(`/admin/v1/spaces/${acme.id}/users/${body.id}`, { name: 'Amazing Grace' })
    const { body: now } = await scim('GET', `/Users/${body.id}`)
    assert.deepEqual(
      [now.displayName, now.name],
      ['Amazing Grace', { formatted: 'Amazing Grace', givenName: 'Amazing', familyName: 'Grace' }],
    )
  })

  test('are changed by the directory, and events say so', async (t) => {
    const { acme, scim } = await directory(t, store)
    const [token] = await acme.store.reader.sql.selectFrom('scim_tokens').selectAll().execute()
    const since = (await eventsAfter(acme.store.reader, acme.id, 0, 1000)).length
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test'), { 'user-agent': 'Okta' })
    await scim('PUT', `/Users/${body.id}`, aUser('grace@acme.test', { title: 'Admiral' }))
    const events = await eventsAfter(acme.store.reader, acme.id, since, 100)
    assert.deepEqual(
      events.map(({ type, actor_type, actor_id, origin }) => [type, actor_type, actor_id, origin]),
      [
        ['user.added', 'directory', token!.id, 'scim'],
        ['user.updated', 'directory', token!.id, 'scim'],
      ],
    )
    assert.equal(events[0]!.user_agent, 'Okta')
    assert.deepEqual(JSON.parse(events[1]!.data), { updated_fields: ['title'] })
  })

  test('who were invited are here when the directory brings them', async (t) => {
    const { acme, scim } = await directory(t, store)
    const page = await acme.aPage({ title: 'Waiting' })
    const invited = { email: 'grace@acme.test', role: 'reader' }
    assert.equal((await acme.as('owner').post(`/v1/pages/${page}/invite`, invited)).status, 200)
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { sees, token } = outside(acme)
    assert.equal(await sees(await token(body.id), page), true)
  })

  test('come from the domains of the workspace alone where its policy says so', async (t) => {
    const { acme, scim } = await directory(t, store)
    const owner = acme.as('owner')
    const space = `/admin/v1/spaces/${acme.id}`
    const { body: early } = await scim('POST', '/Users', aUser('early@else.test'))
    const guest = aUser('guest@else.test', { [OCTAVO]: { role: 'guest' } })
    const { body: visitor } = await scim('POST', '/Users', guest)
    for (const domain of ['acme.test', 'xn--bcher-kva.example'])
      await acme.do((context) => trustDomain(context, domain))
    await owner.patch(`${space}/policy`, { scim: { domains: 'verified' } })
    const set = (id: string, path: string, value: unknown) =>
      scim('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path, value }] })
    const { body: grace } = await scim('POST', '/Users', aUser('Grace@ACME.test'))
    assert.equal((await scim('POST', '/Users', aUser('eva@bücher.example'))).status, 201)
    await acme.events()

    const member = { [OCTAVO]: { role: 'member' } }
    for (const [what, answer] of [
      ['new', await scim('POST', '/Users', aUser('eve@else.test'))],
      ['of a domain below', await scim('POST', '/Users', aUser('eve@a.acme.test'))],
      ['without an address', await scim('POST', '/Users', { userName: 'eve' })],
      ['promoted', await scim('POST', '/Users', aUser('guest@else.test', member))],
      ['promoted by a PATCH', await set(visitor.id, `${OCTAVO}:role`, 'member')],
      ['moved out', await set(grace.id, 'userName', 'grace@else.test')],
    ] as const) {
      const { status, body } = answer
      assert.deepEqual([status, body.scimType], [400, 'invalidValue'], what)
      assert.match(body.detail, /domain of the workspace \(acme\.test, xn--bcher-kva\.example\), as policy\./)
    }
    assert.deepEqual(await acme.events(), [])
    const put = { ...aUser('Early@else.test'), active: false }
    assert.equal((await scim('PUT', `/Users/${early.id}`, put)).status, 200, 'who is here can be changed')
    assert.equal((await set(grace.id, 'title', 'Admiral')).status, 200)
    assert.equal((await scim('DELETE', `/Users/${early.id}`)).status, 204)
    assert.equal((await scim('POST', '/Users', aUser('early@else.test'))).status, 400, 'nor comes back')
  })
})
