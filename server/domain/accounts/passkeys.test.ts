import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import type { Server } from '#server/http/contexts.ts'
import { formBrowser } from '#test/form-browser.ts'
import { signedIn } from '#test/signed-in.ts'
import { type Saying, softPasskey } from '#test/soft-passkey.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'
import { hasPasskeys } from '../sign-in/passkey-proof.ts'
import { askForPasskey, signInByPasskey } from '../sign-in/show-passkey.ts'
import { resetSecondFactors } from './reset-second-factors.ts'

const source = { origin: 'ui' as const, ipAddress: '203.0.113.7', userAgent: null }

describeStores('a passkey', (store) => {
  test('is kept, renamed and removed by who is signed in, and signs in', async (t) => {
    const { acme, browser, call, device, passkey } = await withPasskey(await workspace(t, store))
    assert.deepEqual([passkey.name, passkey.is_synced, passkey.last_used_time], ['Laptop', false, null])
    assert.deepEqual(await acme.events(), ['user.passkey_added'])

    const entered = await signInByPasskey(acme.server, device.show(await asked(acme.server)), {
      source,
      next: '/',
    })
    assert.ok(entered.state === 'entered' && entered.session.isStrong)
    assert.deepEqual(await acme.events(), ['user.login'])
    const { body } = await call('GET', '/v1/account/passkeys')
    assert.ok(body.results[0].last_used_time)

    const url = `/v1/account/passkeys/${passkey.id}`
    assert.equal((await call('PATCH', url, { name: ' Phone ' })).body.name, 'Phone')
    await browser.open('/account')
    const odd = await browser.submit('/account/passkeys/rename', { id: passkey.id, name: 'a\u0000b' })
    assert.equal(odd.status, 422)
    const owner = await signedIn(acme, 'owner@acme.test')
    assert.equal((await owner.call('PATCH', url, { name: 'Mine' })).status, 404)
    assert.equal((await owner.call('DELETE', url)).status, 404)
    await acme.events()
    assert.equal((await call('DELETE', url)).status, 200)
    assert.deepEqual(await acme.events(), ['user.passkey_removed'])
    await assert.rejects(
      signInByPasskey(acme.server, device.show(await asked(acme.server)), { source, next: '/' }),
      /not known here/,
    )
  })

  test('is not kept when it was asked for by another session, twice, or not as it was asked for', async (t) => {
    const acme = await atHttps(await workspace(t, store))
    const { call } = await signedIn(acme)
    const owner = await signedIn(acme, 'owner@acme.test')
    const offer = async () =>
      (await call('POST', '/v1/account/passkeys/options')).body.options.challenge as string
    const add = async (by: typeof call, challenge: string, saying: Saying = {}) => {
      const { clientExtensionResults: _, ...credential } = softPasskey().make(challenge, saying)
      return (await by('POST', '/v1/account/passkeys', { name: 'Laptop', credential })).status
    }
    assert.equal(await add(owner.call, await offer()), 409)
    assert.equal(await add(call, 'AAAA'), 409)
    for (const saying of [
      { origin: 'https://evil.test' },
      { rpId: 'evil.test' },
      { isVerified: false },
      { type: 'webauthn.get' },
    ]) {
      assert.equal(await add(call, await offer(), saying), 400, JSON.stringify(saying))
    }
    const challenge = await offer()
    assert.equal(await add(call, challenge), 200)
    assert.equal(await add(call, challenge), 409, 'a challenge is answered once')
  })

  test('signs nobody in when what it shows is not as it should be', async (t) => {
    const { acme, device } = await withPasskey(await workspace(t, store))
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const show = async (saying: Saying, challenge?: string) =>
      signInByPasskey(acme.server, device.show(challenge ?? (await asked(acme.server)), saying), {
        source,
        next: '/',
      })
    for (const [saying, reason] of [
      [{ origin: 'https://evil.test' }, /origin/],
      [{ origin: 'https://octavo.test.evil.test' }, /origin/],
      [{ rpId: 'evil.test' }, /RP ID/],
      [{ isVerified: false }, /[Uu]ser verification/],
      [{ type: 'webauthn.create' }, /type/],
      [{ key }, /does not fit/],
      [{ userHandle: 'somebody else' }, /another account/],
    ] as const) {
      await assert.rejects(show(saying), reason, JSON.stringify(saying))
    }
    await assert.rejects(show({}, 'AAAA'), /took too long/)
    const challenge = await asked(acme.server)
    await show({ counter: 7 }, challenge)
    await assert.rejects(show({ counter: 8 }, challenge), /took too long/, 'a challenge is answered once')
    await assert.rejects(show({ counter: 7 }), /counter/, 'a copy has been used less often')
    await show({ counter: 8 })
  })

  test('answers anything at the sign-in page in words', async (t) => {
    const acme = await atHttps(await workspace(t, store))
    const browser = formBrowser(acme.app, 'https://octavo.test')
    const [, token] = (await browser.open('/login')).text.match(/name="form_token" value="([^"]*)"/)!
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const part = 'AA'
    const credential = (id: unknown, clientDataJSON: unknown) => ({
      id,
      rawId: part,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData: part, signature: part },
    })
    for (const [body, status] of [
      ['', 400],
      ['{', 400],
      ['null', 400],
      ['{"credential":{}}', 400],
      [JSON.stringify({ next: '/', credential: credential(part, part) }), 401],
      [JSON.stringify({ next: '/', credential: credential(7, part) }), 400],
      [JSON.stringify({ next: '/', credential: credential(part, 'bnVsbA') }), 401],
    ] as const) {
      const answer = await acme.app.inject({
        method: 'POST',
        url: '/login/passkey',
        headers: { cookie, 'x-csrf-token': token! },
        payload: body,
      })
      assert.equal(answer.statusCode, status, body)
      assert.equal(typeof answer.json().message, 'string')
    }
    const unasked = await acme.app.inject({ method: 'POST', url: '/login/passkey/options', payload: '{}' })
    assert.equal(unasked.statusCode, 403)
  })

  test('is all that lets its person in where two factors are wanted; the operator takes it away', async (t) => {
    const { acme } = await withPasskey(await workspace(t, store))
    const policy = `/admin/v1/spaces/${acme.id}/policy`
    await acme.as('owner').patch(policy, { sign_in: { second_factor: 'required' } })
    const { browser } = await signedIn(acme)
    const shown = await browser.open('/login/second-factor')
    assert.match(shown.text, /has a passkey, which counts as two/)
    assert.doesNotMatch(shown.text, /id="secret"/, 'a password alone adds no app')

    await acme.events()
    const reset = await resetSecondFactors(acme.server, ' Member@acme.test ')
    assert.deepEqual(reset, { email: 'member@acme.test', had_totp: false, passkeys: 1, sessions: 1 })
    assert.deepEqual(await acme.events(), ['user.second_factors_reset'])
    assert.match((await browser.open('/login/second-factor')).path, /^\/login\?/, 'what waited is over')
    const again = await signedIn(acme)
    assert.match((await again.browser.open('/login/second-factor')).text, /id="secret"/)
    await assert.rejects(resetSecondFactors(acme.server, 'nobody@acme.test'), /Nobody signs in as/)
  })
})

for (const [address, has] of [
  ['https://wiki.acme.test', true],
  ['http://wiki.acme.test', false],
  ['http://localhost:3000', true],
  ['http://127.0.0.1:3000', false],
  ['https://203.0.113.7', false],
  ['https://[2001:db8::1]', false],
] as const) {
  test(`at ${address} there are ${has ? '' : 'no '}passkeys`, () => assert.equal(hasPasskeys(address), has))
}

const asked = async (server: Server): Promise<string> => (await askForPasskey(server, null, source)).challenge

/** The same workspace, reached where browsers have passkeys. */
const atHttps = async (acme: TestWorkspace): Promise<TestWorkspace> => {
  acme.server.baseUrl = () => 'https://octavo.test'
  return acme
}

async function withPasskey(plain: TestWorkspace) {
  const acme = await atHttps(plain)
  const { browser, call } = await signedIn(acme)
  const device = softPasskey()
  const offer = await call('POST', '/v1/account/passkeys/options')
  const { clientExtensionResults: _, ...credential } = device.make(offer.body.options.challenge)
  await acme.events()
  const { body: passkey } = await call('POST', '/v1/account/passkeys', { name: ' Laptop', credential })
  return { acme, browser, call, device, passkey }
}
