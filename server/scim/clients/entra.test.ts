/** What Microsoft Entra ID sends: as it always did, and with `?aadOptscim062020` on the address of the tenant. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside, type Scim } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { ENTERPRISE } from '../schemas.ts'

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const user = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName: 'grace@acme.test',
  active: true,
  emails: [{ primary: true, type: 'work', value: 'grace@acme.test' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Grace Hopper', familyName: 'Hopper', givenName: 'Grace' },
  roles: [],
}

const group = {
  schemas: [
    'urn:ietf:params:scim:schemas:core:2.0:Group',
    'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
  ],
  externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
  displayName: 'Research',
  meta: { resourceType: 'Group' },
}

const patch = (scim: Scim, path: string, Operations: unknown[]) =>
  scim('PATCH', path, { schemas: [PATCH], Operations })

async function somePeople(scim: Scim, ...names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) ids.push((await scim('POST', '/Users', aUser(`${name}@acme.test`))).body.id)
  return ids
}

describeStores('Entra ID', (store) => {
  test('probes with somebody who is not there', async (t) => {
    const { scim } = await directory(t, store)
    for (const filter of [
      'userName eq "non-existing-0cbe1d6c"',
      'externalId eq "non-existing-0cbe1d6c"',
      'emails[type eq "work"].value eq "nobody@acme.test"',
    ]) {
      const { status, body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual([status, body.totalResults, body.Resources], [200, 0, []], filter)
    }
  })

  test('matches by userName, externalId or e-mail at work', async (t) => {
    const { scim } = await directory(t, store)
    const made = await scim('POST', '/Users', {
      ...user,
      emails: [{ type: 'work', value: 'g.hopper@acme.test' }],
    })
    assert.equal(made.status, 201)
    for (const [filter, found] of [
      [`userName eq "${user.userName}"`, 1],
      [`externalId eq "${user.externalId}"`, 1],
      [`externalId eq "${user.externalId.toUpperCase()}"`, 0],
      ['emails[type eq "work"].value eq "G.Hopper@acme.test"', 1],
      ['emails[type eq "home"].value eq "g.hopper@acme.test"', 0],
      [`userName eq "${user.userName}" and active eq true`, 1],
      [`userName eq "${user.userName}" and active eq false`, 0],
    ] as const) {
      const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual(
        [body.totalResults, body.Resources[0]?.id],
        [found, found ? made.body.id : undefined],
        filter,
      )
    }
  })

  test('changes one attribute an operation, in capitals, and deactivates with "False"', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { person, members, token: tokenOf, works } = outside(acme)
    const { body } = await scim('POST', '/Users', user)
    const token = await tokenOf(body.id)
    const changed = await patch(scim, `/Users/${body.id}`, [
      { op: 'Replace', path: 'name.givenName', value: 'Amazing' },
      { op: 'Replace', path: 'name.familyName', value: 'Grace' },
      { op: 'Add', path: 'displayName', value: 'Amazing Grace' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 555' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Arlington' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'amazing@acme.test' },
      { op: 'Add', path: 'emails[type eq "home"].value', value: 'grace@home.test' },
      { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Navy' },
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'boss@acme.test' },
    ])
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    const { name, phoneNumbers, addresses, emails, [ENTERPRISE]: enterprise } = changed.body
    assert.equal(name.formatted, 'Amazing Grace')
    assert.deepEqual(phoneNumbers, [{ type: 'mobile', value: '+1 555' }])
    assert.deepEqual(addresses, [{ type: 'work', locality: 'Arlington' }])
    assert.deepEqual(emails, [
      { primary: true, type: 'work', value: 'amazing@acme.test' },
      { type: 'home', value: 'grace@home.test' },
    ])
    assert.deepEqual(enterprise, { department: 'Navy', manager: { value: 'boss@acme.test' } })
    assert.deepEqual(
      (await members())[body.id],
      ['Amazing Grace', 'grace@acme.test'],
      'the userName is the address',
    )

    const off = await patch(scim, `/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    assert.deepEqual([off.status, off.body.active], [200, false])
    assert.deepEqual([(await person(body.id)).state, await works(token)], ['suspended', false])
    const on = await patch(scim, `/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'True' }])
    assert.deepEqual([on.body.active, (await person(body.id)).state], [true, 'active'])
  })

  test('sends a manager as a list of one, and takes one away', async (t) => {
    const { scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', { ...user, [ENTERPRISE]: { manager: 'first@acme.test' } })
    assert.deepEqual(body[ENTERPRISE], { manager: { value: 'first@acme.test' } })
    const path = `${ENTERPRISE}:manager`
    const second = await patch(scim, `/Users/${body.id}`, [
      { op: 'Replace', path, value: [{ $ref: '', value: 'second@acme.test' }] },
    ])
    assert.deepEqual(second.body[ENTERPRISE], { manager: { value: 'second@acme.test' } })
    const none = await patch(scim, `/Users/${body.id}`, [{ op: 'Remove', path }])
    assert.equal(none.body[ENTERPRISE], undefined)
    assert.ok(!none.body.schemas.includes(ENTERPRISE))
  })

  test('renames by userName, and the address that signs in follows', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { members } = outside(acme)
    const { body } = await scim('POST', '/Users', user)
    const changed = await patch(scim, `/Users/${body.id}`, [
      { op: 'Replace', path: 'userName', value: 'murray@acme.test' },
    ])
    assert.deepEqual([changed.body.userName, changed.body.id], ['murray@acme.test', body.id])
    assert.deepEqual((await members())[body.id], ['Grace Hopper', 'murray@acme.test'])
    const taken = await patch(scim, `/Users/${body.id}`, [
      { op: 'Replace', path: 'userName', value: 'Owner@acme.test' },
    ])
    assert.deepEqual([taken.status, taken.body.scimType], [409, 'uniqueness'])
  })

  test('deletes for good what it deactivated before', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', user)
    await patch(scim, `/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    assert.equal((await scim('DELETE', `/Users/${body.id}`)).status, 204)
    assert.equal((await scim('GET', `/Users/${body.id}`)).status, 404)
    assert.equal((await scim('DELETE', `/Users/${body.id}`)).status, 404)
    assert.equal((await scim('GET', `/Users?filter=userName eq "${user.userName}"`)).body.totalResults, 0)
    assert.equal((await outside(acme).person(body.id)).state, 'removed')
    const again = await scim('POST', '/Users', user)
    assert.deepEqual([again.status, again.body.active], [201, true])
  })

  test('makes a group without members and with a schema of its own, and reads it without members', async (t) => {
    const { scim } = await directory(t, store)
    const made = await scim('POST', '/Groups', group)
    assert.deepEqual([made.status, made.body.externalId], [201, group.externalId])
    const [grace] = await somePeople(scim, 'grace')
    await patch(scim, `/Groups/${made.body.id}`, [
      { op: 'Add', path: 'members', value: [{ $ref: null, value: grace }] },
    ])
    const path = `/Groups/${made.body.id}?excludedAttributes=members`
    const read = await scim('GET', path)
    assert.deepEqual([read.status, read.body.displayName, 'members' in read.body], [200, 'Research', false])
    const filter = encodeURIComponent('displayName eq "research"')
    const found = await scim('GET', `/Groups?excludedAttributes=members&filter=${filter}`)
    assert.deepEqual([found.body.totalResults, 'members' in found.body.Resources[0]], [1, false])
    const isIn = async (id: string) => {
      const both = encodeURIComponent(`id eq "${made.body.id}" and members eq "${id}"`)
      return (await scim('GET', `/Groups?excludedAttributes=members&filter=${both}`)).body.totalResults
    }
    assert.deepEqual([await isIn(grace!), await isIn(made.body.id)], [1, 0])
  })

  test('takes out only those that a Remove lists, and everybody where it lists nobody', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { groupsOf } = outside(acme)
    const [ann, ben, cat] = (await somePeople(scim, 'ann', 'ben', 'cat')) as [string, string, string]
    const { body } = await scim('POST', '/Groups', {
      ...group,
      members: [ann, ben, cat].map((value) => ({ value })),
    })
    const remove = async (more: object) => {
      const { status } = await patch(scim, `/Groups/${body.id}`, [{ op: 'Remove', path: 'members', ...more }])
      assert.equal(status, 204)
      return Promise.all([ann, ben, cat].map(async (id) => (await groupsOf(id)).length))
    }
    assert.deepEqual(await remove({ value: [] }), [1, 1, 1])
    assert.deepEqual(await remove({ value: [{ $ref: null, value: ben }] }), [1, 0, 1])
    assert.deepEqual(
      await remove({ value: [{ $ref: null, value: ben }] }),
      [1, 0, 1],
      'who is out may be taken out',
    )
    assert.deepEqual(await remove({}), [0, 0, 0])
  })

  test('refuses to put in who is not there, and does nothing of such a request', async (t) => {
    const { acme, scim } = await directory(t, store)
    const [ann] = await somePeople(scim, 'ann')
    const { body } = await scim('POST', '/Groups', group)
    await acme.events()
    const wrong = [
      { value: '0197a2b4-0000-7000-8000-000000000000' },
      { value: 'nobody' },
      { value: acme.as('editor').userId },
      { value: acme.as('outsider').userId },
      { value: acme.as('guest').userId },
      { value: body.id, type: 'Group' },
      { display: 'Ann' },
    ]
    for (const member of wrong) {
      const answer = await patch(scim, `/Groups/${body.id}`, [
        { op: 'Add', path: 'members', value: [{ value: ann }] },
        { op: 'Add', path: 'members', value: [member] },
      ])
      assert.deepEqual([answer.status, answer.body.scimType], [400, 'invalidValue'], JSON.stringify(member))
    }
    assert.deepEqual(await outside(acme).groupsOf(ann!), [])
    assert.deepEqual(await acme.events(), [])
  })

  test('with aadOptscim062020 sends one operation without a path, and a stray query', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { members, person, groupsOf } = outside(acme)
    const { body } = await scim('POST', '/Users?aadOptscim062020', user)
    const changed = await patch(scim, `/Users/${body.id}?aadOptscim062020`, [
      {
        op: 'replace',
        value: {
          displayName: 'G. Hopper',
          'name.givenName': 'Amazing',
          'name.familyName': 'Grace',
          'emails[type eq "work"].value': 'amazing@acme.test',
          [`${ENTERPRISE}:employeeNumber`]: '701984',
          active: false,
        },
      },
    ])
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.deepEqual([changed.body[ENTERPRISE], changed.body.active], [{ employeeNumber: '701984' }, false])
    assert.deepEqual(
      [changed.body.displayName, changed.body.emails[0].value],
      ['G. Hopper', 'amazing@acme.test'],
    )
    assert.equal((await person(body.id)).name, 'Amazing Grace')
    assert.ok(!(body.id in (await members())), 'who is inactive is not among the members')
    const made = await scim('POST', '/Groups?aadOptscim062020', group)
    const path = `/Groups/${made.body.id}?aadOptscim062020`
    await patch(scim, path, [{ op: 'add', path: 'members', value: [{ value: body.id }] }])
    assert.deepEqual(await groupsOf(body.id), ['Research'])
    await patch(scim, path, [{ op: 'remove', path: `members[value eq "${body.id}"]` }])
    assert.deepEqual(await groupsOf(body.id), [])
    const filter = encodeURIComponent(`userName eq "${user.userName}"`)
    assert.equal((await scim('GET', `/Users?aadOptscim062020&filter=${filter}`)).body.totalResults, 1)
  })

  test('asks for what changed since, as its inbound sync does', async (t) => {
    const { scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', user)
    const { lastModified } = body.meta
    const count = async (filter: string) =>
      (await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults
    assert.equal(await count(`meta.lastModified ge "${lastModified}" and userName eq "${user.userName}"`), 1)
    assert.equal(await count('meta.lastModified ge "2999-01-01T00:00:00Z"'), 0)
    assert.equal(await count('meta.Created gt "2000-01-01T00:00:00Z"'), 4)
  })
})
