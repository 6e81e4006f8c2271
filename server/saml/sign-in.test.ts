import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userFor } from '#server/domain/access/people.ts'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { aUser, scimWith } from '#test/directory.ts'
import { company } from '#test/saml/company.ts'
import {
  expiredCertificate,
  keys,
  metadataXml,
  responseXml,
  sign,
  signedResponse,
} from '#test/saml/identity-provider.ts'
import { withApp } from '#test/second-factors.ts'
import { callerAt } from '#test/signed-in.ts'
import { describeStores } from '#test/stores.ts'
import { workspaceOn } from '#test/workspace.ts'

const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

describeStores('signing in with the company', (store) => {
  test('that began here opens a session in the browser that began it, and leads where it should', async (t) => {
    const { begin, arrive, says, browser, acme, newEvents } = await company(t, store)
    const member = browser()
    const { id, relayState, request } = await begin(member, '?next=/healthz?a=1')
    assert.match(request, /Destination="https:\/\/idp\.test\/sso"/)
    const said = says({ nameId: 'member@acme.test', inResponseTo: id })
    const shown = await arrive(member, signedResponse(said), relayState)
    assert.equal(shown.path, '/healthz?a=1', shown.text)
    assert.match((await member.open('/')).text, /The member/)
    const [event] = (await newEvents()).filter(({ type }) => type === 'user.login')
    assert.deepEqual(
      [event!.actor_id, JSON.parse(event!.data)],
      [acme.as('member').userId, { method: 'saml' }],
    )
    assert.equal(member.cookies.has('octavo_saml_arrival'), false)
    const confirm = await member.open('/account/confirm?next=/healthz')
    const again = confirm.text.match(/href="([^"]*)">Confirm with your company/)![1]!.replaceAll('&#38;', '&')
    const asked = await begin(member, new URL(again, 'http://octavo.test').search)
    assert.match(asked.request, / ForceAuthn="true"/)
    assert.doesNotMatch(request, /ForceAuthn/)
  })

  test('does not let whoever runs the identity provider take a second factor away', async (t) => {
    const { begin, arrive, says, browser, acme } = await company(t, store)
    await setPassword(acme.server, {
      name: 'M',
      email: 'member@acme.test',
      password: 'a sentence of five words',
    })
    const code = await withApp(acme.server, 'member@acme.test')
    const member = browser()
    const { id, relayState } = await begin(member)
    const said = says({ nameId: 'member@acme.test', inResponseTo: id })
    await arrive(member, signedResponse(said), relayState)
    const call = callerAt(acme, member)
    const removing = await call('DELETE', '/v1/account/totp')
    assert.deepEqual([removing.status, removing.body.additional_data?.reason], [403, 'recent_sign_in_needed'])
    await member.open('/account/confirm')
    await member.submit('/account/confirm', { code: await code() })
    assert.equal((await call('DELETE', '/v1/account/totp')).status, 200)
  })

  test('stands in for the code of an app in that workspace alone', async (t) => {
    const { begin, arrive, says, browser, acme } = await company(t, store)
    const second = await workspaceOn(t, acme.store, {})
    const email = 'member@acme.test'
    await setPassword(acme.server, { name: 'M', email, password: 'a sentence of five words' })
    const code = await withApp(acme.server, email)
    const member = browser()
    const { id, relayState } = await begin(member)
    await arrive(member, signedResponse(says({ nameId: email, inResponseTo: id })), relayState)
    const call = callerAt(acme, member)
    assert.equal((await call('GET', '/v1/users/me')).body.id, acme.as('member').userId)
    const choose = async () => {
      await member.open('/workspace')
      return member.submit('/workspace', { workspace_id: second.id })
    }
    const refused = await choose()
    assert.equal(refused.status, 403)
    assert.match(refused.text, /Show yours at \/account\/confirm/)

    await member.open('/account/confirm')
    await member.submit('/account/confirm', { code: await code() })
    await choose()
    assert.equal((await call('GET', '/v1/users/me')).body.id, second.as('member').userId)
  })

  test('leads to that workspace alone where an owner’s word is all that its domain has', async (t) => {
    const { begin, arrive, says, browser, acme, admin } = await company(t, store)
    const prove = (proof: 'owner' | 'dns') => acme.store.root.updateTable('domains').set({ proof }).execute()
    const signIn = async () => {
      const one = browser()
      const { id, relayState } = await begin(one)
      await arrive(one, signedResponse(says({ nameId: 'member@acme.test', inResponseTo: id })), relayState)
      return one
    }
    const placesAt = async (one: ReturnType<typeof browser>) =>
      JSON.parse((await one.open('/app/session')).text).session?.workspaces.length ?? 0
    await prove('owner')
    const before = await signIn()
    assert.equal(await placesAt(before), 1)
    await prove('dns')
    await workspaceOn(t, acme.store, {})
    assert.equal(await placesAt(before), 1)
    assert.equal(await placesAt(await signIn()), 2)
    assert.equal(await placesAt(before), 0, 'who it was that came before, nobody knows')

    const after = await signIn()
    await acme.events()
    const [domain] = (await admin('GET', '/domains')).body.results
    assert.equal((await admin('DELETE', `/domains/${domain.id}`)).status, 200)
    assert.equal(await placesAt(after), 0, 'what rested on the domain ends with it')
    assert.deepEqual(await acme.events(), ['user.sessions_ended', 'domain.removed'])
  })

  test('leads nowhere else than to this server', async (t) => {
    const { begin, arrive, says, browser } = await company(t, store, { allow_idp_initiated: true })
    for (const next of ['https://evil.test/', '//evil.test/', 'javascript:alert(1)', '/\\evil.test']) {
      const one = browser()
      const { id, relayState } = await begin(one, `?next=${encodeURIComponent(next)}`)
      const said = says({ nameId: 'member@acme.test', inResponseTo: id })
      assert.doesNotMatch((await arrive(one, signedResponse(said), relayState)).path, /evil|alert/)
      const other = browser()
      const { path } = await arrive(other, signedResponse(says({ nameId: 'member@acme.test' })), next)
      assert.doesNotMatch((await other.submit(path, {})).path, /evil|alert/)
    }
  })

  test('is taken whether the assertion, the response or both are signed, by any certificate of the metadata', async (t) => {
    const { begin, arrive, says, browser, put } = await company(t, store)
    const arriving = async (make: (said: ReturnType<typeof says>) => string) => {
      const one = browser()
      const { id, relayState } = await begin(one)
      return (await arrive(one, make(says({ nameId: 'member@acme.test', inResponseTo: id })), relayState))
        .status
    }
    assert.equal(await arriving((said) => sign(responseXml(said), 'Response')), 200)
    assert.equal(await arriving((said) => sign(signedResponse(said), 'Response')), 200)
    const byNext = (said: ReturnType<typeof says>) => signedResponse(said, { by: keys.other })
    assert.equal(await arriving(byNext), 403)
    const rolling = metadataXml({ certificates: [keys.idp.certificate, keys.other.certificate] })
    assert.equal((await put({ metadata_xml: rolling })).status, 200)
    assert.equal(await arriving(byNext), 200)
    assert.equal(await arriving((said) => signedResponse(said)), 200)
    const { body } = await put({ metadata_xml: metadataXml({ certificates: [expiredCertificate] }) })
    assert.match(body.warnings.join(), /expired on 2021-01-01/)
    assert.equal(await arriving((said) => signedResponse(said)), 200, 'an expired certificate is warned of')
    assert.equal(await arriving(byNext), 403)
  })

  test('is taken from clocks that are a minute off', async (t) => {
    const { begin, arrive, says, browser } = await company(t, store)
    for (const off of [
      { notBefore: 60_000, issued: 60_000 },
      { notOnOrAfter: -60_000, confirmedUntil: -60_000 },
    ]) {
      const one = browser()
      const { id, relayState } = await begin(one)
      const said = says({ nameId: 'member@acme.test', inResponseTo: id, ...off })
      assert.equal((await arrive(one, signedResponse(said), relayState)).status, 200)
    }
  })

  test('that began at the identity provider asks whether it is them', async (t) => {
    const { acme, arrive, says, browser, sessions, failures } = await company(t, store, {
      allow_idp_initiated: true,
    })
    const member = browser()
    const said = says({ nameId: 'member@acme.test', attributes: { displayName: 'Mem &amp; Ber' } })
    const asked = await arrive(member, signedResponse(said), '/healthz')
    assert.equal(asked.path, `/saml/${acme.id}/finish`)
    assert.match(asked.text, /Sign in to Acme.*Mem &#38; Ber.*member@acme\.test/s)
    assert.equal(await sessions(), 0)
    assert.equal((await member.submit(asked.path, { form_token: '' })).status, 403)
    await member.open(asked.path)
    assert.equal((await member.submit(asked.path, {})).path, '/healthz')
    assert.equal(await sessions(), 1)
    await member.open(asked.path)
    assert.deepEqual(await failures(), ['unknown_request'], 'it is spent')
  })

  test('adds people who come for the first time where that is allowed', async (t) => {
    const { acme, admin, arrive, says, browser, failures, newEvents, put } = await company(t, store, {
      allow_idp_initiated: true,
    })
    const attributes = {
      [`${soap}/emailaddress`]: 'Grace@acme.test',
      [`${soap}/givenname`]: 'Grace',
      [`${soap}/surname`]: 'Hopper',
      profilePhoto: 'https://photos.test/grace.png',
    }
    const come = async (more: object = {}) => {
      const grace = browser()
      const said = says({ nameId: 'gh-1', nameIdFormat: 'persistent', attributes, ...more })
      const { path } = await arrive(grace, signedResponse(said))
      return grace.submit(path, {})
    }
    const refused = await come()
    assert.deepEqual([refused.status, await failures()], [403, ['not_a_member']])
    assert.match(refused.text, /Ask one of its owners to invite you/)

    await put({ just_in_time: true, default_role: 'restricted_member' })
    await newEvents()
    assert.equal((await come()).path, '/')
    const [added] = (await newEvents()).filter(({ type }) => type === 'user.added')
    assert.equal(added!.origin, 'saml_jit')
    const { body: grace } = await admin('GET', `/users/${added!.entity_id}`)
    assert.deepEqual(
      [grace.name, grace.avatar_url, grace.person.email, grace.role],
      ['Grace Hopper', 'https://photos.test/grace.png', 'Grace@acme.test', 'restricted_member'],
    )

    // They are known by their name at the identity provider, whatever their address is there from now on.
    await come({ attributes: { email: 'hopper@acme.test', picture: 'https://photos.test/2.png' } })
    const again = await admin('GET', `/users/${grace.id}`)
    assert.deepEqual(
      [again.body.avatar_url, again.body.person.email],
      ['https://photos.test/2.png', 'Grace@acme.test'],
    )

    await admin('PATCH', `/users/${grace.id}`, { state: 'suspended' })
    await failures()
    const suspended = await come()
    assert.deepEqual([suspended.status, await failures()], [403, ['suspended']])
    assert.match(suspended.text, /You are suspended in this workspace. Ask one of its owners/)
    assert.equal((await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${grace.id}`)).status, 200)
    assert.equal((await come()).path, '/', 'who was removed comes back as who they were')
    assert.equal((await admin('GET', `/users/${grace.id}`)).body.state, 'active')
  })

  test('is for people of verified domains: no guests, and nobody whose address is elsewhere', async (t) => {
    const { acme, arrive, says, browser, failures, sessions } = await company(t, store, {
      allow_idp_initiated: true,
      just_in_time: true,
    })
    const come = async (more: object) => {
      const one = browser()
      const { path } = await arrive(one, signedResponse(says(more)))
      return one.submit(path, {})
    }
    for (const [more, reason] of [
      [{ nameId: 'ada@elsewhere.test' }, 'foreign_domain'],
      [{ nameId: 'x', attributes: { email: 'ada@sub.acme.test' } }, 'foreign_domain'],
      [{ nameId: 'ada@acme.test', attributes: { mail: 'ada@elsewhere.test' } }, 'foreign_domain'],
      [{ nameId: 'guest@acme.test' }, 'guest'],
      [{ nameId: 'ada' }, 'no_email'],
    ] as const) {
      const shown = await come(more)
      assert.deepEqual([shown.status, await failures()], [403, [reason]], reason)
    }
    assert.equal(await sessions(), 0)

    // An identity provider that knows somebody does not sign in as whoever has the address they are given here.
    assert.equal((await come({ nameId: 'member@acme.test' })).path, '/')
    const { userId } = acme.as('member')
    await acme.do(async (context) =>
      changePerson(context, await userFor(context, userId), { email: 'victim@elsewhere.test' }),
    )
    await failures()
    assert.equal((await come({ nameId: 'member@acme.test' })).status, 403)
    assert.deepEqual(await failures(), ['foreign_domain'])
  })

  test('follows the groups of the identity provider, and leaves the others alone', async (t) => {
    const { acme, admin, arrive, says, browser, put } = await company(t, store, { allow_idp_initiated: true })
    const { userId } = acme.as('member')
    const made = async (name: string) => (await admin('POST', '/groups', { name })).body.id as string
    const [engineers, design, byHand] = [await made('Engineers'), await made('Design'), await made('By hand')]
    await admin('POST', `/groups/${byHand}/members`, { user_id: userId })
    const token = (await admin('POST', '/scim_tokens', { name: 'okta' })).body.token
    const managed = await scimWith(acme, token)('POST', '/Groups', { displayName: 'Managed' })
    assert.equal(managed.status, 201)
    const groupsAfter = async (groups: string[], more: object = {}) => {
      const one = browser()
      const said = says({
        nameId: 'member@acme.test',
        attributes: { ...(groups.length > 0 && { groups }), ...more },
      })
      const { path } = await arrive(one, signedResponse(said))
      assert.equal((await one.submit(path, {})).status, 200)
      const { body } = await admin('GET', `/users/${userId}`)
      return body.groups.map(({ name }: { name: string }) => name).toSorted()
    }
    assert.deepEqual(await groupsAfter(['Engineers']), ['By hand'], 'nothing is mapped')

    await put({ groups: { attribute: 'groups', map: null } })
    assert.deepEqual(await groupsAfter(['Engineers', 'Unknown', 'Managed', 'By hand']), [
      'By hand',
      'Engineers',
    ])
    assert.deepEqual(await groupsAfter(['Design']), ['By hand', 'Design'])
    const link = 'http://schemas.microsoft.com/claims/groups.link'
    assert.deepEqual(await groupsAfter([], { [link]: 'https://graph.test' }), ['By hand', 'Design'])
    assert.deepEqual(await groupsAfter([]), ['By hand'])

    const map = [
      { value: 'b1', group_id: engineers },
      { value: 'b2', group_id: byHand },
    ]
    await put({ groups: { attribute: 'groups', map } })
    await admin('POST', `/groups/${design}/members`, { user_id: userId })
    assert.deepEqual(await groupsAfter(['b1', 'b2', 'Design']), ['By hand', 'Design', 'Engineers'])
    assert.deepEqual(await groupsAfter(['b1']), ['Design', 'Engineers'], 'of mapped groups it decides alone')
  })

  test('leaves name and picture of whom a directory manages alone', async (t) => {
    const { acme, admin, arrive, says, browser } = await company(t, store, { allow_idp_initiated: true })
    const token = (await admin('POST', '/scim_tokens', { name: 'okta' })).body.token
    const { body: grace } = await scimWith(acme, token)('POST', '/Users', aUser('grace@acme.test'))
    const before = (await admin('GET', `/users/${grace.id}`)).body
    const one = browser()
    const attributes = { displayName: 'Somebody', picture: 'https://photos.test/grace.png' }
    const { path } = await arrive(one, signedResponse(says({ attributes })))
    assert.equal((await one.submit(path, {})).path, '/')
    const after = (await admin('GET', `/users/${grace.id}`)).body
    assert.deepEqual([after.name, after.avatar_url], [before.name, before.avatar_url])
  })
})
