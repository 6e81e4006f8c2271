/** A second Octavo follows the first one over SCIM. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changePerson } from '#server/domain/users/change.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { toUser } from '#server/domain/users/user.ts'
import { userById } from '#server/store/users.ts'
import { aUser, type Scim } from '#test/directory.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { twoWorkspaces } from '#test/two-workspaces.ts'
import { exitStatus } from './summary.ts'

describeStores('a SCIM target', (store) => {
  const nameOf = (user: { displayName: string; active: boolean }) => `${user.displayName} ${user.active}`
  const people = async (scim: Scim) => (await scim('GET', '/Users')).body.Resources.map(nameOf).sort()

  test('keeps who is removed inactive, and gives them back when they come back', async (t) => {
    const { acme, scim, sync, assertEqual } = await twoWorkspaces(t, store)
    const grace = await somebody(acme, 'Grace')
    const path = `/admin/v1/spaces/${acme.id}/users/${grace.id}`
    await sync.run()
    const { id } = (await scim('GET', '/Users?filter=displayName eq "Grace"')).body.Resources[0]
    await acme.as('owner').delete(path)
    await sync.run()
    assert.equal((await scim('GET', `/Users/${id}`)).body.active, false)
    await acme.as('owner').patch(path, { state: 'active', role: 'member' })
    await sync.run()
    assert.equal((await scim('GET', `/Users/${id}`)).body.active, true)
    await assertEqual()
  })

  test('loses who is removed where that is asked for', async (t) => {
    const { acme, scim, sync } = await twoWorkspaces(t, store, { flags: { delete: true } })
    const grace = await somebody(acme, 'Grace')
    await sync.run()
    assert.ok((await people(scim)).includes('Grace true'))
    await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${grace.id}`)
    await sync.run()
    assert.deepEqual(await people(scim), ['The guest true', 'The member true', 'The owner true'])
  })

  test('keeps those whom the source never had, and takes over those who are called alike', async (t) => {
    const { acme, other, scim, sync } = await twoWorkspaces(t, store)
    await somebody(other, 'Stranger')
    const { id } = await somebody(other, 'Grace')
    const amazing = { name: 'Amazing Grace', email: 'grace@acme.test', role: 'member' as const }
    await acme.do((context) => addPerson(context, amazing))
    await sync.run()
    assert.ok((await people(scim)).includes('Stranger true'))
    assert.equal((await scim('GET', `/Users/${id}`)).body.displayName, 'Amazing Grace')
  })

  test('calls people by their addresses where that is asked for', async (t) => {
    const { acme, scim, sync } = await twoWorkspaces(t, store, { flags: { key: 'email' } })
    const grace = await somebody(acme, 'Grace')
    await sync.run()
    const find = async (key: string) =>
      (await scim('GET', `/Users?filter=externalId eq "${key}"`)).body.totalResults
    assert.equal(await find('grace@acme.test'), 1)
    await acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, grace.id)
      await changePerson(context, toUser(row!), { email: 'hopper@acme.test' })
    })
    await sync.run()
    assert.deepEqual([await find('grace@acme.test'), await find('hopper@acme.test')], [0, 1])
  })

  test('gets back who was deleted there, with their groups', async (t) => {
    const { acme, scim, sync, assertEqual } = await twoWorkspaces(t, store)
    const [owner, path] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
    const grace = await somebody(acme, 'Grace')
    const group = (await owner.post(`${path}/groups`, { name: 'Navy' })).body.id
    await owner.post(`${path}/groups/${group}/members`, { user_id: grace.id })
    await sync.run()
    const { id } = (await scim('GET', '/Users?filter=displayName eq "Grace"')).body.Resources[0]
    await scim('DELETE', `/Users/${id}`)
    await scim('DELETE', `/Groups/${(await scim('GET', '/Groups')).body.Resources[0].id}`)
    await owner.patch(`${path}/users/${grace.id}`, { name: 'Amazing Grace' })
    await owner.patch(`${path}/groups/${group}`, { name: 'Army' })
    await sync.run()
    await assertEqual()
  })

  test('takes hundreds, whom it lists to know them', async (t) => {
    const { acme, scim, sync, assertEqual } = await twoWorkspaces(t, store)
    for (let index = 0; index < 130; index++) await somebody(acme, `Person${index}`)
    for (let index = 0; index < 3; index++) await scim('POST', '/Users', aUser(`person${index}@acme.test`))
    await sync.run()
    await assertEqual()
  })

  test('says what it cannot hold, and is written without that', async (t) => {
    const { acme, scim, sync } = await twoWorkspaces(t, store, {
      mood: ({ url }) => (/\/(Groups|ResourceTypes)/.test(url) ? { status: 404 } : 'passed'),
    })
    const grace = await somebody(acme, 'Grace', 'membership_admin')
    const group = (await acme.as('owner').post(`/admin/v1/spaces/${acme.id}/groups`, { name: 'Navy' })).body
      .id
    const members = `/admin/v1/spaces/${acme.id}/groups/${group}/members`
    await acme.as('owner').post(members, { user_id: grace.id })
    const { failed } = await sync.run()
    assert.equal(failed, 0)
    assert.match(sync.notes.join('\n'), /has no groups.*\n.*knows no roles/)
    const [found] = (await scim('GET', '/Users?filter=displayName eq "Grace"')).body.Resources
    assert.deepEqual([found.groups, found[OCTAVO].role], [undefined, 'member'])
    const stiff = await twoWorkspaces(t, store, {
      mood: ({ url }) =>
        url.endsWith('/ServiceProviderConfig')
          ? { status: 200, body: { patch: { supported: false } } }
          : 'passed',
    })
    await assert.rejects(stiff.sync.run(), /cannot PATCH/)
  })

  test('says who could not be written, and tries them again', async (t) => {
    let isStern = true
    const { acme, sync, assertEqual } = await twoWorkspaces(t, store, {
      mood: ({ method, body }) =>
        isStern && method === 'POST' && body.includes('Grace')
          ? { status: 400, body: { detail: 'No Graces.' } }
          : 'passed',
    })
    await sync.run()
    await somebody(acme, 'Grace')
    await somebody(acme, 'Alan')
    const summary = await sync.run()
    const { failed, status, people } = summary
    assert.deepEqual([failed, status, people.added, exitStatus(summary)], [1, 'incomplete', 2, 1])
    assert.match(sync.told.join(), /^person [\w-]+: No Graces\.$/)
    isStern = false
    assert.equal((await sync.run()).failed, 0)
    await assertEqual()
  })
})

const OCTAVO = 'urn:octavo:params:scim:schemas:extension:2.0:User'
