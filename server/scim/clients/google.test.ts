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
