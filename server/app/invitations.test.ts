/** Invitations from the request that makes one to the person who has come. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { keptMails } from '#server/domain/mail/kept.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { eventsAfter } from '#server/store/events.ts'
import { userByEmail } from '#server/store/users.ts'
import { type FormBrowser, formBrowser } from '#test/form-browser.ts'
import { mailedPath } from '#test/mailed-path.ts'
import { newestEvents } from '#test/newest-events.ts'
import { callerAt, signedIn } from '#test/signed-in.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Answer, type TestWorkspace, workspace, workspaceOn } from '#test/workspace.ts'

const EMAIL = 'grace@elsewhere.test'
const typed = { name: 'Grace Hopper', password: 'nanoseconds of wire' }
const WEEK = 7 * 24 * 60 * 60_000

const invite = async (acme: TestWorkspace, page: string, level = 'edit'): Promise<Answer> => {
  const answer = await acme.as('owner').post(`/v1/pages/${page}/permissions`, { email: EMAIL, level })
  assert.equal(answer.status, 200, answer.body.message)
  return answer
}

/** Another workspace of the server, which Grace owns; its id. */
async function herOwnWorkspace(acme: TestWorkspace): Promise<string> {
  const elsewhere = await acme.store.transaction((db) =>
    createWorkspace(db, acme.server.surroundings, {
      name: 'Her own',
      settings: defaultSettings,
    }),
  )
  const actor = await acme.do(async (context) => context.actor)
  await inTransaction(acme.server, { workspace: elsewhere, actor }, Date.now(), (context) =>
    addPerson(context, { name: 'Grace', email: EMAIL, role: 'owner' }),
  )
  return elsewhere.id
}

/** A server that sends no mail: whoever invites is shown the link. */
async function shownLink(acme: TestWorkspace): Promise<string> {
  Object.assign(acme.server, { mail: { kind: 'none' } })
  return new URL((await invite(acme, await acme.aPage())).body.invitation.url).pathname
}

/** Somebody at a browser who was shown a link for Grace's e-mail, and Grace's own workspace, which comes later. */
async function forged(t: TestContext, store: TestStore) {
  const acme = await workspace(t, store)
  const forger = formBrowser(acme.app)
  await forger.open(await shownLink(acme))
  await forger.submit(forger.page.path, typed)
  const elsewhere = await herOwnWorkspace(acme)
  const signIn = async (password: string, next = '/') => {
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    await browser.submit('/login', { email: EMAIL, password, next })
    return browser
  }
  return { acme, forger, elsewhere, signIn }
}

/** The workspaces that a browser may choose. */
const placesAt = async (browser: FormBrowser): Promise<string[]> => {
  const { session } = JSON.parse((await browser.open('/app/session')).text)
  return session?.workspaces.map(({ name }: { name: string }) => name) ?? []
}

const levelOf = async (acme: TestWorkspace, page: string, who = EMAIL) =>
  (await acme.as('owner').get(`/v1/pages/${page}/permissions/effective?email=${who}`)).body.level

const userOf = (acme: TestWorkspace) => userByEmail(acme.store.reader, acme.id, EMAIL)

describeStores('an invitation', (store) => {
  test('to a page: mail with a link, an account with a password, a guest with what was granted', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage({ title: 'Plan' })
    await acme.events()
    await invite(acme, page)
    assert.deepEqual(await acme.events(), ['invitation.created', 'page.permissions_updated'])
    const path = await mailedPath(acme)
    const kept = JSON.stringify(await acme.store.root.selectFrom('invitations').selectAll().execute())
    assert.ok(!kept.includes(path.split('/').at(-1)!), 'the link is kept by its hash only')

    const browser = formBrowser(acme.app)
    const shown = await browser.open(path)
    assert.match(shown.text, /<strong>The owner<\/strong> invited you/)
    assert.equal(shown.headers['referrer-policy'], 'no-referrer')
    const weak = await browser.submit(path, { name: '', password: 'password' })
    assert.equal(weak.status, 422)
    assert.match(weak.text, /Enter your name/)
    assert.equal(await userOf(acme), undefined)

    const home = await browser.submit(path, typed)
    assert.equal(home.path, '/')
    assert.match(home.text, /<h1>Acme<\/h1>[\s\S]*Grace Hopper[\s\S]*guest/)
    assert.deepEqual(await acme.events(), [
      'guest.added',
      'invitation.accepted',
      'page.permissions_updated',
      'user.password_set',
      'user.login',
    ])
    assert.equal(await levelOf(acme, page), 'edit')
    const { body } = await acme.as('owner').get(`/v1/pages/${page}/permissions`)
    assert.ok(body.results.every((one: { status: string }) => one.status === 'active'))

    const again = await formBrowser(acme.app).open(path)
    assert.equal(again.status, 410)
  })

  test('of somebody who has an account: they sign in, wherever they are already', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    await herOwnWorkspace(acme)
    await setPassword(acme.server, { ...typed, email: EMAIL })
    await invite(acme, page)
    const path = await mailedPath(acme)
    const browser = formBrowser(acme.app)
    await browser.open(path)
    const wrong = await browser.submit(path, { password: 'something else' })
    assert.equal(wrong.status, 422)
    assert.equal(await levelOf(acme, page), null)
    for (const name of ['a\u0000b', 'x'.repeat(201)]) {
      const odd = await browser.submit(path, { name, password: typed.password })
      assert.equal(odd.status, 422, 'a name that nobody can have')
    }
    const home = await browser.submit(path, { password: typed.password })
    assert.match(home.text, /<h1>Acme<\/h1>[\s\S]*Her own/)

    const other = await acme.aPage()
    const signedIn = formBrowser(acme.app)
    await acme
      .as('owner')
      .post(`/v1/pages/${other}/permissions`, { email: 'member@acme.test', level: 'view' })
    await setPassword(acme.server, { name: 'M', email: 'member@acme.test', password: typed.password })
    await signedIn.open('/login')
    await signedIn.submit('/login', { email: 'member@acme.test', password: typed.password })
    const invited = await acme
      .as('owner')
      .post('/v1/invitations', { email: 'third@elsewhere.test', role: 'member' })
    assert.equal(invited.status, 200)
    const third = await signedIn.open(await mailedPath(acme))
    assert.match(third.text, /You are signed in as member@acme.test/)
  })

  test('is accepted with one press by who is signed in as its e-mail', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    await herOwnWorkspace(acme)
    await setPassword(acme.server, { ...typed, email: EMAIL })
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    await browser.submit('/login', { email: EMAIL, password: typed.password })
    await invite(acme, page)
    const path = await mailedPath(acme)
    const shown = await browser.open(path)
    assert.doesNotMatch(shown.text, /type="password"/)
    assert.match((await browser.submit(path, {})).text, /<h1>Acme<\/h1>/)
    assert.equal(await levelOf(acme, page), 'edit')
  })

  test('brings back who had left, with what they had been granted before', async (t) => {
    const acme = await workspace(t, store)
    const [first, second] = [await acme.aPage(), await acme.aPage()]
    await invite(acme, first)
    const browser = formBrowser(acme.app)
    await browser.open(await mailedPath(acme))
    await browser.submit(browser.page.path, typed)
    const user = (await userOf(acme))!
    const removed = await acme.as('owner').delete(`/admin/v1/spaces/${acme.id}/users/${user.id}`)
    assert.equal(removed.status, 200, removed.body.message)
    assert.equal(await levelOf(acme, first), null)
    await invite(acme, second, 'view')
    const path = await mailedPath(acme)
    await browser.open(path)
    assert.match((await browser.submit(path, { password: typed.password })).text, /<h1>Acme<\/h1>/)
    assert.deepEqual([await levelOf(acme, first), await levelOf(acme, second)], ['edit', 'view'])
  })

  test('works once, for seven days, and until it is sent again or taken back', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const owner = acme.as('owner')
    await invite(acme, page)
    const first = await mailedPath(acme)
    const [invitation] = (await owner.get('/v1/invitations')).body.results
    assert.deepEqual(
      { email: invitation.email, role: invitation.role, status: invitation.status, url: invitation.url },
      { email: EMAIL, role: 'guest', status: 'pending', url: null },
    )
    const resent = await owner.post(`/v1/invitations/${invitation.id}/resend`, { message: 'Please come' })
    assert.equal(resent.status, 200)
    const second = await mailedPath(acme)
    const browser = formBrowser(acme.app)
    assert.equal((await browser.open(first)).status, 404)
    assert.match((await browser.open(second)).text, /Please come/)

    const { surroundings } = acme.server
    const { now } = surroundings
    surroundings.now = () => now() + WEEK
    assert.equal((await browser.open(second)).status, 410)
    assert.equal((await owner.get('/v1/invitations')).body.results[0].status, 'expired')
    const shown = await owner.get(`/v1/pages/${page}/permissions`)
    assert.equal(shown.body.results.at(-1).status, 'expired')
    await invite(acme, page)
    const third = await mailedPath(acme)
    assert.equal((await browser.open(third)).status, 200)

    await acme.events()
    const cancelled = await owner.delete(`/v1/invitations/${invitation.id}`)
    assert.equal(cancelled.body.status, 'cancelled')
    assert.deepEqual(await acme.events(), ['invitation.cancelled', 'page.permissions_updated'])
    assert.equal((await browser.open(third)).status, 410)
    assert.equal((await owner.delete(`/v1/invitations/${invitation.id}`)).status, 409)
    const { body } = await owner.get(`/v1/pages/${page}/permissions`)
    assert.ok(body.results.every((one: { invitation: unknown }) => one.invitation === null))
    assert.equal((await owner.get('/v1/invitations?status=cancelled')).body.results.length, 1)
  })

  test('gives of two grants the higher, and also to who is added some other way', async (t) => {
    const acme = await workspace(t, store)
    const [first, second] = [await acme.aPage(), await acme.aPage()]
    await invite(acme, first, 'view')
    await invite(acme, second, 'edit')
    assert.equal((await keptMails(acme.store.reader)).length, 1, 'one link is enough')
    await acme.do((context) =>
      addPerson(context, { name: 'Grace', email: EMAIL.toUpperCase(), role: 'member' }),
    )
    assert.deepEqual([await levelOf(acme, first), await levelOf(acme, second)], ['view', 'edit'])
    assert.equal((await acme.as('owner').get('/v1/invitations')).body.results.length, 0)
    assert.equal((await acme.as('owner').get('/v1/invitations?status=accepted')).body.results.length, 1)
  })

  test('to become a member is for owners and membership admins; others see and end their own', async (t) => {
    const acme = await workspace(t, store)
    const page = await acme.aPage()
    const [owner, member, editor] = [acme.as('owner'), acme.as('member'), acme.as('editor')]
    for (const client of [member, editor, acme.as('guest')]) {
      const refused = await client.post('/v1/invitations', { email: EMAIL })
      assert.deepEqual([refused.status, refused.body.code], [403, 'restricted_resource'])
    }
    const made = await owner.post('/v1/invitations', { email: ` ${EMAIL} `, role: 'owner', message: 'Come' })
    assert.deepEqual(
      [made.status, made.body.email, made.body.role, made.body.message],
      [200, EMAIL, 'owner', 'Come'],
    )
    const known = await owner.post('/v1/invitations', { email: 'Member@acme.test' })
    assert.equal(known.status, 400)
    assert.match(known.body.message, /in the workspace already/)
    for (const email of ['nobody', 'a@b', 'a@b.c@d.e', 'ä@b.test']) {
      assert.equal((await owner.post('/v1/invitations', { email })).status, 400, email)
    }
    await owner.post(`/v1/pages/${page}/permissions`, { user_id: member.userId, level: 'full_access' })
    const theirs = await member.post(`/v1/pages/${page}/permissions`, {
      email: 'a@elsewhere.test',
      level: 'view',
    })
    assert.equal(theirs.status, 200)
    const emailsOf = ({ body }: Answer) => body.results.map((one: { email: string }) => one.email)
    assert.deepEqual(emailsOf(await owner.get('/v1/invitations')), [EMAIL, 'a@elsewhere.test'])
    assert.deepEqual(emailsOf(await member.get('/v1/invitations')), ['a@elsewhere.test'])
    const paged = await owner.get('/v1/invitations?page_size=1')
    const rest = await owner.get(`/v1/invitations?start_cursor=${paged.body.next_cursor}`)
    assert.deepEqual(emailsOf(rest), ['a@elsewhere.test'])
    assert.equal((await member.delete(`/v1/invitations/${made.body.id}`)).status, 404)
    assert.equal((await member.delete(`/v1/invitations/${theirs.body.invitation.id}`)).status, 200)
    const browser = formBrowser(acme.app)
    await browser.open(await mailedPath(acme))
    assert.equal(browser.page.status, 410)
    const told = await eventsAfter(acme.store.reader, acme.id, 0, 10_000)
    assert.ok(
      told.every(({ data }) => !data.includes('@')),
      'events hold no e-mail',
    )
  })

  test('shows its link to whoever invites where no mail goes out', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    Object.assign(acme.server, { mail: { kind: 'none' } })
    const { body } = await invite(acme, await acme.aPage())
    assert.match(body.invitation.url, /^http:\/\/octavo\.test\/invitations\/[\w-]{32}$/)
    assert.deepEqual(await keptMails(acme.store.reader), [])
    const resent = await owner.post(`/v1/invitations/${body.invitation.id}/resend`, {})
    const browser = formBrowser(acme.app)
    await browser.open(new URL(resent.body.url).pathname)
    assert.match((await browser.submit(browser.page.path, typed)).text, /<h1>Acme<\/h1>/)
  })

  test('that was shown and not mailed leads to its workspace alone, whoever follows it', async (t) => {
    const { acme, forger, elsewhere, signIn } = await forged(t, store)
    for (const browser of [forger, await signIn(typed.password, `/?workspace=${elsewhere}`)]) {
      assert.deepEqual(await placesAt(browser), ['Acme'])
      const { text } = await browser.open('/')
      browser.page.text = text.replaceAll('action="/logout"', 'action="/workspace"')
      assert.equal((await browser.submit('/workspace', { workspace_id: elsewhere })).status, 404)
    }
    const link = await shownLink(await workspaceOn(t, acme.store, {}))
    await forger.open(link)
    await forger.submit(link, {})
    assert.deepEqual(await placesAt(forger), ['Acme', 'Acme'], 'where they hold the link too')

    // Nor do they take her person there along to an e-mail of their own.
    Object.assign(acme.server, { mail: { kind: 'kept' } })
    await callerAt(acme, forger)('PATCH', '/v1/account', { email: 'eve@elsewhere.test' })
    const confirming = await mailedPath(acme)
    await forger.open(confirming)
    assert.equal((await forger.submit(confirming, {})).path, '/account')
    assert.notEqual(await userByEmail(acme.store.reader, elsewhere, EMAIL), undefined)
    assert.deepEqual(await placesAt(forger), ['Acme', 'Acme'])
    const told = await newestEvents({ store: acme.store, id: elsewhere }, 9)
    assert.deepEqual(
      told.map(({ type }) => type),
      ['user.added'],
    )
  })

  test('that was shown and not mailed gives way to whom the operator vouches for', async (t) => {
    const { acme, forger, signIn } = await forged(t, store)
    await setPassword(acme.server, { ...typed, email: EMAIL, password: 'given by the operator' })
    assert.deepEqual(await placesAt(forger), [])
    assert.deepEqual(await placesAt(await signIn(typed.password)), [])
    assert.deepEqual(await placesAt(await signIn('given by the operator')), ['Acme', 'Her own'])
  })

  test('that was shown makes nobody a way into an account that is there', async (t) => {
    const acme = await workspace(t, store)
    const her = await signedIn(acme, 'member@acme.test')
    await her.call('DELETE', '/v1/account/password')
    const link = await shownLink(acme)
    await acme.store.transaction((db) =>
      db.sql
        .updateTable('accounts')
        .set({ email_key: EMAIL })
        .where('email_key', '=', 'member@acme.test')
        .execute(),
    )
    const browser = formBrowser(acme.app)
    await browser.open(link)
    const refused = await browser.submit(link, typed)
    assert.equal(refused.status, 403)
    assert.match(refused.text, /has an account on this server/)
    assert.equal(await userOf(acme), undefined)
  })

  test('takes a form of this server only', async (t) => {
    const acme = await workspace(t, store)
    await invite(acme, await acme.aPage())
    const path = await mailedPath(acme)
    const foreign = await acme.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.test' },
      payload: new URLSearchParams(typed).toString(),
    })
    assert.equal(foreign.statusCode, 403)
    assert.equal(await userOf(acme), undefined)
  })
})
