import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PASSWORD } from '#test/passwords.ts'
import { anHourLater, signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const CONFIRM = '/account/confirm?next=/healthz'

describeStores('confirming that it is you', (store) => {
  test('stands before the secret of a connection for a session that is not recent, and for no token', async (t) => {
    const acme = await workspace(t, store)
    const connections = `/admin/v1/spaces/${acme.id}/connections`
    const { body: made } = await acme.as('owner').post(connections, { name: 'Backup' })
    const { call, browser } = await signedIn(acme, 'owner@acme.test')
    const secret = () => call('GET', `${connections}/${made.id}/secret`)
    assert.equal((await secret()).status, 200)

    await anHourLater(acme)
    const refused = await secret()
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.additional_data],
      [403, 'restricted_resource', { reason: 'recent_sign_in_needed' }],
    )
    assert.equal((await acme.as('owner').get(`${connections}/${made.id}/secret`)).status, 200)

    await browser.open(CONFIRM)
    assert.equal((await browser.submit('/account/confirm', { password: PASSWORD })).path, '/healthz')
    assert.equal((await secret()).status, 200)
  })

  test('stands before what shows a new secret, and before what lets people sign in by less', async (t) => {
    const acme = await workspace(t, store)
    const space = `/admin/v1/spaces/${acme.id}`
    const { body: made } = await acme.as('owner').post(`${space}/connections`, { name: 'Backup' })
    const { body: domain } = await acme.as('owner').post(`${space}/domains`, { domain: 'acme-of-ours.com' })
    const { call } = await signedIn(acme, 'owner@acme.test')
    const acts: [Parameters<typeof call>[0], string, unknown?][] = [
      ['POST', '/tokens', { name: 'Mine' }],
      ['POST', '/scim_tokens', { name: 'Directory' }],
      ['POST', `/connections/${made.id}/rotate`, {}],
      ['PATCH', '/policy', { sign_in: { second_factor: 'optional' } }],
      ['POST', '/domains', { domain: 'acme-of-ours.com', trusted: true }],
      ['DELETE', `/domains/${domain.id}`],
    ]
    await anHourLater(acme)
    for (const [method, path, body] of acts) {
      const { status, body: said } = await call(method, space + path, body)
      assert.deepEqual([status, said.additional_data?.reason], [403, 'recent_sign_in_needed'], path)
    }
  })

  test('refuses a wrong password, and after many any', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    await browser.open(CONFIRM)
    for (let count = 0; count < 10; count++) {
      const wrong = await browser.submit('/account/confirm', { password: 'a wrong one' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /This is not your password/)
    }
    const refused = await browser.submit('/account/confirm', { password: PASSWORD })
    assert.equal(refused.status, 429)
    assert.match(refused.text, /Too many attempts/)
  })

  test('is for who is signed in, and leads on within this server', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    await browser.open('/account/confirm?next=https://evil.test/')
    assert.equal((await browser.submit('/account/confirm', { password: PASSWORD })).path, '/')
    await browser.open(CONFIRM)
    browser.cookies.delete('octavo_session')
    assert.equal(
      (await browser.submit('/account/confirm', { password: PASSWORD })).path,
      '/login?next=%2Fhealthz',
    )
  })
})
