/** What scripts send that were written after Notion's guide to SCIM. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory, outside } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'
import { NOTION, OCTAVO } from '../schemas.ts'

describeStores('a script made for Notion', (store) => {
  test('filters by its names and without quotes', async (t) => {
    const { scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    await scim('POST', '/Groups', { displayName: 'Designers' })
    for (const filter of [
      'email eq grace@acme.test',
      'email eq "GRACE@acme.test"',
      'given_name eq "Grace"',
      'family_name eq Hopper and given_name eq Grace',
    ]) {
      const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual(
        body.Resources.map(({ id }: { id: string }) => id),
        [grace.id],
        filter,
      )
    }
    assert.equal((await scim('GET', '/Groups?filter=displayName eq Designers')).body.totalResults, 1)
  })

  for (const urn of [NOTION, OCTAVO]) {
    test(`gives a role under ${urn}`, async (t) => {
      const { acme, scim } = await directory(t, store)
      const { person } = outside(acme)
      const { body } = await scim(
        'POST',
        '/Users',
        aUser('grace@acme.test', { [urn]: { role: 'restricted_member' } }),
      )
      assert.equal((await person(body.id)).role, 'restricted_member')
      assert.deepEqual(
        [body[NOTION], body[OCTAVO]],
        [{ role: 'restricted_member' }, { role: 'restricted_member' }],
      )

      const patched = await scim('PATCH', `/Users/${body.id}`, {
        Operations: [{ op: 'replace', path: `${urn}:role`, value: 'membership_admin' }],
      })
      assert.equal(patched.status, 200, JSON.stringify(patched.body))
      assert.equal((await person(body.id)).role, 'membership_admin')

      const second = await scim('POST', '/Users', aUser('second@acme.test', { [urn]: { role: 'owner' } }))
      assert.equal(second.status, 201)
      const put = await scim('PUT', `/Users/${body.id}`, { ...patched.body, [urn]: { role: 'owner' } })
      assert.equal(put.status, 200, 'the other name still has the old role, as it was read')
      assert.equal((await person(body.id)).role, 'owner')
      const wrong = await scim('PUT', `/Users/${body.id}`, { ...put.body, [urn]: { role: 'king' } })
      assert.deepEqual([wrong.status, wrong.body.scimType], [400, 'invalidValue'])
      assert.equal((await person(body.id)).role, 'owner')
      const both = { [NOTION]: { role: 'member' }, [OCTAVO]: { role: 'restricted_member' } }
      await scim('PUT', `/Users/${body.id}`, { ...put.body, ...both })
      assert.equal((await person(body.id)).role, 'restricted_member', 'ours counts first')
    })
  }

  test('`title` and `roles` are no role in the workspace', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body } = await scim(
      'POST',
      '/Users',
      aUser('g@acme.test', { title: 'owner', roles: [{ value: 'owner' }] }),
    )
    assert.equal((await outside(acme).person(body.id)).role, 'member')
  })

  test('makes a guest a member where it says a role', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { person } = outside(acme)
    const guest = acme.as('guest').userId
    const again = await scim('POST', '/Users', aUser('guest@acme.test'))
    assert.deepEqual([again.status, (await person(guest)).role], [409, 'guest'])
    const made = await scim(
      'POST',
      '/Users',
      aUser('guest@acme.test', { [NOTION]: { role: 'restricted_member' } }),
    )
    assert.deepEqual([made.status, made.body.id], [201, guest])
    assert.equal((await person(guest)).role, 'restricted_member')
  })
})
