/** What Okta sends: of apps made with its wizard (PUT), of those of its catalogue (PATCH), and its "SCIM 2.0 SPEC Test". */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside, scimWith } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

const headers = {
  'content-type': 'application/scim+json; charset=utf-8',
  'user-agent': 'Okta SCIM Client 1.0.0',
}

/** As Okta makes one: with all that it knows, a password among it. */
const isaac = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'isaac.brock@acme.test',
  name: { givenName: 'Isaac', familyName: 'Brock' },
  emails: [{ primary: true, value: 'isaac.brock@acme.test', type: 'work' }],
  displayName: 'Isaac Brock',
  locale: 'en-US',
  externalId: '00ujl29u0le5T6Aj10h7',
  groups: [],
  password: '1mz050nq',
  active: true,
}

const byUserName = (name: string) =>
  `/Users?filter=userName%20eq%20%22${encodeURIComponent(name)}%22&startIndex=1&count=100`

describeStores('Okta', (store) => {
  test('tests its credentials with a page of one or two users', async (t) => {
    const { scim } = await directory(t, store)
    for (const count of [1, 2]) {
      const { status, body } = await scim('GET', `/Users?startIndex=1&count=${count}`, undefined, headers)
      assert.equal(status, 200)
      assert.deepEqual([body.startIndex, body.itemsPerPage, body.Resources.length], [1, count, count])
      const [first] = body.Resources
      for (const value of [first.id, first.name.givenName, first.name.familyName, first.userName]) {
        assert.equal(typeof value, 'string')
      }
      assert.equal(first.active, true)
      assert.equal(first.emails[0].value, 'owner@acme.test')
    }
  })

  test('sends its token without "Bearer" where the administrator typed none', async (t) => {
    const { acme, token } = await directory(t, store)
    const bare = scimWith(acme, null)
    for (const authorization of [token, `bearer ${token}`, `BEARER  ${token}`]) {
      assert.equal((await bare('GET', '/Users?count=1', undefined, { authorization })).status, 200)
    }
    for (const authorization of ['non-token', 'Bearer', 'Basic b2N0YXZv']) {
      const { status, body } = await bare('GET', '/Users', undefined, { authorization })
      assert.deepEqual([status, body.status, typeof body.detail], [401, '401', 'string'])
      assert.deepEqual(body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
  })

  test('looks somebody up, makes them, and finds them in any case', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { members } = outside(acme)
    const none = await scim('GET', byUserName(isaac.userName), undefined, headers)
    assert.deepEqual([none.status, none.body.totalResults, none.body.Resources], [200, 0, []])

    const made = await scim('POST', '/Users', isaac, headers)
    assert.equal(made.status, 201)
    assert.equal(made.headers.location, made.body.meta.location)
    assert.equal(made.body.externalId, isaac.externalId)
    assert.deepEqual([made.body.name.givenName, made.body.name.familyName], ['Isaac', 'Brock'])
    assert.deepEqual([made.body.locale, made.body.displayName], ['en-US', 'Isaac Brock'])
    assert.ok(!JSON.stringify(made.body).includes(isaac.password), 'a password is never told')
    assert.deepEqual((await members())[made.body.id], ['Isaac Brock', isaac.userName])
    assert.deepEqual(await acme.events(), ['user.added'])

    for (const name of [isaac.userName, isaac.userName.toUpperCase()]) {
      const { body } = await scim('GET', byUserName(name), undefined, headers)
      assert.deepEqual([body.totalResults, body.Resources[0].id], [1, made.body.id])
    }
    const again = await scim('POST', '/Users', { ...isaac, userName: isaac.userName.toUpperCase() }, headers)
    assert.deepEqual([again.status, again.body.scimType], [409, 'uniqueness'])
  })

  test('never keeps a password', async (t) => {
    const { acme, scim } = await directory(t, store)
    await scim('POST', '/Users', isaac, headers)
    const kept = await acme.store.reader.sql.selectFrom('directory_people').selectAll().execute()
    assert.equal(kept.length, 1)
    assert.ok(!JSON.stringify(kept).includes(isaac.password))
    assert.equal(
      (await acme.store.reader.sql.selectFrom('account_credentials').selectAll().execute()).length,
      0,
    )
  })

  test('changes and deactivates by PUT, and the same person comes back', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { members, token: tokenOf, works, signIn, isSignedIn } = outside(acme)
    const { body } = await scim('POST', '/Users', isaac, headers)
    const [token, cookie] = [await tokenOf(body.id), await signIn(isaac.userName)]
    assert.ok((await works(token)) && (await isSignedIn(cookie)))

    const renamed = { ...body, name: { givenName: 'Izaak', familyName: 'Brock' }, title: 'Singer' }
    const changed = await scim('PUT', `/Users/${body.id}`, renamed, headers)
    assert.deepEqual(
      [changed.status, changed.body.name.formatted, changed.body.title],
      [200, 'Izaak Brock', 'Singer'],
    )
    assert.deepEqual((await members())[body.id], ['Izaak Brock', isaac.userName])

    const gone = await scim('PUT', `/Users/${body.id}`, { ...changed.body, active: false }, headers)
    assert.deepEqual([gone.status, gone.body.active], [200, false])
    assert.equal(await works(token), false, 'tokens end at once')
    assert.equal(await isSignedIn(cookie), false, 'and sessions')
    const read = await scim('GET', `/Users/${body.id}`, undefined, headers)
    assert.deepEqual([read.status, read.body.active, read.body.userName], [200, false, isaac.userName])

    const back = await scim('PUT', `/Users/${body.id}`, { ...gone.body, active: true }, headers)
    assert.deepEqual([back.status, back.body.active, back.body.id], [200, true, body.id])
    assert.deepEqual((await members())[body.id], ['Izaak Brock', isaac.userName])
    assert.equal(await isSignedIn(cookie), false, 'a session of before stays over')
    assert.ok(await isSignedIn(await signIn(isaac.userName)))
    assert.deepEqual(
      (await acme.events()).filter((type) => !/^token|login|password/.test(type)),
      ['user.added', 'user.updated', 'user.updated', 'user.suspended', 'user.reactivated'],
    )
  })

  test('deactivates by a PATCH without a path', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { token: tokenOf, works } = outside(acme)
    const { body } = await scim('POST', '/Users', isaac, headers)
    const token = await tokenOf(body.id)
    const patch = (active: boolean) =>
      scim('PATCH', `/Users/${body.id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', value: { active } }],
      })
    const off = await patch(false)
    assert.deepEqual([off.status, off.body.active], [200, false])
    assert.equal(await works(token), false)
    const on = await patch(true)
    assert.deepEqual([on.status, on.body.active, on.body.id], [200, true, body.id])
  })

  test('a PUT without `active` suspends nobody', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', isaac, headers)
    const { active: _, ...rest } = isaac
    assert.equal((await scim('PUT', `/Users/${body.id}`, rest, headers)).body.active, true)
    assert.equal((await outside(acme).person(body.id)).state, 'active')
    await scim('PUT', `/Users/${body.id}`, { ...rest, active: false }, headers)
    assert.equal(
      (await scim('PUT', `/Users/${body.id}`, rest, headers)).body.active,
      false,
      'nor brings anybody back',
    )
  })

  test('pushes a group: looks it up, makes it, renames it, adds, removes, replaces its members', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { groupsOf, pageOf, sees, token: tokenOf } = outside(acme)
    const people = []
    for (const name of ['ann', 'ben', 'cat']) {
      people.push((await scim('POST', '/Users', aUser(`${name}@acme.test`))).body.id as string)
    }
    const [ann, ben, cat] = people as [string, string, string]
    const lookup = await scim(
      'GET',
      '/Groups?filter=displayName%20eq%20%22Test%20SCIMv2%22&startIndex=1&count=100',
    )
    assert.deepEqual([lookup.status, lookup.body.totalResults], [200, 0])
    const group = await scim('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Test SCIMv2',
      members: [{ value: ann, display: 'ann@acme.test' }],
    })
    assert.equal(group.status, 201)
    assert.deepEqual(await groupsOf(ann), ['Test SCIMv2'])
    const page = await pageOf(group.body.id)
    const token = await tokenOf(ben)
    assert.equal(await sees(token, page), false)

    const patch = async (operation: object) => {
      const Operations = [operation]
      assert.equal((await scim('PATCH', `/Groups/${group.body.id}`, { Operations }, headers)).status, 204)
    }
    await patch({ op: 'add', path: 'members', value: [{ value: ben, display: 'ben@acme.test' }] })
    assert.equal(await sees(token, page), true, 'access to pages follows at once')
    await patch({ op: 'replace', value: { id: group.body.id, displayName: 'Renamed' } })
    assert.deepEqual(await groupsOf(ben), ['Renamed'])
    await patch({ op: 'remove', path: `members[value eq "${ben}"]` })
    assert.equal(await sees(token, page), false)
    assert.deepEqual(await groupsOf(ann), ['Renamed'])
    await patch({ op: 'replace', path: 'members', value: [{ value: ben }, { value: cat }] })
    assert.deepEqual(
      [await groupsOf(ann), await groupsOf(ben), await groupsOf(cat)],
      [[], ['Renamed'], ['Renamed']],
    )
    const shown = await scim('GET', `/Groups/${group.body.id}`)
    assert.deepEqual(
      shown.body.members.map(({ value }: { value: string }) => value),
      [ben, cat],
    )
    assert.deepEqual((await scim('GET', `/Users/${cat}`)).body.groups[0].display, 'Renamed')
  })

  test('imports everybody page by page, and misses nobody', async (t) => {
    const { scim } = await directory(t, store)
    for (let index = 0; index < 7; index++) await scim('POST', '/Users', aUser(`p${index}@acme.test`))
    const seen: string[] = []
    for (let startIndex = 1; ; startIndex += 4) {
      const { body } = await scim('GET', `/Users?startIndex=${startIndex}&count=4`)
      assert.equal(body.totalResults, 10)
      seen.push(...body.Resources.map(({ id }: { id: string }) => id))
      if (seen.length >= body.totalResults) break
    }
    assert.equal(new Set(seen).size, 10)
  })

  test('passes the 12 requests of its SPEC test', async (t) => {
    const { acme, scim } = await directory(t, store)
    const json = { 'content-type': 'application/json' }
    const first = await scim('GET', '/Users?count=1&startIndex=1')
    assert.equal(first.status, 200)
    assert.deepEqual(first.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
    assert.equal(typeof first.body.itemsPerPage, 'number')
    assert.equal(typeof first.body.startIndex, 'number')
    assert.equal(typeof first.body.totalResults, 'number')
    const [one] = first.body.Resources
    for (const value of [
      one.id,
      one.name.familyName,
      one.name.givenName,
      one.userName,
      one.emails[0].value,
    ]) {
      assert.ok(value)
    }
    assert.equal(typeof one.active, 'boolean')

    const byId = await scim('GET', `/Users/${one.id}`)
    assert.deepEqual([byId.status, byId.body.id], [200, one.id])

    const unknown = await scim('GET', '/Users?filter=userName eq "abcdefgh@atko.test"')
    assert.deepEqual([unknown.status, unknown.body.totalResults], [200, 0])

    const missing = await scim('GET', '/Users/010101001010101011001010101011')
    assert.deepEqual(
      [missing.status, missing.body.status, typeof missing.body.detail],
      [404, '404', 'string'],
    )
    assert.deepEqual(missing.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])

    const random = 'Runscope300.user@atko.test'
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: random,
      name: { givenName: 'Runscope', familyName: 'User' },
      emails: [{ primary: true, value: random, type: 'work' }],
      displayName: 'Runscope User',
      active: true,
    }
    const made = await scim('POST', '/Users', body, json)
    assert.equal(made.status, 201)
    assert.equal(made.body.active, true)
    assert.ok(made.body.id)
    assert.deepEqual([made.body.name.familyName, made.body.name.givenName], ['User', 'Runscope'])
    assert.ok(made.body.schemas.includes('urn:ietf:params:scim:schemas:core:2.0:User'))
    assert.equal(made.body.userName, random)

    const read = await scim('GET', `/Users/${made.body.id}`)
    assert.deepEqual([read.status, read.body.userName], [200, random])
    assert.equal((await scim('POST', '/Users', body, json)).status, 409)
    const found = await scim('GET', `/Users?filter=userName eq "${random}"`)
    assert.deepEqual([found.status, found.body.Resources[0].userName], [200, random])
    const upper = await scim('GET', `/Users?filter=userName eq "${random.toUpperCase()}"`)
    assert.equal(upper.status, 200)

    const before = performance.now()
    const groups = await scim('GET', '/Groups')
    assert.equal(groups.status, 200)
    assert.ok(performance.now() - before < 600)
    const wrong = await scimWith(acme, 'non-token')('GET', '/Users')
    assert.deepEqual([wrong.status, wrong.body.status], [401, '401'])
    assert.equal((await scim('GET', '/Users?startIndex=1&count=10')).status, 200)
  })
})
