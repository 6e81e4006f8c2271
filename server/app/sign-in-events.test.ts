import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { formBrowser } from '#test/form-browser.ts'
import { newestEvents } from '#test/newest-events.ts'
import { signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace, workspaceOn } from '#test/workspace.ts'

const ada = { name: 'The member', email: 'member@acme.test', password: 'correct horse battery' }

const told = ({ type, actor_type, actor_id, origin, ip_address, data }: EventRow) => [
  type,
  actor_type === 'person' ? actor_id : actor_type,
  origin,
  ip_address,
  JSON.parse(data),
]

describeStores('the log of sign-ins', (store) => {
  test('tells who came and went, whose password was wrong, set or changed, and whose sessions ended', async (t) => {
    const acme = await workspace(t, store)
    const { userId } = acme.as('member')
    const newest = async (count: number) => (await newestEvents(acme, count)).map(told).toReversed()
    const signIn = async (password: string, email = ada.email) => {
      const browser = formBrowser(acme.app)
      await browser.open('/login')
      await browser.submit('/login', { email, password })
      return browser
    }
    await acme.events()
    await setPassword(acme.server, ada)
    assert.deepEqual(await newest(1), [['user.password_set', 'system', 'cli', null, {}]])

    const browser = await signIn(ada.password)
    assert.deepEqual(await newest(1), [['user.login', userId, 'ui', '127.0.0.1', { method: 'password' }]])
    await signIn(ada.password)
    await browser.open('/account')
    await browser.submit('/account/password', { password: 'another good one' })
    assert.deepEqual(await newest(2), [
      ['user.password_changed', userId, 'ui', '127.0.0.1', {}],
      ['user.sessions_ended', userId, 'ui', '127.0.0.1', { count: 1 }],
    ])
    await browser.open('/account')
    await browser.submit('/account/password/remove', {})
    assert.deepEqual(await newest(1), [['user.password_cleared', userId, 'ui', '127.0.0.1', {}]])
    await browser.open('/account')
    await browser.submit('/account/password', { password: ada.password })
    assert.deepEqual(await newest(1), [['user.password_set', userId, 'ui', '127.0.0.1', {}]])
    await browser.open('/')
    await browser.submit('/logout', {})
    assert.deepEqual(await newest(1), [['user.logout', userId, 'ui', '127.0.0.1', {}]])

    await acme.events()
    await signIn('wrong one', 'no\u0000body@acme.test')
    await signIn('wrong one')
    await signIn('wrong one', 'nobody@acme.test')
    assert.deepEqual(await acme.events(), [], 'who is known is not told by how long it takes')
    await acme.performDue()
    assert.deepEqual(await newest(1), [
      ['user.login_failed', 'system', 'ui', '127.0.0.1', { method: 'password' }],
    ])
    assert.deepEqual(await acme.events(), ['user.login_failed'])
  })

  test('tells nothing of an account where it never came in, though the workspace has its e-mail', async (t) => {
    const database = await store.open(t)
    const [acme, strange] = [await workspaceOn(t, database, {}), await workspaceOn(t, database, {})]
    const { call } = await signedIn(acme)
    const fail = async () => {
      const one = formBrowser(acme.app)
      await one.open('/login')
      await one.submit('/login', { email: ada.email, password: 'a wrong password' })
      await acme.performDue()
    }
    const told = async () => (await strange.events()).filter((type) => type.startsWith('user.'))
    await told()
    await fail()
    await signedIn(acme)
    assert.equal((await call('POST', '/v1/account/sessions/end_others')).body.count, 1)
    assert.equal((await call('PUT', '/v1/account/password', { password: 'another good one' })).status, 200)
    const owners = strange.as('owner')
    const ended = await owners.post(`/admin/v1/spaces/${strange.id}/end_sessions`)
    assert.deepEqual([ended.status, ended.body.count, await told()], [200, 0, []])

    const { browser } = await signedIn(acme)
    await browser.open('/workspace')
    await browser.submit('/workspace', { workspace_id: strange.id })
    await fail()
    assert.deepEqual(await told(), ['user.login', 'user.login_failed'])
  })

  test('tells once in a quarter of an hour that somebody tries too often', async (t) => {
    const acme = await workspace(t, store)
    await signedIn(acme)
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    for (let count = 0; count < 13; count++) {
      await browser.submit('/login', { email: ada.email, password: 'a wrong password' })
    }
    await acme.performDue()
    const failed = (await newestEvents(acme, 11)).map(({ data }) => JSON.parse(data).reason)
    assert.equal(failed.length, 11)
    assert.equal(failed.filter((reason) => reason === 'too_many_attempts').length, 1)
    assert.equal(failed.filter((reason) => reason === undefined).length, 10)
  })
})
