import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, scimWith } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

describeStores('SCIM tokens under the administration API', (store) => {
  test('are shown once, listed with their last use, and several of one directory work at a time', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const path = `/admin/v1/spaces/${acme.id}/scim_tokens`
    const make = (more: object = {}) => owner.post(path, { name: 'okta', ...more })
    const first = await make()
    const second = await make({ expiration_time: '2999-01-01' })
    assert.deepEqual([first.status, first.body.status, first.body.last_used], [200, 'active', null])
    assert.match(first.body.token, /^octs_/)
    const works = async (token: string) => (await scimWith(acme, token)('GET', '/Users')).status
    for (const { body } of [first, second]) assert.equal(await works(body.token), 200)
    await acme.performDue()

    const { body } = await owner.get(path)
    assert.deepEqual(
      body.results.map((one: { id: string }) => one.id),
      [first.body.id, second.body.id],
    )
    const [told] = body.results
    assert.equal('token' in told, false)
    assert.deepEqual([told.name, told.created_by.id], ['okta', owner.userId])
    assert.ok(told.last_used.time && told.last_used.ip_address)
    assert.equal(body.results[1].expiration_time, '2999-01-01T00:00:00.000Z')

    await acme.events()
    for (let round = 0; round < 2; round++) {
      const ended = await owner.delete(`${path}/${first.body.id}`)
      assert.deepEqual(
        [ended.status, ended.body.status, ended.body.revoked_by.id],
        [200, 'revoked', owner.userId],
      )
    }
    assert.deepEqual(await acme.events(), ['scim_token.revoked'])
    assert.deepEqual([await works(first.body.token), await works(second.body.token)], [401, 200])
    for (const more of [{ expiration_time: '2001-01-01' }, { name: ' ' }, { expiration_time: 'soon' }]) {
      assert.equal((await make(more)).status, 400, JSON.stringify(more))
    }
  })

  test('go on when who made them is gone', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const { body } = await owner.post(`/admin/v1/spaces/${acme.id}/scim_tokens`, { name: 'okta' })
    const scim = scimWith(acme, body.token)
    const heir = aUser('heir@acme.test', {
      'urn:octavo:params:scim:schemas:extension:2.0:User': { role: 'owner' },
    })
    assert.equal((await scim('POST', '/Users', heir)).status, 201)
    assert.equal((await scim('DELETE', `/Users/${owner.userId}`)).status, 204)
    assert.equal((await scim('GET', '/Users')).status, 200)
  })

  test('name the directory that manages people and groups', async (t) => {
    const { acme, scim } = await directory(t, store)
    const owner = acme.as('owner')
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body: navy } = await scim('POST', '/Groups', { displayName: 'Navy' })
    const by = async (path: string) => (await owner.get(`/admin/v1/spaces/${acme.id}${path}`)).body.managed_by
    const okta = { type: 'directory', name: 'okta' }
    assert.deepEqual([await by(`/users/${grace.id}`), await by(`/groups/${navy.id}`)], [okta, okta])
    assert.equal(await by(`/users/${owner.userId}`), null)
    const hand = await owner.post(`/admin/v1/spaces/${acme.id}/groups`, { name: 'By hand' })
    assert.equal(hand.body.managed_by, null)
    await scim('PATCH', `/Groups/${hand.body.id}`, {
      Operations: [{ op: 'add', path: 'members', value: [{ value: grace.id }] }],
    })
    assert.deepEqual(
      await by(`/groups/${hand.body.id}`),
      okta,
      'whatever a directory changes is managed by it',
    )
  })
})
