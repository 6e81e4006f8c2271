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

  test('takes a picture from the device, and lets it go', async (t) => {
    const acme = await workspace(t, store)
    const { browser, call } = await signedIn(acme)
    const send = async (token: string, type: string, bytes: Buffer) => {
      const part = (name: string, more: string) =>
        `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
      const head = `${part('form_token', '')}${token}\r\n${part('file', `; filename="me.png"\r\nContent-Type: ${type}`)}`
      return acme.app.inject({
        method: 'POST',
        url: '/account/profile/picture',
        headers: {
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: 'http://octavo.test',
          'content-type': 'multipart/form-data; boundary=cut',
        },
        payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--cut--\r\n')]),
      })
    }
    const page = await browser.open('/account')
    const [, token] = /name="form_token" value="([^"]+)"/.exec(page.text)!
    const bytes = Buffer.from('a picture')
    assert.equal((await send('guessed', 'image/png', bytes)).statusCode, 403)
    const wrong = await send(token!, 'text/plain', bytes)
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /role="alert">The file should be an image/)
    assert.equal((await send(token!, 'image/png', Buffer.alloc(6 * 1024 * 1024))).statusCode, 413)
    assert.equal((await send(token!, 'image/png', Buffer.alloc(0))).statusCode, 400)
    assert.equal((await send(token!, 'image/png', bytes)).statusCode, 303)

    const address = async () => (await call('GET', '/v1/users/me')).body.avatar_url
    const shown = await acme.app.inject((await address()).replace('http://octavo.test', ''))
    assert.deepEqual([shown.statusCode, shown.body], [200, 'a picture'])
    const own = await browser.open('/account')
    assert.match(String(own.headers['content-security-policy']), /img-src data: http:\/\/octavo\.test;/)
    await browser.submit('/account/profile', { name: 'Ada', picture: '' })
    assert.ok(await address(), 'a field that says nothing of it leaves it')
    await browser.open('/account')
    assert.match((await browser.submit('/account/profile/remove', {})).text, /Your picture is removed/)
    assert.equal(await address(), null)
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
    assert.match(forced.text, /role="alert">The directory “okta” manages the name/)
  })
})
