import assert from 'node:assert/strict'
import { test } from 'node:test'
import { company } from '#test/saml/company.ts'
import { responseXml, sign, signedResponse } from '#test/saml/identity-provider.ts'
import { describeStores } from '#test/stores.ts'

describeStores('signing in with the company', (store) => {
  test('that began here opens a session in the browser that began it, and leads where it should', async (t) => {
    const { begin, arrive, says, browser, acme, newEvents } = await company(t, store)
    const member = browser()
    const { id, relayState, request } = await begin(member, '?next=/workspace')
    assert.match(request, /Destination="https:\/\/idp\.test\/sso"/)
    const said = says({ nameId: 'member@acme.test', inResponseTo: id })
    const shown = await arrive(member, signedResponse(said), relayState)
    assert.equal(shown.path, '/workspace', shown.text)
    assert.match((await member.open('/')).text, /The member/)
    const [event] = (await newEvents()).filter(({ type }) => type === 'user.login')
    assert.deepEqual(
      [event!.actor_id, JSON.parse(event!.data)],
      [acme.as('member').userId, { method: 'saml' }],
    )
    assert.equal(member.cookies.has('octavo_saml_arrival'), false)
  })
})
