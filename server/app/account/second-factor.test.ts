import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totpCode } from '#server/domain/accounts/totp.ts'
import { textOf } from '#test/form-browser.ts'
import { PASSWORD } from '#test/passwords.ts'
import { anHourLater, signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

describeStores('the page of an account, without scripts,', (store) => {
  test('adds an app, shows recovery codes once, renews them and removes the app', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    assert.match((await browser.open('/account')).text, /href="\/account\/totp"/)
    const secret = textOf(await browser.open('/account/totp'), 'secret').replaceAll(' ', '')
    assert.equal((await browser.submit('/account/totp', { code: '12' })).status, 422)
    const added = await browser.submit('/account/totp', { code: await totpCode(secret, Date.now()) })
    const codes = textOf(added, 'codes')
    assert.equal(codes.split('\n').length, 10)

    await browser.open('/account')
    assert.match(browser.page.text, /10 recovery codes/)
    assert.notEqual(textOf(await browser.submit('/account/recovery-codes', {}), 'codes'), codes)
    await browser.open('/account')
    const removed = await browser.submit('/account/second-factor/remove', {})
    assert.match(removed.text, /The app was removed/)
    assert.match(removed.text, /Add an authenticator app/)
  })

  test('leads to where one confirms that it is oneself, and back', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    await anHourLater(acme)
    const asked = await browser.open('/account/totp')
    assert.equal(asked.path, '/account/confirm?next=%2Faccount%2Ftotp')
    assert.equal((await browser.submit('/account/confirm', { password: PASSWORD })).path, '/account/totp')

    await anHourLater(acme)
    await browser.open('/account/confirm?next=/account')
    const again = await browser.submit('/account/confirm/again', {})
    assert.equal(again.path, '/login?next=%2Faccount')
    await browser.submit('/login', { email: 'member@acme.test', password: PASSWORD })
    assert.equal(browser.page.path, '/account')
  })

  test('ends sessions, one or all the others', async (t) => {
    const acme = await workspace(t, store)
    const [here, there, third] = [await signedIn(acme), await signedIn(acme), await signedIn(acme)]
    const shown = await here.browser.open('/account')
    assert.equal(shown.text.match(/A browser<\/strong>/g)!.length, 3)
    const [, id] = shown.text.match(/name="id" value="([^"]+)"/)!
    const ended = await here.browser.submit('/account/sessions/end', { id: id! })
    assert.match(ended.text, /Signed out there/)
    const open = async () =>
      (await Promise.all([there, third].map((one) => one.call('GET', '/v1/users/me')))).map(
        ({ status }) => status,
      )
    assert.deepEqual((await open()).sort(), [200, 401])
    assert.match((await here.browser.submit('/account/sessions/end-others', {})).text, /everywhere else/)
    assert.deepEqual(await open(), [401, 401])
    assert.equal((await here.call('GET', '/v1/users/me')).status, 200)
    await here.browser.open('/account')
    assert.doesNotMatch(here.browser.page.text, /action="\/account\/sessions\/end"/)
  })
})
