/** What authentik and others send that read what the server can do and go by it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

describeStores('authentik', (store) => {
  test('reads what the server can do, and it can', async (t) => {
    const { scim } = await directory(t, store)
    const { body } = await scim('GET', '/ServiceProviderConfig')
    const { patch, bulk, filter, sort, etag, changePassword } = body
    assert.deepEqual(
      [patch, sort, etag, changePassword].map((one) => one.supported),
      [true, true, true, false],
    )
    assert.deepEqual([bulk.supported, filter.supported, filter.maxResults], [true, true, 100])
    assert.equal(body.authenticationSchemes[0].type, 'oauthbearertoken')
  })

  test('drops what a PUT finds gone, and makes it anew', async (t) => {
    const { acme, scim } = await directory(t, store)
    const user = aUser('grace@acme.test')
    const { body } = await scim('POST', '/Users', user)
    await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${body.id}`)
    const { status, body: error } = await scim('PUT', `/Users/${body.id}`, user)
    assert.deepEqual([status, error.status], [404, '404'])
    assert.equal((await outside(acme).person(body.id)).state, 'removed', 'a PUT makes nobody')
    assert.equal((await scim('POST', '/Users', user)).status, 201)
    assert.equal(
      (await scim('PUT', '/Groups/0197a2b4-0000-7000-8000-000000000000', { displayName: 'x' })).status,
      404,
    )
  })

  test('empties a group by a PUT without members', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body: ann } = await scim('POST', '/Users', aUser('ann@acme.test'))
    const { body } = await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: grace.id }] })
    const put = (more: object) => scim('PUT', `/Groups/${body.id}`, { displayName: 'Navy', ...more })
    const replaced = await put({ members: [{ value: ann.id }] })
    assert.deepEqual([replaced.status, replaced.body.members.length], [200, 1])
    assert.deepEqual(await outside(acme).groupsOf(ann.id), ['Navy'])
    assert.deepEqual(await outside(acme).groupsOf(grace.id), [])
    assert.equal((await put({})).body.members, undefined)
    assert.deepEqual(await outside(acme).groupsOf(ann.id), [])
  })
})
