import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formBrowser } from '#test/form-browser.ts'
import { givePasswords, PASSWORD } from '#test/passwords.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

describeStores('a browser that is signed in', (store) => {
  test('calls the API as its person, and shows its token to change something', async (t) => {
    const acme = await workspace(t, store)
    const { cookie, csrf } = await signIn(acme)
    const call = (method: 'GET' | 'POST' | 'PATCH', url: string, headers = {}, body?: object) =>
      acme.app.inject({
        method,
        url,
        headers: { cookie, 'notion-version': '2026-03-11', ...headers },
        ...(body && { payload: JSON.stringify(body) }),
      })
    const me = await call('GET', '/v1/users/me')
    assert.equal(me.json().id, acme.as('owner').userId)
    assert.equal((await call('GET', '/v1/users')).statusCode, 200, 'a session may list users')

    const policy = `/admin/v1/spaces/${acme.id}/policy`
    const change = { connections: { create: 'owners' } }
    for (const headers of [
      {},
      { 'x-csrf-token': 'guessed' },
      { 'x-csrf-token': csrf, origin: 'https://evil.test' },
      { 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' },
    ]) {
      assert.equal((await call('PATCH', policy, headers, change)).statusCode, 403)
    }
    assert.equal((await call('PATCH', policy, { 'x-csrf-token': csrf }, change)).statusCode, 200)
  })

  test('is nobody once the session has ended', async (t) => {
    const acme = await workspace(t, store)
    const { browser, cookie } = await signIn(acme)
    await browser.open('/')
    await browser.submit('/logout', {})
    const answer = await acme.app.inject({ url: '/v1/users/me', headers: { cookie } })
    assert.equal(answer.statusCode, 401)
  })
})

async function signIn(acme: TestWorkspace) {
  await givePasswords(acme.server, [{ email: 'owner@acme.test', name: 'The owner' }])
  const browser = formBrowser(acme.app)
  await browser.open('/login')
  await browser.submit('/login', { email: 'owner@acme.test', password: PASSWORD })
  const shown = await browser.open('/app/session')
  const { session } = JSON.parse(shown.text)
  assert.equal(session.user.role, 'owner')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { browser, cookie, csrf: session.csrf_token as string }
}
