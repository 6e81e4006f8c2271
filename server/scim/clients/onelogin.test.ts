/** What OneLogin sends: SCIM 2.0 with schemas of SCIM 1. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { ENTERPRISE, USER } from '../schemas.ts'

const OLD_ENTERPRISE = 'urn:scim:schemas:extension:enterprise:2.0'

/** It does not say who it is, and calls its JSON whatever it likes. */
const headers = { 'user-agent': '', 'content-type': 'application/json' }

const user = {
  schemas: ['urn:scim:schemas:core:2.0', OLD_ENTERPRISE],
  userName: 'grace@acme.test',
  externalId: 87654321,
  name: { givenName: 'Grace', familyName: 'Hopper', formatted: 'Grace Hopper' },
  emails: [{ value: 'grace@acme.test', type: 'work', primary: true }],
  displayName: 'Grace Hopper',
  active: true,
  [OLD_ENTERPRISE]: { department: 'Navy' },
}

describeStores('OneLogin', (store) => {
  test('ends queries with & and paths with ?', async (t) => {
    const { scim } = await directory(t, store)
    for (const path of [
      '/Users?',
      '/Users?&',
      '/Users?startIndex=1&count=2&',
      '/Users/?',
      '/ServiceProviderConfig?',
    ]) {
      assert.equal((await scim('GET', path, undefined, headers)).status, 200, path)
    }
    const { body } = await scim('GET', '/Users?filter=userName+eq+"owner@acme.test"&', undefined, headers)
    assert.equal(body.totalResults, 1)
  })

  test('calls schemas by their old names, and ids by numbers', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { status, body } = await scim('POST', '/Users', user, headers)
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual(body[ENTERPRISE], { department: 'Navy' })
    assert.ok(body.schemas.includes(USER) && body.schemas.includes(ENTERPRISE))
    assert.ok(!JSON.stringify(body).includes(OLD_ENTERPRISE))
    assert.equal(body.externalId, '87654321')
    assert.deepEqual((await outside(acme).members())[body.id], ['Grace Hopper', 'grace@acme.test'])
  })

  test('changes people by PUT and groups by PATCH', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { person, groupsOf } = outside(acme)
    const { body } = await scim('POST', '/Users', user, headers)
    const put = await scim(
      'PUT',
      `/Users/${body.id}?`,
      { ...user, active: false, name: { givenName: 'G', familyName: 'H' } },
      headers,
    )
    assert.deepEqual([put.status, put.body.active], [200, false])
    const { name, state } = await person(body.id)
    assert.deepEqual([name, state], ['G H', 'suspended'])
    const group = await scim(
      'POST',
      '/Groups',
      { schemas: user.schemas, displayName: 'Navy', members: [] },
      headers,
    )
    const add = { schemas: [], Operations: [{ op: 'add', path: 'members', value: [{ value: body.id }] }] }
    assert.equal((await scim('PATCH', `/Groups/${group.body.id}`, add, headers)).status, 204)
    assert.deepEqual(await groupsOf(body.id), ['Navy'])
  })

  test('sends a body of no type at all', async (t) => {
    const { acme, scim, token } = await directory(t, store)
    const { status } = await scim('POST', '/Users', aUser('ann@acme.test'), { 'content-type': '' })
    assert.equal(status, 201)
    const bare = await acme.app.inject({
      method: 'POST',
      url: '/scim/v2/Users',
      headers: { authorization: `Bearer ${token}` },
      payload: JSON.stringify(aUser('ben@acme.test')),
    })
    assert.equal(bare.statusCode, 201)
  })
})
