import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOf } from '#server/domain/access/actor.ts'
import { grant } from '#server/domain/access/lists.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import { deleteGrants } from '#server/store/access-grants.ts'
import { aUser, directory, outside } from '#test/directory.ts'
import { describeStores } from '#test/stores.ts'

describeStores('Groups', (store) => {
  test('have names of their own', async (t) => {
    const { scim } = await directory(t, store)
    const navy = await scim('POST', '/Groups', { displayName: 'Navy', externalId: 'n1' })
    for (const displayName of [' Navy ', 'NAVY']) {
      const again = await scim('POST', '/Groups', { displayName })
      assert.deepEqual([again.status, again.body.scimType], [409, 'uniqueness'])
    }
    const army = await scim('POST', '/Groups', { displayName: 'Army' })
    const rename = { Operations: [{ op: 'replace', path: 'displayName', value: 'navy' }] }
    const taken = await scim('PATCH', `/Groups/${army.body.id}`, rename)
    assert.deepEqual([taken.status, taken.body.scimType], [409, 'uniqueness'])
    assert.equal(
      (await scim('PUT', `/Groups/${navy.body.id}`, { displayName: 'NaVy' })).body.externalId,
      undefined,
    )
    assert.equal((await scim('GET', '/Groups?filter=displayName eq "nAVY"')).body.totalResults, 1)
    assert.equal((await scim('GET', '/Groups?filter=displayName sw "A"')).body.totalResults, 1)
  })

  test('stay while a page would be nobody’s without them', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body: navy } = await scim('POST', '/Groups', {
      displayName: 'Navy',
      members: [{ value: grace.id }],
    })
    const page = await acme.aPage({ title: 'Theirs' })
    await acme.do(async (context) => {
      const { accessId } = await pageFor(context, page, 'full_access')
      await deleteGrants(context.db, acme.id, accessId, [principalOf.user(acme.as('owner').userId)])
      await grant(context, accessId, [{ principal: principalOf.group(navy.id), level: 'full_access' }])
    })
    const refused = await scim('DELETE', `/Groups/${navy.id}`)
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /full access/)
    assert.deepEqual(await outside(acme).groupsOf(grace.id), ['Navy'])
    const { body: army } = await scim('POST', '/Groups', { displayName: 'Army' })
    assert.equal((await scim('DELETE', `/Groups/${army.id}`)).status, 204)
    assert.equal((await scim('GET', `/Groups/${army.id}`)).status, 404)
  })

  test('change only while they are the version that is known', async (t) => {
    const { scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body } = await scim('POST', '/Groups', { displayName: 'Navy' })
    const path = `/Groups/${body.id}`
    const tag = body.meta.version
    assert.equal((await scim('GET', path, undefined, { 'if-none-match': tag })).status, 304)
    const add = { Operations: [{ op: 'add', path: 'members', value: [{ value: grace.id }] }] }
    const added = await scim('PATCH', path, add, { 'if-match': tag })
    assert.equal(added.status, 204)
    assert.notEqual(added.headers.etag, tag)
    assert.equal((await scim('PATCH', path, add, { 'if-match': tag })).status, 412)
    const again = await scim('PATCH', path, add)
    assert.equal(again.headers.etag, added.headers.etag, 'who is in it is not put in again')
    assert.equal((await scim('DELETE', path, undefined, { 'if-match': tag })).status, 412)
  })

  test('have members whom nobody can make somebody else', async (t) => {
    const { scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body } = await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: grace.id }] })
    for (const path of [
      `members[value eq "${grace.id}"].value`,
      `members[value eq "${grace.id}"]`,
      'members.value',
    ]) {
      const answer = await scim('PATCH', `/Groups/${body.id}`, {
        Operations: [{ op: 'replace', path, value: 'x' }],
      })
      assert.equal(answer.status, 400, path)
    }
    const remove = async (operation: object) => {
      const answer = await scim('PATCH', `/Groups/${body.id}`, {
        Operations: [{ op: 'remove', ...operation }],
      })
      const { members = [] } = (await scim('GET', `/Groups/${body.id}`)).body
      return [answer.status, answer.body?.scimType, members.length]
    }
    assert.deepEqual(await remove({ value: { members: [{ value: grace.id }] } }), [400, 'noTarget', 1])
    assert.deepEqual(await remove({ path: 'members[display eq "Ada Lovelace"]' }), [204, undefined, 1])
    assert.deepEqual(await remove({ path: 'members[display sw "grace"]' }), [204, undefined, 0])
    await scim('PATCH', `/Groups/${body.id}`, {
      Operations: [{ op: 'add', path: 'members', value: { value: grace.id } }],
    })
    assert.deepEqual(await remove({ path: 'members[type eq "User"]' }), [204, undefined, 0])
  })

  test('keep who is suspended, and do not show who was removed', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body: grace } = await scim('POST', '/Users', aUser('grace@acme.test'))
    const { body } = await scim('POST', '/Groups', { displayName: 'Navy', members: [{ value: grace.id }] })
    const members = async () => (await scim('GET', `/Groups/${body.id}`)).body.members?.length ?? 0
    await scim('PATCH', `/Users/${grace.id}`, { Operations: [{ op: 'replace', value: { active: false } }] })
    assert.equal(await members(), 1)
    await scim('DELETE', `/Users/${grace.id}`)
    assert.equal(await members(), 0)
    await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/groups/${body.id}`)
    assert.equal((await scim('GET', `/Groups/${body.id}`)).status, 404)
  })
})
