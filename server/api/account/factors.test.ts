import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totpCode } from '#server/domain/accounts/totp.ts'
import { newestEvents } from '#test/newest-events.ts'
import { withApp } from '#test/second-factors.ts'
import { anHourLater, signedIn } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { type TwoProcesses, twoProcesses } from '#test/two-processes.ts'
import { workspace } from '#test/workspace.ts'

describeStores('sessions of an account', (store) => {
  test('are listed, with the one that asks marked, and ended', async (t) => {
    const acme = await workspace(t, store)
    const here = await signedIn(acme)
    const there = await signedIn(acme)
    const stranger = await signedIn(acme, 'owner@acme.test')
    const { body } = await here.call('GET', '/v1/account/sessions')
    assert.deepEqual(
      body.results.map(({ is_current, method, has_two_factors, workspace_id, ip_address }: never) => [
        is_current,
        method,
        has_two_factors,
        workspace_id,
        ip_address,
      ]),
      body.results[0].is_current ? [mine(true), mine(false)] : [mine(false), mine(true)],
    )
    function mine(isCurrent: boolean) {
      return [isCurrent, 'password', false, acme.id, '127.0.0.1']
    }
    const byToken = await acme.as('member').get('/v1/account/sessions')
    assert.equal(byToken.status, 403)

    const other = body.results.find(({ is_current }: { is_current: boolean }) => !is_current).id
    assert.equal((await stranger.call('DELETE', `/v1/account/sessions/${other}`)).status, 404)
    assert.equal((await acme.as('member').delete(`/v1/account/sessions/${other}`)).status, 403)
    await acme.events()
    assert.equal((await here.call('DELETE', `/v1/account/sessions/${other}`)).body.id, other)
    assert.deepEqual(await acme.events(), ['user.sessions_ended'])
    assert.equal((await there.call('GET', '/v1/users/me')).status, 401)
    assert.equal((await here.call('GET', '/v1/users/me')).status, 200)

    await signedIn(acme)
    const ended = await here.call('POST', '/v1/account/sessions/end_others')
    assert.deepEqual([ended.body.object, ended.body.count], ['sessions_ended', 1])
    assert.equal((await here.call('GET', '/v1/account/sessions')).body.results.length, 1)
    assert.equal((await stranger.call('GET', '/v1/users/me')).status, 200)
  })

  test('are ended by owners in their workspace alone', async (t) => {
    const acme = await workspace(t, store)
    const member = await signedIn(acme)
    const elsewhere = await signedIn(acme)
    const owner = await signedIn(acme, 'owner@acme.test')
    const other = await owner.call('POST', '/admin/v1/workspaces', { name: 'Other' })
    assert.equal(other.status, 200)
    await acme.store.transaction((db) =>
      db.run(
        `update users set email_key = 'member@acme.test', email = 'member@acme.test' where workspace_id = '${other.body.id}'`,
        [],
      ),
    )
    await elsewhere.browser.open('/workspace')
    await elsewhere.browser.submit('/workspace', { workspace_id: other.body.id })

    const admin = `/admin/v1/spaces/${acme.id}`
    const { userId } = acme.as('member')
    assert.equal((await member.call('POST', `${admin}/users/${userId}/end_sessions`)).status, 403)
    await acme.events()
    const ended = await owner.call('POST', `${admin}/users/${userId}/end_sessions`)
    assert.deepEqual([ended.status, ended.body.count], [200, 2])
    assert.deepEqual(await acme.events(), ['user.sessions_ended'])
    for (const one of [member, elsewhere]) {
      assert.notEqual((await one.call('GET', '/v1/users/me')).body.id, userId, 'it leads elsewhere')
    }
    await elsewhere.browser.open('/workspace')
    const back = await elsewhere.browser.submit('/workspace', { workspace_id: acme.id })
    assert.equal(back.status, 403)
    assert.match(back.text, /sessions there were ended/)

    await signedIn(acme)
    assert.equal((await owner.call('POST', `${admin}/end_sessions`)).body.count, 1)
    assert.equal((await owner.call('GET', '/v1/users/me')).status, 200, 'the one that asks stays')
  })
})

describeStores('the authenticator app of an account', (store) => {
  test('is offered, added by a code, and removed, with recovery codes', async (t) => {
    const acme = await workspace(t, store)
    const { call } = await signedIn(acme)
    const none = await call('GET', '/v1/account/totp')
    assert.deepEqual([none.body.is_enabled, none.body.recovery_codes_left], [false, 0])
    assert.equal((await call('POST', '/v1/account/totp/recovery_codes')).status, 409)
    assert.equal((await call('DELETE', '/v1/account/totp')).status, 404)
    assert.equal((await call('POST', '/v1/account/totp/confirm', { code: '000000' })).status, 409)

    const { body: offer } = await call('POST', '/v1/account/totp')
    assert.match(offer.uri, /^otpauth:\/\/totp\/octavo\.test:member%40acme\.test\?/)
    const code = await totpCode(offer.secret, Date.now())
    assert.equal((await call('POST', '/v1/account/totp/confirm', { code: 'wrong' })).status, 400)
    await acme.events()
    const added = await call('POST', '/v1/account/totp/confirm', { code })
    assert.equal(new Set(added.body.codes).size, 10)
    assert.ok(
      added.body.codes.every((one: string) => /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/.test(one)),
    )
    assert.deepEqual(await acme.events(), ['user.totp_added'])
    const [event] = await newestEvents(acme, 1)
    assert.deepEqual([event!.data, event!.actor_id], ['{}', acme.as('member').userId])

    const sealed = JSON.stringify(await acme.store.reader.run('select * from account_totp', []))
    assert.ok(!sealed.includes(offer.secret), 'the secret is sealed')
    assert.equal((await acme.as('member').get('/v1/account/totp')).status, 403)
    const state = await call('GET', '/v1/account/totp')
    assert.deepEqual([state.body.is_enabled, state.body.recovery_codes_left], [true, 10])

    const renewed = await call('POST', '/v1/account/totp/recovery_codes')
    assert.ok(renewed.body.codes.every((one: string) => !added.body.codes.includes(one)))
    assert.equal((await call('DELETE', '/v1/account/totp')).body.is_enabled, false)
    assert.deepEqual(await acme.events(), ['user.recovery_codes_regenerated', 'user.totp_removed'])
    assert.deepEqual(await acme.store.reader.run('select * from account_recovery_codes', []), [])
  })

  test('is changed by nobody but its person, at a browser, a short while after signing in', async (t) => {
    const acme = await workspace(t, store)
    const { call } = await signedIn(acme)
    assert.equal((await acme.as('member').post('/v1/account/totp')).status, 403)
    await anHourLater(acme)
    for (const [method, path, body] of [
      ['POST', '/v1/account/totp'],
      ['POST', '/v1/account/totp/confirm', { code: '000000' }],
      ['POST', '/v1/account/totp/recovery_codes'],
      ['DELETE', '/v1/account/totp'],
      ['POST', '/v1/account/passkeys/options'],
    ] as const) {
      const { status, body: said } = await call(method, path, body)
      assert.deepEqual([status, said.additional_data?.reason], [403, 'recent_sign_in_needed'], path)
    }
  })

  test('cannot be removed where a workspace wants two factors and there is no passkey', async (t) => {
    const acme = await workspace(t, store)
    const owner = await signedIn(acme, 'owner@acme.test')
    const policy = `/admin/v1/spaces/${acme.id}/policy`
    const wanted = { sign_in: { second_factor: 'required' } }
    const refused = await owner.call('PATCH', policy, wanted)
    assert.equal(refused.status, 409, 'an owner who has shown one factor would lock themselves out')

    const { body: offer } = await owner.call('POST', '/v1/account/totp')
    await owner.call('POST', '/v1/account/totp/confirm', { code: await totpCode(offer.secret, Date.now()) })
    assert.equal((await owner.call('PATCH', policy, wanted)).status, 200)
    assert.equal((await owner.call('DELETE', '/v1/account/totp')).status, 409)
    assert.equal((await owner.call('GET', '/v1/users/me')).status, 200)
  })

  test('is asked for where its person confirms that it is them, not the password', async (t) => {
    const acme = await workspace(t, store)
    const { browser } = await signedIn(acme)
    const code = await withApp(acme.server, 'member@acme.test')
    const shown = await browser.open('/account/confirm')
    assert.doesNotMatch(shown.text, /name="password"/)
    const password = { password: 'correct horse battery', code: '000000' }
    assert.equal((await browser.submit('/account/confirm', password)).status, 422)
    assert.equal((await browser.submit('/account/confirm', { code: await code() })).path, '/')
  })
})

test('a session that is ended at one process is over at the other', async (t) => {
  const { first, second }: TwoProcesses = await twoProcesses(t)
  const { call, browser } = await signedIn(first)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const there = async () => (await second.app.inject({ url: '/v1/users/me', headers: { cookie } })).statusCode
  assert.equal(await there(), 200)
  const { body } = await call('GET', '/v1/account/sessions')
  await call('DELETE', `/v1/account/sessions/${body.results[0].id}`)
  assert.equal(await there(), 401)
})
