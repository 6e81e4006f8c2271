import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { keptMails } from '#server/domain/mail/kept.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { aUser, scimWith } from '#test/directory.ts'
import { formBrowser } from '#test/form-browser.ts'
import { mailedPath } from '#test/mailed-path.ts'
import { newestEvents } from '#test/newest-events.ts'
import { PASSWORD } from '#test/passwords.ts'
import { anHourLater, signedIn } from '#test/signed-in.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type TestWorkspace, workspace, workspaceOn } from '#test/workspace.ts'

const OLD = 'member@acme.test'
const NEW = 'Ada@example.org'

/** Two workspaces that the same people are in, and one of them at a browser who has come into both. */
async function ada(t: TestContext, testStore: TestStore) {
  const store = await testStore.open(t)
  const acme = await workspaceOn(t, store, {})
  const second = await workspaceOn(t, store, {})
  const { browser, call } = await signedIn(acme)
  for (const { id: workspace_id } of [second, acme]) {
    await browser.open('/workspace')
    await browser.submit('/workspace', { workspace_id })
  }
  const ask = (email: string) => call('PATCH', '/v1/account', { email })
  const confirm = async (path?: string) => {
    const link = path ?? (await mailedPath(acme))
    const shown = await browser.open(link)
    return shown.status === 200 ? browser.submit(link, {}) : shown
  }
  const emails = () =>
    Promise.all(
      [acme, second].map(
        async (one) => (await one.as('owner').get(userPath(one))).body.person.email as string,
      ),
    )
  return { acme, second, browser, call, ask, confirm, emails, mails: () => keptMails(store.reader) }
}

const userPath = (acme: TestWorkspace) => `/admin/v1/spaces/${acme.id}/users/${acme.as('member').userId}`

const account = (more: object) => ({
  object: 'account',
  name: 'The member',
  email: OLD,
  pending_email: null,
  email_domains: null,
  locked: [],
  managed_by: null,
  ...more,
})

describeStores('the account of a person', (store) => {
  test('is read by their session and their tokens, and by no bot', async (t) => {
    const acme = await workspace(t, store)
    const member = acme.as('member')
    const read = async () => {
      const { request_id: _, ...shown } = (await member.get('/v1/account')).body
      return shown
    }
    assert.deepEqual(await read(), account({ id: null }), 'of who never signed in')
    const { call } = await signedIn(acme)
    const shown = (await call('GET', '/v1/account')).body
    assert.match(shown.id, /^[0-9a-f-]{36}$/)
    assert.equal(shown.name, 'member')
    assert.deepEqual(await read(), account({ id: shown.id }), 'a token is told the name in its workspace')
    await call('PATCH', '/v1/account', { email: 'new@example.org' })
    assert.equal((await call('GET', '/v1/account')).body.pending_email.email, 'new@example.org')
    assert.deepEqual(await read(), account({ id: shown.id }), 'and nothing that is about to change')
    const editor = acme.as('editor')
    for (const refused of [await editor.get('/v1/account'), await editor.patch('/v1/account', {})])
      assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    const byToken = await member.patch('/v1/account', { name: 'Ada' })
    assert.equal(byToken.status, 403)
    assert.match(byToken.body.message, /at a browser that is signed in, and not by a token/)
  })

  test('has one name in all of its workspaces', async (t) => {
    const { acme, second, call } = await ada(t, store)
    await Promise.all([acme.events(), second.events()])
    const renamed = await call('PATCH', '/v1/account', { name: ' Ada Lovelace ' })
    assert.deepEqual([renamed.status, renamed.body.name], [200, 'Ada Lovelace'])
    for (const one of [acme, second]) {
      assert.equal((await one.as('member').get('/v1/users/me')).body.name, 'Ada Lovelace')
      assert.deepEqual(await one.events(), ['user.updated'])
    }
    const [event] = await newestEvents(second, 1)
    assert.deepEqual([event!.actor_id, event!.origin], [second.as('member').userId, 'ui'])
    assert.equal((await call('PATCH', '/v1/account', { name: '\n' })).status, 400)
  })
})

describeStores('another e-mail address', (store) => {
  test('and name are no business of a workspace where somebody never came in', async (t) => {
    const { acme, second, call, ask, confirm, emails } = await ada(t, store)
    const strange = await workspaceOn(t, acme.store, {})
    const scim = scimWith(strange, await strange.do((context) => addScimToken(context, { name: 'okta' })))
    const path = `/Users/${strange.as('member').userId}`
    assert.equal((await scim('PUT', path, { ...aUser(OLD), active: true })).status, 200)
    const places = JSON.parse((await (await signedIn(acme)).browser.open('/app/session')).text).session
      .workspaces
    assert.equal(places.length, 3, 'it is theirs to come into')
    await strange.events()
    assert.deepEqual((await call('GET', '/v1/account')).body.locked, [])
    await call('PATCH', '/v1/account', { name: 'Ada Lovelace' })
    await ask(NEW)
    await confirm()
    assert.deepEqual(await emails(), [NEW, NEW])
    const theirs = (await scim('GET', path)).body
    assert.deepEqual([theirs.userName, theirs.displayName === 'Ada Lovelace'], [OLD, false])
    assert.deepEqual([await strange.events(), (await second.events()).length > 0], [[], true])
  })

  test('counts in every workspace once its link was opened where its person is signed in', async (t) => {
    const { acme, second, browser, call, ask, confirm, emails, mails } = await ada(t, store)
    const elsewhere = await signedIn(acme)
    await Promise.all([acme.events(), second.events()])
    await ask('mistyped@example.org')
    const mistyped = await mailedPath(acme)
    const asked = await ask(` ${NEW} `)
    assert.equal(asked.status, 200, asked.body.message)
    assert.equal(asked.body.pending_email.email, NEW)
    assert.deepEqual([asked.body.email, ...(await emails())], [OLD, OLD, OLD])
    assert.deepEqual(await acme.events(), [])
    const [letter] = await mails()
    assert.deepEqual([letter!.to, letter!.subject], [NEW, 'Confirm your e-mail address'])
    const path = await mailedPath(acme)
    assert.equal((await confirm(mistyped)).status, 404, 'a newer one ends those before')

    const stranger = formBrowser(acme.app)
    assert.match((await stranger.open(path)).path, /^\/login\?next=%2Faccount%2Femail%2F/)
    const { browser: owner } = await signedIn(acme, 'owner@acme.test')
    assert.equal((await owner.open(path)).status, 404, 'it is nobody else’s')
    assert.match((await browser.open('/account')).text, /We mailed a link to Ada@example\.org/)
    await Promise.all([acme.events(), second.events()])

    assert.equal((await confirm(path)).path, '/account')
    assert.deepEqual(await emails(), [NEW, NEW])
    const shown = (await call('GET', '/v1/account')).body
    assert.deepEqual([shown.email, shown.pending_email], [NEW, null])
    assert.deepEqual(await acme.events(), ['user.updated', 'user.email_changed', 'user.sessions_ended'])
    assert.deepEqual(await second.events(), ['user.updated', 'user.email_changed', 'user.sessions_ended'])
    const [, , updated] = await newestEvents(acme, 3)
    assert.deepEqual(JSON.parse(updated!.before!), { email: OLD })
    assert.doesNotMatch(updated!.data, /@/)

    assert.equal((await elsewhere.call('GET', '/v1/users/me')).status, 401, 'sessions elsewhere end')
    const [told] = await mails()
    assert.deepEqual([told!.to, told!.subject], [OLD, 'Your e-mail address was changed'])
    assert.match(told!.text, /Ada@example\.org/)
    const signIn = async (email: string) => {
      const fresh = formBrowser(acme.app)
      await fresh.open('/login')
      return (await fresh.submit('/login', { email, password: PASSWORD })).path
    }
    assert.deepEqual([await signIn(OLD), await signIn(NEW)], ['/login', '/'])
    assert.equal((await confirm(path)).status, 404, 'it works once')
  })

  test('of somebody else is refused where it is confirmed, and not before', async (t) => {
    const { acme, second, ask, confirm, emails } = await ada(t, store)
    const cases: [why: RegExp, taken: (email: string) => Promise<unknown>][] = [
      [/has an account of its own/, (email) => signedIn(acme, email)],
      [
        /Somebody in Acme has this address/,
        (email) => second.do((context) => addPerson(context, { name: null, email, role: 'guest' })),
      ],
      [
        /Addresses in taken2\.test belong to another workspace/,
        async () => {
          const third = await workspaceOn({ after: () => {} }, acme.store, {})
          await third.do((context) => trustDomain(context, 'taken2.test'))
          await acme.store.transaction((db) =>
            db.sql.deleteFrom('users').where('workspace_id', '=', third.id).execute(),
          )
        },
      ],
    ]
    for (const [index, [why, taken]] of cases.entries()) {
      const email = `eve@taken${index}.test`
      if (index === 0) await acme.do((context) => addPerson(context, { name: 'Eve', email, role: 'member' }))
      await taken(email)
      const asked = await ask(email)
      assert.deepEqual([asked.status, asked.body.pending_email?.email], [200, email])
      const refused = await confirm()
      assert.equal(refused.status, 409, refused.text)
      assert.match(refused.text, why)
      assert.deepEqual(await emails(), [OLD, OLD])
    }
  })

  test('needs a recent sign-in, or the password', async (t) => {
    const { acme, call, ask, browser, mails } = await ada(t, store)
    await anHourLater(acme)
    const refused = await ask(NEW)
    assert.deepEqual(
      [refused.status, refused.body.additional_data],
      [403, { reason: 'recent_sign_in_needed' }],
    )
    await browser.open('/account')
    assert.match((await browser.submit('/account/email', { email: NEW })).path, /^\/account\/confirm\?next=/)
    const wrong = await call('PATCH', '/v1/account', { email: NEW, password: 'a wrong one' })
    assert.deepEqual([wrong.status, wrong.body.message], [400, 'body.password: This is not your password.'])
    assert.deepEqual(await mails(), [])
    assert.equal((await call('PATCH', '/v1/account', { email: NEW, password: PASSWORD })).status, 200)
  })

  test('is refused where it is none, the same, or asked for too often', async (t) => {
    const { acme, ask, browser } = await ada(t, store)
    for (const email of ['ada', 'ada@acme', '', 'ä@example.org', ' MEMBER@acme.test', 'a\u0000@example.org'])
      assert.equal((await ask(email)).status, 400, email)
    await browser.open('/account')
    const page = await browser.submit('/account/email', { email: 'ada' })
    assert.equal(page.status, 422)
    assert.match(page.text, /id="email-mistake">Enter an e-mail address/)
    const statuses: number[] = []
    for (let count = 0; count < 7; count++) statuses.push((await ask(`ada${count}@example.org`)).status)
    assert.equal(statuses.at(-1), 429)
    Object.assign(acme.server, { mail: { kind: 'none' } })
    const unsent = await ask(NEW)
    assert.deepEqual([unsent.status, unsent.body.code], [409, 'conflict_error'])
    assert.match(unsent.body.message, /sends no mail/)
  })

  test('stays with the directory that manages it, and in the domains of a workspace of theirs', async (t) => {
    const { acme, call, ask, confirm, emails, browser } = await ada(t, store)
    await acme.do(async (context) => {
      await trustDomain(context, 'acme.test')
      await trustDomain(context, 'acme.example')
    })
    const read = async () => (await call('GET', '/v1/account')).body
    assert.deepEqual((await read()).email_domains, ['acme.test', 'acme.example'])
    const refused = await ask(NEW)
    assert.equal(refused.status, 400)
    assert.match(refused.body.message, /stays in one of its domains: acme\.test, acme\.example/)
    assert.equal((await ask('ada@acme.example')).status, 200)
    await confirm()
    assert.deepEqual(await emails(), ['ada@acme.example', 'ada@acme.example'])
    assert.equal((await browser.open('/account')).path, '/login?next=/account', 'and signs in anew')

    const signed = await signedIn(acme, 'ada@acme.example')
    const scim = scimWith(acme, await acme.do((context) => addScimToken(context, { name: 'okta' })))
    const { userId } = acme.as('member')
    assert.equal(
      (await scim('PUT', `/Users/${userId}`, { ...aUser('ada@acme.example'), active: true })).status,
      200,
    )
    const shown = (await signed.call('GET', '/v1/account')).body
    const okta = { type: 'directory', name: 'okta', workspace_name: 'Acme' }
    assert.deepEqual([shown.locked, shown.managed_by], [['email'], okta])
    const locked = await signed.call('PATCH', '/v1/account', { email: 'eve@acme.example' })
    assert.deepEqual([locked.status, locked.body.code], [409, 'conflict_error'])
    assert.match(locked.body.message, /The directory “okta” of Acme manages your e-mail address/)
    assert.match((await signed.browser.open('/account')).text, /managed by the directory “okta” of Acme/)
  })
})
