import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptMails } from '#server/domain/mail/kept.ts'
import { formBrowser } from '#test/form-browser.ts'
import { PASSWORD } from '#test/passwords.ts'
import { anHourLater, signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const PATH = '/v1/account/password'
const password = 'a sentence of five words'

async function subjects({ store }: TestWorkspace): Promise<string[]> {
  return (await keptMails(store.reader)).map(({ subject }) => subject)
}

describeStores('the password of an account', (store) => {
  test('is changed, done without and set again at /account, each told by mail', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    const page = await browser.open('/account')
    assert.match(page.text, /Changing it ends all your other sessions/)
    assert.doesNotMatch(page.text, /autofocus/, 'no form of several takes the focus')
    await browser.submit('/account/password', { password })
    assert.match(browser.page.text, /role="status">The password is another one now/)
    await browser.submit('/account/password/remove', {})
    assert.match(browser.page.text, /You have none/)
    assert.doesNotMatch(browser.page.text, /password\/remove/)
    await browser.submit('/account/password', { password })
    assert.deepEqual(await subjects(acme), [
      'A password was set for your account',
      'The password was removed from your account',
      'The password was changed of your account',
    ])
  })

  test('is changed by API, and no other session goes on', async (t) => {
    const acme = await workspace(t, store)
    const { call } = await signedIn(acme)
    const other = await signedIn(acme)
    await acme.events()
    const changed = await call('PUT', PATH, { password })
    assert.deepEqual([changed.status, changed.body.is_set], [200, true])
    assert.deepEqual(await acme.events(), ['user.password_changed', 'user.sessions_ended'])
    assert.equal((await other.call('GET', '/v1/users/me')).status, 401)
    assert.equal((await call('GET', '/v1/users/me')).status, 200)
    const removed = await call('DELETE', PATH)
    assert.deepEqual([removed.status, removed.body.is_set], [200, false])
    assert.equal((await call('DELETE', PATH)).status, 404)
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    assert.equal((await browser.submit('/login', { email: 'member@acme.test', password })).status, 401)
  })

  const refusals: [string, unknown, RegExp][] = [
    ['one that everybody tries first', { password: 'password' }, /body\.password: .*first passwords/],
    ['one that is too short', { password: 'short' }, /body\.password: Use at least 8/],
    ['one about the person', { password: 'member@acme.test' }, /body\.password: .*too close/],
    ['none', {}, /body\.password should be defined/],
    ['a number', { password: 12345678 }, /body\.password should be a string/],
    ['more than is known', { password, current: password }, /body\.current should be not present/],
  ]
  for (const [what, body, says] of refusals) {
    test(`is not ${what}`, async (t) => {
      const acme = await workspace(t, store)
      const { call } = await signedIn(acme)
      await acme.events()
      const answer = await call('PUT', PATH, body)
      assert.equal(answer.status, 400)
      assert.match(answer.body.message, says)
      assert.deepEqual(await acme.events(), [])
    })
  }

  test('is changed by nobody but its person, at a browser, who signed in not long ago', async (t) => {
    const acme = await workspace(t, store)
    const { call, browser } = await signedIn(acme)
    for (const name of ['member', 'editor'] as const) {
      const answer = await acme.app.inject({
        method: 'PUT',
        url: PATH,
        headers: {
          authorization: `Bearer ${acme.as(name).token}`,
          'notion-version': '2026-03-11',
          'content-type': 'application/json',
        },
        payload: JSON.stringify({ password }),
      })
      assert.equal(answer.statusCode, 403, name)
      assert.match(answer.json().message, /signed in at a browser/)
    }
    await anHourLater(acme)
    for (const method of ['PUT', 'DELETE'] as const) {
      const late = await call(method, PATH, method === 'PUT' ? { password } : undefined)
      assert.equal(late.status, 403)
      assert.equal(late.body.additional_data.reason, 'recent_sign_in_needed')
    }
    const wrong = await call('PUT', PATH, { password, current_password: 'a wrong password' })
    assert.equal(wrong.status, 400)
    assert.match(wrong.body.message, /body\.current_password: This is not your password/)
    await browser.open('/account')
    const asked = await browser.submit('/account/password', { password })
    assert.match(asked.path, /^\/account\/confirm/)
    const right = await call('PUT', PATH, { password, current_password: PASSWORD })
    assert.equal(right.status, 200, JSON.stringify(right.body))
  })

  test('stays where there would be no way in left', async (t) => {
    const acme = await workspace(t, store)
    const { call, browser } = await signedIn(acme)
    Object.assign(acme.server, { mail: { kind: 'none' } })
    assert.doesNotMatch((await browser.open('/account')).text, /password\/remove/)
    const refused = await call('DELETE', PATH)
    assert.equal(refused.status, 409)
    assert.match(refused.body.message, /There would be no way into this account/)
  })
})
