import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsAfter } from '#server/store/events.ts'
import { callWith, somebody } from '#test/people.ts'
import { signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const names = (answer: { body: { results: { name: string }[] } }) =>
  answer.body.results.map(({ name }) => name)

describeStores('workspaces under the administration API', (store) => {
  test('are made by owners, who own them and go on with a token of theirs', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const at = await signedIn(acme, 'owner@acme.test')
    await acme.events()
    const made = await owner.post('/admin/v1/workspaces', { name: ' Second ' })
    assert.equal(made.status, 200, made.body.message)
    const { id, token, created_time, request_id: _, ...shown } = made.body
    assert.deepEqual(shown, { object: 'workspace', name: 'Second', icon: null, domains: [], role: 'owner' })
    assert.deepEqual(await acme.events(), [], 'here nothing happened')
    const there = (await eventsAfter(acme.store.reader, id, 0, 10)).map(({ type }) => type)
    assert.deepEqual(there, ['workspace.created', 'user.added', 'token.created'])

    const call = callWith(acme, token)
    assert.equal((await call('GET', `/admin/v1/spaces/${id}`)).body.name, 'Second')
    assert.equal((await call('GET', `/admin/v1/spaces/${acme.id}`)).status, 404)
    assert.equal((await owner.get(`/admin/v1/spaces/${id}`)).status, 404)
    const page = await call('POST', '/v1/pages', { parent: { workspace: true } })
    assert.equal(page.status, 200, page.body.message)
    assert.equal((await owner.get(`/v1/pages/${page.body.id}`)).status, 404)
    assert.deepEqual(names(await owner.get('/admin/v1/workspaces')), ['Acme', 'Second'])
    assert.deepEqual(names(await call('GET', '/admin/v1/workspaces')), ['Acme', 'Second'])
    assert.deepEqual(names(await at.call('GET', '/admin/v1/workspaces')), ['Acme', 'Second'])
    assert.deepEqual(names(await acme.as('member').get('/admin/v1/workspaces')), ['Acme'])
    assert.equal((await call('POST', '/admin/v1/workspaces', { name: '' })).status, 400)
  })

  test('of somebody else are not told to a token whose person was given their e-mail', async (t) => {
    const acme = await workspace(t, store)
    await signedIn(acme, 'owner@acme.test')
    const theirs = await acme.as('owner').post('/admin/v1/workspaces', { name: 'Of the owner' })
    const mine = await signedIn(acme, 'member@acme.test')
    await acme.do(async (context) => {
      const [owner, member] = [acme.as('owner').userId, acme.as('member').userId]
      await context.db.sql
        .updateTable('users')
        .set({ email_key: 'gone@acme.test' })
        .where('id', '=', owner)
        .execute()
      await context.db.sql
        .updateTable('users')
        .set({ email_key: 'owner@acme.test' })
        .where('id', '=', member)
        .execute()
    })
    assert.equal(theirs.status, 200)
    assert.deepEqual(names(await acme.as('member').get('/admin/v1/workspaces')), ['Acme'])
    assert.equal((await mine.call('GET', '/admin/v1/workspaces')).status, 401)
  })

  test('that somebody left are theirs no more', async (t) => {
    const acme = await workspace(t, store)
    const grace = await somebody(acme, 'Grace', 'owner')
    const made = await grace.call('POST', '/admin/v1/workspaces', { name: 'Second' })
    await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${grace.id}`)
    const call = callWith(acme, made.body.token)
    assert.deepEqual(names(await call('GET', '/admin/v1/workspaces')), ['Second'])
  })

  test('are told of by their members and changed by owners', async (t) => {
    const acme = await workspace(t, store)
    const [owner, member] = [acme.as('owner'), acme.as('member')]
    const path = `/admin/v1/spaces/${acme.id}`
    await acme.events()
    const changed = await owner.patch(path, { name: 'Acme Inc.', icon: '🚀' })
    assert.equal(changed.status, 200, changed.body.message)
    assert.deepEqual(await acme.events(), ['workspace.settings_updated'])
    const { name, icon, domains } = (await member.get(path)).body
    assert.deepEqual([name, icon, domains], ['Acme Inc.', '🚀', []])
    await owner.patch(path, { name: 'Acme Inc.' })
    assert.deepEqual(await acme.events(), [])
    for (const body of [{ name: '' }, { domains: ['acme.test'] }, { icon: 7 }]) {
      assert.equal((await owner.patch(path, body)).status, 400, JSON.stringify(body))
    }
  })
})
