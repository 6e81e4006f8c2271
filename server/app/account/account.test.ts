import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory } from '#test/directory.ts'
import { formBrowser } from '#test/form-browser.ts'
import { signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

describeStores('the page of an account', (store) => {
  test('is for who is signed in, and comes after signing in', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    assert.equal((await browser.open('/account')).path, '/login?next=/account')
    const { browser: ada } = await signedIn(acme)
    const page = await ada.open('/account')
    assert.deepEqual([page.status, page.path], [200, '/account'])
    assert.match(page.text, /as member@acme\.test/)
    assert.match(page.text, /id="name"[^>]* value="The member"/)
  })

  test('changes name and picture, and says what is wrong beside what was typed', async (t) => {
    const acme = await workspace(t, store)
    const { browser, call } = await signedIn(acme)
    await browser.open('/account')
    await acme.events()
    const wrong = await browser.submit('/account/profile', { name: ' ', picture: 'me.png' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /id="name-mistake">Enter a name/)
    assert.match(wrong.text, /id="picture"[^>]* value="me\.png"/)
    assert.deepEqual(await acme.events(), [])
    const picture = 'https://example.com/me.png'
    const saved = await browser.submit('/account/profile', { name: 'Ada <b>', picture })
    assert.match(saved.path, /^\/account\?saved=profile/)
    assert.match(saved.text, /role="status">Saved\./)
    assert.match(saved.text, /value="Ada &#60;b&#62;"/)
    const me = (await call('GET', '/v1/users/me')).body
    assert.deepEqual([me.name, me.avatar_url], ['Ada <b>', picture])
    assert.deepEqual(await acme.events(), ['user.updated'])
    await browser.open('/account')
    await browser.submit('/account/profile', { name: 'Ada', picture: '' })
    assert.equal((await call('GET', '/v1/users/me')).body.avatar_url, null)
  })

  test('leaves out what a directory manages, and says which one does', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { browser } = await signedIn(acme)
    await scim('PUT', `/Users/${acme.as('member').userId}`, { ...aUser('member@acme.test'), active: true })
    const page = await browser.open('/account')
    assert.match(page.text, /managed by the directory “okta” of Acme/)
    assert.doesNotMatch(page.text, /id="name"/)
    const forced = await browser.submit('/account/profile', { name: 'Somebody else' })
    assert.equal(forced.status, 409)
    assert.match(forced.text, /role="alert">The directory “okta” manages name/)
  })
})
