import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { ownCapabilities } from '#server/domain/access/capabilities.ts'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { sessionOfToken } from '#server/domain/sign-in/session.ts'
import { changePerson, type PersonChange } from '#server/domain/users/change.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { toUser } from '#server/domain/users/user.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { userByEmail } from '#server/store/users.ts'
import { type EmptyServer, emptyServer } from '#test/empty-server.ts'
import { type FormBrowser, formBrowser, type Shown } from '#test/form-browser.ts'
import { describeStores, type TestStore } from '#test/stores.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const ada = { name: 'Ada Lovelace', email: 'ada@acme.test', password: 'correct horse battery' }

describeStores('signing in', (testStore) => {
  test('opens a session in a cookie that scripts and other sites cannot use', async (t) => {
    const { app } = await withAda(t, testStore)
    const browser = formBrowser(app)
    const home = await signIn(browser)
    assert.equal(home.path, '/')
    assert.match(home.text, /<h1>Acme<\/h1>/)
    assert.match(home.text, /Ada Lovelace/)
    const cookie = browser.setCookies.find((line) => line.startsWith('octavo_session='))!
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=2592000'])
      assert.ok(cookie.includes(part))
    assert.ok(!cookie.includes('Secure') && !cookie.includes('Domain'))
  })

  test('at an https address uses cookies that only this host can set', async (t) => {
    const { app, server } = await withAda(t, testStore)
    server.reachAt('https://octavo.test')
    const browser = formBrowser(app, 'https://octavo.test')
    assert.match((await signIn(browser)).text, /<h1>Acme<\/h1>/)
    assert.deepEqual([...browser.cookies.keys()], ['__Host-octavo_form', '__Host-octavo_session'])
    for (const line of browser.setCookies) assert.ok(line.includes('Secure'), line)
  })

  test('takes the e-mail in any case, with space around it', async (t) => {
    const { app } = await withAda(t, testStore)
    assert.equal((await signIn(formBrowser(app), { email: ' ADA@Acme.test ' })).path, '/')
  })

  test('answers a wrong password and an unknown e-mail alike, and keeps the e-mail only', async (t) => {
    const { app } = await withAda(t, testStore)
    const wrong = await signIn(formBrowser(app), { password: 'a wrong password' })
    const unknown = await signIn(formBrowser(app), { email: 'eve@acme.test', password: 'a wrong password' })
    assert.equal(wrong.status, 401)
    assert.equal(unknown.status, 401)
    assert.match(wrong.text, /E-mail or password is wrong/)
    assert.match(wrong.text, /id="email"[^>]* value="ada@acme.test"/)
    assert.ok(!wrong.text.includes('a wrong password'))
    assert.equal(comparable(wrong), comparable(unknown))
  })

  for (const email of [
    '',
    'ada',
    'ada@acme',
    'a\u0000@acme.test',
    `${'a'.repeat(5000)}@acme.test`,
    '__proto__',
    '💥@acme.test',
  ]) {
    test(`answers the e-mail ${JSON.stringify(email.slice(0, 20))} like any wrong one`, async (t) => {
      const { app } = await withAda(t, testStore)
      assert.equal((await signIn(formBrowser(app), { email })).status, 401)
    })
  }

  test('answers a password of any length or kind like any wrong one', async (t) => {
    const { app } = await withAda(t, testStore)
    for (const password of ['', '\u0000', 'x'.repeat(5000)]) {
      assert.equal((await signIn(formBrowser(app), { password })).status, 401)
    }
  })

  test('leads on to where one wanted to go, on this server only', async (t) => {
    const { app } = await withAda(t, testStore)
    const browser = formBrowser(app)
    await browser.open('/login?next=/healthz%3Fa%3D1')
    assert.equal((await browser.submit('/login', ada)).path, '/healthz?a=1')
    assert.equal((await browser.open('/login?next=/healthz')).path, '/healthz')
    for (const next of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      '/%09/evil.test',
      '/./\\evil.test',
    ]) {
      assert.equal(
        (await browser.open(`/login?next=${encodeURIComponent(next)}`)).path.includes('evil.test/'),
        false,
      )
    }
    assert.equal((await browser.open('/login?next=//evil.test')).path, '/')
  })

  test('is refused for a while after too many wrong passwords, the right one too', async (t) => {
    const { app, server } = await withAda(t, testStore)
    const browser = formBrowser(app)
    for (let count = 0; count < 10; count++) {
      assert.equal((await signIn(browser, { password: 'a wrong password' })).status, 401)
    }
    const refused = await signIn(browser)
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers['retry-after']) > 0)
    assert.match(refused.text, /Too many attempts\. Try again in/)
    server.wait(15 * MINUTE)
    assert.equal((await signIn(browser)).path, '/')
  })

  test('forgets wrong passwords after a right one', async (t) => {
    const { app } = await withAda(t, testStore)
    for (let round = 0; round < 2; round++) {
      const browser = formBrowser(app)
      for (let count = 0; count < 9; count++) await signIn(browser, { password: 'a wrong password' })
      assert.equal((await signIn(browser)).path, '/')
    }
  })

  test('ends after thirty days', async (t) => {
    const { app, server } = await withAda(t, testStore)
    const browser = formBrowser(app)
    await signIn(browser)
    server.wait(29 * DAY)
    assert.match((await browser.open('/')).text, /Acme/)
    server.wait(DAY + 1)
    assert.doesNotMatch((await browser.open('/')).text, /Acme/)
  })

  test('ends by signing out, also for who kept the cookie', async (t) => {
    const { app } = await withAda(t, testStore)
    const browser = formBrowser(app)
    await signIn(browser)
    const kept = new Map(browser.cookies)
    assert.equal((await browser.submit('/logout', {})).path, '/')
    assert.ok(!browser.cookies.has('octavo_session'))
    browser.cookies = kept
    assert.match((await browser.open('/')).text, /href="\/login"/)
  })

  test('is not done by cookies that nobody made', async (t) => {
    const { app } = await withAda(t, testStore)
    for (const value of ['', '.', 'a.b', '%', '%00', '__proto__', 'x'.repeat(4000)]) {
      const browser = formBrowser(app)
      browser.cookies.set('octavo_session', value)
      const page = await browser.open('/')
      assert.equal(page.status, 200)
      assert.match(page.text, /href="\/login"/)
    }
  })

  test('ends everywhere else when the password changes', async (t) => {
    const { app } = await withAda(t, testStore)
    const [here, elsewhere] = [formBrowser(app), formBrowser(app)]
    await signIn(here)
    await signIn(elsewhere)
    await here.open('/account')
    const weak = await here.submit('/account/password', { password: 'password' })
    assert.equal(weak.status, 422)
    assert.match(weak.text, /first passwords/)
    assert.match(
      (await here.submit('/account/password', { password: 'another good one' })).text,
      /The password is another one now/,
    )
    assert.match((await here.open('/')).text, /Acme/)
    assert.doesNotMatch((await elsewhere.open('/')).text, /Acme/)
    assert.equal((await signIn(elsewhere)).status, 401)
    assert.equal((await signIn(elsewhere, { password: 'another good one' })).path, '/')
  })
})

describeStores('an account', (testStore) => {
  test('in two workspaces chooses one for each session', async (t) => {
    const { app, server } = await withAda(t, testStore)
    const second = await aWorkspace(server, 'Second <b>', ['ada@ACME.test'])
    const [one, other] = [formBrowser(app), formBrowser(app)]
    await signIn(one)
    await signIn(other)
    const home = await one.submit('/workspace', { workspace_id: second })
    assert.match(home.text, /<h1>Second &#60;b&#62;<\/h1>/)
    assert.match((await other.open('/')).text, /<h1>Acme<\/h1>/)
    assert.equal((await sessionIn(server, one)).workspace.id, second)
  })

  test('goes on where it was when it chooses a workspace, and nowhere else', async (t) => {
    const { app, server } = await withAda(t, testStore)
    const second = await aWorkspace(server, 'Second', ['ada@ACME.test'])
    const browser = formBrowser(app)
    await signIn(browser)
    const choose = (next: string) => browser.submit('/workspace', { workspace_id: second, next })
    assert.equal((await choose('/account')).path, '/account')
    await browser.open('/workspace')
    assert.equal((await choose('https://evil.test/')).path, '/')
  })

  test('cannot choose a workspace of others', async (t) => {
    const { app, server } = await withAda(t, testStore)
    await aWorkspace(server, 'Second', [ada.email])
    const foreign = await aWorkspace(server, 'Foreign', ['eve@other.test'])
    const browser = formBrowser(app)
    const home = await signIn(browser)
    assert.ok(!home.text.includes('Foreign'))
    for (const id of [foreign, '', 'nonsense', '\u0000']) {
      assert.equal((await browser.submit('/workspace', { workspace_id: id })).status, 404)
      await browser.open('/')
    }
  })

  test('that leaves a workspace is taken to another one, or signed in nowhere', async (t) => {
    const { app, server, workspace } = await withAda(t, testStore)
    const second = await aWorkspace(server, 'Second', [ada.email])
    const browser = formBrowser(app)
    await signIn(browser)
    await suspend(server, workspace)
    assert.match((await browser.open('/')).text, /<h1>Second<\/h1>/)
    await suspend(server, second)
    assert.match((await browser.open('/')).text, /href="\/login"/)
    const refused = await signIn(formBrowser(app))
    assert.equal(refused.status, 403)
    assert.match(refused.text, /in no workspace/)
  })

  test('leads nowhere where its holder was suspended meanwhile, though they be back', async (t) => {
    const { app, server, workspace } = await withAda(t, testStore)
    const second = await aWorkspace(server, 'Second', [ada.email])
    const old = formBrowser(app)
    await signIn(old)
    for (const state of ['suspended', 'active'] as const) {
      await changeAda(server, workspace, { state })
      server.wait(1)
    }
    assert.match((await old.open('/')).text, /<h1>Second<\/h1>/)
    const back = await old.submit('/workspace', { workspace_id: workspace })
    assert.equal(back.status, 403)
    assert.match(back.text, /sessions there were ended since you signed in/)
    const fresh = formBrowser(app)
    await signIn(fresh)
    await fresh.open('/')
    assert.equal((await fresh.submit('/workspace', { workspace_id: workspace })).status, 200)
    assert.equal((await sessionIn(server, fresh)).workspace.id, workspace)

    await changeAda(server, second, { state: 'suspended' })
    await changeAda(server, second, { state: 'active' })
    assert.match((await old.open('/')).text, /href="\/login"/, 'who has no other place is signed in nowhere')
  })
})

describeStores('a form', (testStore) => {
  const refusals: [string, Record<string, string>, Record<string, string>][] = [
    ['without its token', { form_token: '' }, {}],
    ['with a token of its own making', { form_token: 'x'.repeat(43) }, {}],
    ['from another site', {}, { origin: 'https://evil.test' }],
    ['from a neighbour of this site', {}, { 'sec-fetch-site': 'same-site' }],
    ['from somewhere else, as the browser says', {}, { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['from an origin that is none', {}, { origin: 'nonsense' }],
  ]
  for (const [how, values, headers] of refusals) {
    test(`${how} does nothing`, async (t) => {
      const { app } = await withAda(t, testStore)
      const browser = formBrowser(app)
      await browser.open('/login')
      assert.equal((await browser.submit('/login', { ...ada, ...values }, headers)).status, 403)
      assert.ok(!browser.cookies.has('octavo_session'))
      await browser.open('/login')
      await browser.submit('/login', ada)
      assert.equal((await browser.submit('/logout', values, headers)).status, 403)
      assert.match((await browser.open('/')).text, /Acme/)
    })
  }

  test('that was shown to another browser does nothing', async (t) => {
    const { app } = await withAda(t, testStore)
    const [victim, attacker] = [formBrowser(app), formBrowser(app)]
    await victim.open('/login')
    await attacker.open('/login')
    const token = attacker.page.text.match(/name="form_token" value="([^"]*)"/)![1]!
    assert.equal((await victim.submit('/login', { ...ada, form_token: token })).status, 403)
    await victim.open('/login')
    victim.cookies.clear()
    assert.equal((await victim.submit('/login', ada)).status, 403)
  })

  test('from a page that tells no origin goes by its token', async (t) => {
    const { app } = await withAda(t, testStore)
    const browser = formBrowser(app)
    await browser.open('/login')
    assert.equal(
      (await browser.submit('/login', ada, { origin: 'null', 'sec-fetch-site': 'same-origin' })).path,
      '/',
    )
  })

  test('that is none, or too large, is refused in words', async (t) => {
    const { app } = await withAda(t, testStore)
    const browser = formBrowser(app)
    await browser.open('/login')
    assert.equal((await browser.submit('/login', ada, { 'content-type': 'application/json' })).status, 400)
    await browser.open('/login')
    const large = await browser.submit('/login', { ...ada, password: 'x'.repeat(20_000) })
    assert.equal(large.status, 413)
    assert.match(String(large.headers['content-type']), /^text\/html/)
    assert.equal((await app.inject({ method: 'POST', url: '/login' })).statusCode, 400)
  })
})

async function withAda(t: Parameters<typeof emptyServer>[0], testStore: TestStore) {
  const server = await emptyServer(t, testStore)
  const app = buildApp(server)
  t.after(() => app.close())
  const workspace = await aWorkspace(server, 'Acme', [ada.email])
  await setPassword(server, ada)
  return { server, app, workspace }
}

const nobody = {
  type: 'person',
  userId: 'nobody',
  role: null,
  capabilities: ownCapabilities,
  connection: null,
  principals: '[]',
  tokenId: '',
} as const

/** A workspace with these people as members; its id. */
async function aWorkspace(server: EmptyServer, name: string, emails: readonly string[]): Promise<string> {
  server.wait(1)
  const workspace = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name, settings: defaultSettings }),
  )
  await inTransaction(server, { workspace, actor: nobody }, server.surroundings.now(), async (context) => {
    for (const email of emails) await addPerson(context, { name: 'Ada Lovelace', email, role: 'member' })
  })
  return workspace.id
}

const suspend = ({ store }: EmptyServer, workspaceId: string): Promise<unknown> =>
  store.transaction((db) =>
    db.sql.updateTable('users').set({ state: 'suspended' }).where('workspace_id', '=', workspaceId).execute(),
  )

/** Changes Ada in a workspace, as an owner may. */
async function changeAda(server: EmptyServer, workspaceId: string, change: PersonChange): Promise<void> {
  const workspace = await readWorkspace(server.store.reader, workspaceId)
  await inTransaction(server, { workspace, actor: nobody }, server.surroundings.now(), async (context) => {
    const person = await userByEmail(context.db, workspaceId, ada.email)
    await changePerson(context, toUser(person!), change)
  })
}

async function signIn(browser: FormBrowser, values: Partial<typeof ada> = {}): Promise<Shown> {
  await browser.open('/login')
  return browser.submit('/login', { email: ada.email, password: ada.password, ...values })
}

async function sessionIn(server: EmptyServer, browser: FormBrowser): Promise<SignedIn> {
  const token = decodeURIComponent(browser.cookies.get('octavo_session')!).split('.')[0]!
  return (await sessionOfToken(server, token))!
}

/** A page without what differs between browsers and what they typed. */
const comparable = ({ text }: Shown): string =>
  text
    .replace(/name="form_token" value="[^"]*"/, '')
    .replace(/value="[^"]*@acme.test"/, '')
    .replace(/email=[^"]*%40acme.test/, '')
