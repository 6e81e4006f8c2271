import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { ownWork } from '#server/domain/events/record.ts'
import { enter } from '#server/domain/sign-in/enter.ts'
import { addPerson } from '#server/domain/users/create.ts'
import type { Problem } from '#shared/problem.ts'
import type { FormBrowser } from '#test/form-browser.ts'
import { mailedPath } from '#test/mailed-path.ts'
import { type Company, company } from '#test/saml/company.ts'
import { metadataXml, signedResponse } from '#test/saml/identity-provider.ts'
import { describeStores, type TestStore } from '#test/stores.ts'

const password = 'correct horse battery'

/** Where people have passwords, and the owner may sign in whatever happens. */
async function enforceable(t: Parameters<typeof company>[0], store: TestStore) {
  const made = await company(t, store)
  const { acme, put } = made
  for (const name of ['owner', 'member', 'guest']) {
    await setPassword(acme.server, { name, email: `${name}@acme.test`, password })
  }
  const owner = acme.as('owner').userId
  assert.equal((await put({ break_glass: [owner] })).status, 200)
  return { ...made, owner }
}

async function byPassword(browser: FormBrowser, email: string, typed = password) {
  await browser.open('/login')
  return browser.submit('/login', { email, password: typed })
}

/** Tries the settings as an owner does, as the member. */
async function tried({ admin, arrive, begin, browser, says }: Company, more: object = {}) {
  const { body } = await admin('POST', '/saml/test')
  const one = browser()
  const { id, relayState } = await begin(one, new URL(body.login_url).search)
  const said = says({ nameId: 'member@acme.test', inResponseTo: id, ...more })
  const shown = await arrive(one, signedResponse(said), relayState)
  assert.equal(one.cookies.has('octavo_session'), false)
  return { shown, test: (await admin('GET', '/saml')).body.last_test }
}

describeStores('SAML that is enforced', (store) => {
  test('asks before for a domain, a test that went well with these settings, and an owner who can still come in', async (t) => {
    const made = await company(t, store, { enabled: false })
    const { put, acme, admin } = made
    const refused = await put({ enforced: true })
    assert.equal(refused.status, 409)
    assert.match(
      refused.body.message,
      /once it is enabled, and a test sign-in .*, and break_glass names an owner/,
    )
    await put({ enabled: true, break_glass: [acme.as('owner').userId] })
    assert.match((await put({ enforced: true })).body.message, /once a test sign-in went well/)

    const failed = await tried(made, { nameId: 'somebody@elsewhere.test' })
    assert.deepEqual(
      [failed.shown.status, failed.test.passed, failed.test.reason],
      [403, false, 'foreign_domain'],
    )
    assert.equal((await put({ enforced: true })).status, 409)
    const { shown, test: last } = await tried(made, {
      attributes: { displayName: 'Mem Ber', team: ['a', 'b'] },
    })
    assert.match(shown.text, /The test went well.*member@acme\.test.*Mem Ber.*<code>team<\/code>/s)
    assert.deepEqual([last.passed, last.is_current, last.name_id], [true, true, 'member@acme.test'])
    assert.deepEqual(last.attributes[1], { name: 'team', friendly_name: null, values: ['a', 'b'] })

    const changed = await put({ attribute_map: { name: 'team' } })
    assert.equal(changed.body.last_test.is_current, false)
    assert.equal((await put({ enforced: true })).status, 409, 'settings that were not tested')
    const { body: mapped } = await put({ attribute_map: { name: null }, just_in_time: true })
    assert.equal(mapped.last_test.is_current, true)
    const answer = await put({ enforced: true })
    assert.equal(answer.status, 200, answer.body.message)
    assert.equal((await put({ break_glass: [] })).status, 409)
    const other = metadataXml({ entityId: 'https://other.test' })
    assert.equal(
      (await put({ metadata_xml: other })).status,
      409,
      'another identity provider is tested first',
    )

    // Nobody takes the last way in away.
    const demoted = await admin('PATCH', `/users/${acme.as('owner').userId}`, { role: 'member' })
    assert.deepEqual([demoted.status, demoted.body.code], [409, 'conflict_error'])
  })

  test('closes every other way to people of the domains at once, but to break-glass owners', async (t) => {
    const made = await enforceable(t, store)
    const { acme, put, browser, begin, arrive, says, newEvents } = made
    const [member, owner, outsider] = [browser(), browser(), browser()]
    assert.equal((await byPassword(member, 'member@acme.test')).path, '/')
    assert.equal((await byPassword(owner, 'owner@acme.test')).path, '/')
    await setPassword(acme.server, { name: 'Else', email: 'else@elsewhere.test', password })
    const saml = browser()
    const begun = await begin(saml)
    const said = says({ nameId: 'member@acme.test', inResponseTo: begun.id })
    await arrive(saml, signedResponse(said), begun.relayState)

    await tried(made)
    await newEvents()
    const { body: foreseen } = await made.admin('GET', '/saml/enforcement')
    const named = (people: { name: string; last_login_time: string | null }[]) =>
      people.map(({ name, last_login_time }) => [name, last_login_time !== null])
    assert.deepEqual(named(foreseen.break_glass), [['The owner', false]])
    assert.deepEqual(named(foreseen.people.filter(({ name }: { name: string }) => name === 'The member')), [
      ['The member', true],
    ])
    assert.equal(foreseen.people.at(-1).name, 'The member')
    assert.equal(foreseen.never_signed_in_count, foreseen.people_count - 1)
    assert.equal(foreseen.sessions_count, 1)
    assert.equal((await put({ enforced: true })).status, 200)
    const ended = (await newEvents()).filter(({ type }) => type === 'user.sessions_ended')
    assert.deepEqual(
      ended.map(({ entity_id, data }) => [entity_id, JSON.parse(data).count]),
      [[acme.as('member').userId, 1]],
    )
    assert.doesNotMatch((await member.open('/')).text, /The member/)
    assert.match((await owner.open('/')).text, /The owner/)
    assert.match((await saml.open('/')).text, /The member/)
    const me = await acme.as('member').get('/v1/users/me')
    assert.equal(me.status, 200, 'tokens are no sessions')

    const refused = await byPassword(member, 'member@acme.test')
    assert.equal(refused.status, 403)
    assert.match(refused.text, /sign in to Acme with the company, and in no other way/)
    assert.match(refused.text, new RegExp(`href="/saml/${acme.id}/login\\?next=%2F"`))
    assert.doesNotMatch((await member.open('/')).text, /The member/)
    assert.equal((await byPassword(browser(), 'owner@acme.test')).path, '/', 'break glass')
    assert.equal((await byPassword(browser(), 'guest@acme.test')).status, 403)
    assert.equal((await byPassword(outsider, 'else@elsewhere.test')).status, 403)
    assert.doesNotMatch(outsider.page.text, /with their company/)

    const mailing = browser()
    await mailing.open('/login')
    await mailing.submit('/login/link', { email: 'member@acme.test', password: '' })
    const path = await mailedPath(acme)
    await mailing.open(path)
    const byLink = await mailing.submit(path, {})
    assert.equal(byLink.status, 403)
    assert.match(byLink.text, /in no other way/)
    assert.match(byLink.text, new RegExp(`href="http://octavo.test/saml/${acme.id}/login"`))

    await made.admin('DELETE', '/saml')
    assert.equal((await byPassword(member, 'member@acme.test')).path, '/')
  })

  test('holds for a domain that is verified later, and for an owner who is no break-glass owner any more', async (t) => {
    const made = await enforceable(t, store)
    const { acme, put, browser, owner } = made
    const second = await acme.do(async (context) => {
      const { id } = await addPerson(context, { name: 'Second', email: 'second@acme.test', role: 'owner' })
      await addPerson(context, { name: 'Ada', email: 'ada@acme.example', role: 'member' })
      return id
    })
    for (const email of ['second@acme.test', 'ada@acme.example']) {
      await setPassword(acme.server, { name: 'x', email, password })
    }
    await put({ break_glass: [owner, second] })
    await tried(made)
    assert.equal((await put({ enforced: true })).status, 200)
    const [ada, other] = [browser(), browser()]
    assert.equal((await byPassword(ada, 'ada@acme.example')).path, '/')
    assert.equal((await byPassword(other, 'second@acme.test')).path, '/')
    await acme.do((context) => trustDomain(context, 'acme.example'))
    assert.doesNotMatch((await ada.open('/')).text, /Ada/)
    assert.equal((await byPassword(ada, 'ada@acme.example')).status, 403)
    assert.match((await other.open('/')).text, /Second/)
    assert.equal((await put({ break_glass: [owner] })).status, 200)
    assert.doesNotMatch((await other.open('/')).text, /Second/)
  })

  test('holds for every proof that there is, and for the identity provider of another workspace', async (t) => {
    const made = await enforceable(t, store)
    const { acme, put } = made
    await tried(made)
    assert.equal((await put({ enforced: true })).status, 200)
    const second = (await acme.as('owner').post('/admin/v1/workspaces', { name: 'Second' })).body.id
    const proof = { email: 'member@acme.test', source: ownWork }
    const others = ['password', 'passkey', 'set_up', 'invitation', 'magic_link', 'oidc'] as const
    for (const more of [
      ...others.map((method) => ({ method })),
      { method: 'saml' as const, workspaceId: second },
    ]) {
      await assert.rejects(enter(acme.server, { ...proof, ...more }), (error: Problem) => {
        assert.equal(error.data?.reason, 'saml_required', more.method)
        return true
      })
    }
    const opened = await enter(acme.server, { ...proof, method: 'saml', workspaceId: acme.id })
    assert.equal(opened.state, 'entered')
  })

  test('is said on the sign-in page to everybody of a domain alike, whoever they are', async (t) => {
    const made = await enforceable(t, store)
    const { acme, put, browser } = made
    const page = async (email: string, typed: string) =>
      (await byPassword(browser(), email, typed)).text
        .split('<main')[1]!
        .replaceAll(email, '…')
        .replaceAll(encodeURIComponent(email), '…')
        .replaceAll(/name="form_token" value="[^"]*"/g, '')
    assert.match((await browser().open('/login')).text, /formaction="\/login\/company"/)
    const company = browser()
    for (const email of ['member@acme.test', 'nobody@ACME.test']) {
      await company.open('/login?next=/healthz')
      const led = await company.submit('/login/company', { email })
      assert.equal(led.headers.refresh, `0; url=/saml/${acme.id}/login?next=%2Fhealthz`)
    }
    await company.open('/login')
    const unknown = await company.submit('/login/company', { email: 'ada@elsewhere.test' })
    assert.match(unknown.text, /No company has set this up/)
    assert.equal((await company.submit('/login/company', { email: '' })).status, 422)

    assert.doesNotMatch(await page('member@acme.test', 'wrong'), /with their company/)
    await tried(made)
    await put({ enforced: true })
    const [known, nobody] = [await page('member@acme.test', 'wrong'), await page('nobody@acme.test', 'wrong')]
    assert.match(known, /People with this e-mail domain sign in with their company/)
    assert.equal(known, nobody)
    await put({ enforced: false, enabled: false })
    assert.doesNotMatch((await browser().open('/login')).text, /company/)
  })
})
