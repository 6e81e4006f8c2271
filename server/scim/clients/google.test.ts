/** What Google Workspace sends: people only. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

describeStores('Google Workspace', (store) => {
  test('probes with one user', async (t) => {
    const { scim } = await directory(t, store)
    const { status, body } = await scim('GET', '/Users?count=1')
    assert.deepEqual([status, body.itemsPerPage, body.totalResults], [200, 1, 3])
  })

  for (const way of ['PUT', 'PATCH'] as const) {
    test(`looks somebody up, makes them and changes them by ${way}`, async (t) => {
      const { acme, scim } = await directory(t, store)
      const { members } = outside(acme)
      const found = async (name: string) =>
        (await scim('GET', `/Users?filter=userName%20eq%20%22${name}%22&startIndex=1&count=1`)).body
          .totalResults
      assert.equal(await found('grace@acme.test'), 0)
      const user = aUser('grace@acme.test', {
        externalId: '115',
        emails: [{ value: 'grace@acme.test', primary: true }],
      })
      const { body } = await scim('POST', '/Users', user)
      assert.deepEqual((await members())[body.id], ['Grace Hopper', 'grace@acme.test'])
      const renamed = { givenName: 'Grace', familyName: 'Murray' }
      const { status } = await (way === 'PUT'
        ? scim('PUT', `/Users/${body.id}`, { ...user, userName: 'gm@acme.test', name: renamed })
        : scim('PATCH', `/Users/${body.id}`, {
            Operations: [
              { op: 'replace', path: 'userName', value: 'gm@acme.test' },
              { op: 'replace', path: 'name', value: renamed },
            ],
          }))
      assert.equal(status, 200)
      assert.deepEqual((await members())[body.id], ['Grace Murray', 'gm@acme.test'])
      assert.deepEqual([await found('grace@acme.test'), await found('gm@acme.test')], [0, 1])
    })
  }

  for (const way of ['PUT', 'PATCH', 'DELETE'] as const) {
    test(`ends somebody's access by ${way}`, async (t) => {
      const { acme, scim } = await directory(t, store)
      const { person, token: tokenOf, works } = outside(acme)
      const user = aUser('grace@acme.test')
      const { body } = await scim('POST', '/Users', user)
      const page = await acme.aPage({ title: 'Theirs' })
      const share = { user_id: body.id, level: 'edit' }
      await acme.as('editor').post(`/v1/pages/${page}/permissions`, share)
      const token = await tokenOf(body.id)
      assert.equal(await outside(acme).sees(token, page), true)

      const requests = {
        PUT: () => scim('PUT', `/Users/${body.id}`, { ...user, active: false }),
        PATCH: () =>
          scim('PATCH', `/Users/${body.id}`, {
            Operations: [{ op: 'replace', path: 'active', value: false }],
          }),
        DELETE: () => scim('DELETE', `/Users/${body.id}`),
      }
      const { status } = await requests[way]()
      assert.equal(status, way === 'DELETE' ? 204 : 200)
      assert.equal(await works(token), false)
      assert.equal((await person(body.id)).state, way === 'DELETE' ? 'removed' : 'suspended')

      const back =
        way === 'DELETE' ? await scim('POST', '/Users', user) : await scim('PUT', `/Users/${body.id}`, user)
      assert.equal(back.body.active, true)
      assert.equal(
        await outside(acme).sees(await tokenOf(back.body.id), page),
        true,
        'what was shared waited',
      )
    })
  }
})
