import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { keptMails } from '#server/domain/mail/kept.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { type FormBrowser, formBrowser, type Shown } from '#test/form-browser.ts'
import { mailedPath } from '#test/mailed-path.ts'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

const MEMBER = 'member@acme.test'

async function ask(browser: FormBrowser, email = MEMBER, next = '/'): Promise<Shown> {
  await browser.open(`/login?${new URLSearchParams({ next })}`)
  return browser.submit('/login/link', { email, password: '' })
}

const mails = ({ store }: TestWorkspace) => keptMails(store.reader)

/** Lets time pass for a server whose clock is the real one. */
function passing({ server }: TestWorkspace): (milliseconds: number) => void {
  let later = 0
  const { surroundings } = server
  server.surroundings = { ...surroundings, now: () => surroundings.now() + later }
  return (milliseconds) => {
    later += milliseconds
  }
}

const MINUTE = 60_000

describeStores('a link to sign in', (store) => {
  test('is mailed, says who and where, and signs in once', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    const asked = await ask(browser, ' Member@ACME.test ', '/healthz?a=1')
    assert.equal(asked.status, 200)
    assert.match(asked.text, /If <strong>Member@ACME.test<\/strong> can sign in here/)
    const [mail] = await mails(acme)
    assert.equal(mail!.to, MEMBER)
    assert.equal(mail!.subject, 'Sign in to Acme')

    const path = await mailedPath(acme)
    const page = await browser.open(path)
    assert.match(page.text, /<h1>Sign in to Acme<\/h1>/)
    assert.match(page.text, /<dd>member@acme.test<\/dd>/)
    assert.match(page.text, /<dd>octavo.test<\/dd>/)
    assert.doesNotMatch(page.text, /another browser/)
    assert.equal(page.headers['referrer-policy'], 'no-referrer')
    assert.ok(!browser.cookies.has('octavo_session'), 'opening it does nothing')

    await acme.events()
    assert.equal((await browser.submit(path, {})).path, '/healthz?a=1')
    assert.match((await browser.open('/')).text, /The member/)
    const [event] = await newestEvents(acme, 1)
    assert.equal(event!.type, 'user.login')
    assert.equal(event!.actor_id, acme.as('member').userId)
    assert.deepEqual(JSON.parse(event!.data), { method: 'magic_link' })

    const again = formBrowser(acme.app)
    const used = await again.open(path)
    assert.equal(used.status, 404)
    assert.match(used.text, /This link does not work any more/)
    assert.match(used.text, /action="\/login"/, 'every way in is still there')
  })

  test('followed twice at once signs in once', async (t) => {
    const acme = await workspace(t, store)
    const browsers = [formBrowser(acme.app), formBrowser(acme.app), formBrowser(acme.app)]
    await ask(browsers[0]!)
    const path = await mailedPath(acme)
    for (const browser of browsers) await browser.open(path)
    const pages = await Promise.all(browsers.map((browser) => browser.submit(path, {})))
    assert.deepEqual(pages.map(({ status }) => status).toSorted(), [200, 404, 404])
  })

  test('opened in another browser says so and asks', async (t) => {
    const acme = await workspace(t, store)
    await ask(formBrowser(acme.app))
    const other = formBrowser(acme.app)
    const path = await mailedPath(acme)
    assert.match((await other.open(path)).text, /asked for in another browser/)
    assert.match((await other.submit(path, {})).text, /The member/)
  })

  test('is spent by a page of this server only', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    await ask(browser)
    const path = await mailedPath(acme)
    await browser.open(path)
    assert.equal((await browser.submit(path, { form_token: '' })).status, 403)
    await browser.open(path)
    assert.equal((await browser.submit(path, {}, { 'sec-fetch-site': 'cross-site' })).status, 403)
    await browser.open(path)
    assert.equal((await browser.submit(path, {})).path, '/')
  })

  test('tells whoever is signed in as somebody else', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    await ask(browser, 'owner@acme.test')
    await browser.open(await mailedPath(acme))
    await browser.submit(await mailedPath(acme), {})
    await ask(formBrowser(acme.app))
    const page = await browser.open(await mailedPath(acme))
    assert.match(page.text, /You are signed in as owner@acme.test; going on signs you in as member@acme.test/)
  })

  test('is over after a quarter of an hour, by a newer one, and by a new password', async (t) => {
    const acme = await workspace(t, store)
    const wait = passing(acme)
    const browser = formBrowser(acme.app)
    await ask(browser)
    const first = await mailedPath(acme)
    await ask(browser)
    assert.equal((await browser.open(first)).status, 404)
    const second = await mailedPath(acme)
    await browser.open(second)
    wait(15 * MINUTE)
    assert.equal((await browser.submit(second, {})).status, 404)
    await ask(browser)
    await setPassword(acme.server, { name: 'The member', email: MEMBER, password: 'correct horse battery' })
    assert.equal((await browser.open(await mailedPath(acme))).status, 404)
  })

  test('is answered alike for whoever has no account, is gone, or was never here', async (t) => {
    const acme = await workspace(t, store)
    const comparable = ({ text }: Shown, email: string) =>
      text.replaceAll(email, '').replaceAll(encodeURIComponent(email), '')
    await acme.do(({ db }) =>
      db.sql
        .updateTable('users')
        .set({ state: 'suspended' })
        .where('email_key', '=', 'guest@acme.test')
        .execute(),
    )
    const known = await ask(formBrowser(acme.app))
    for (const email of ['nobody@acme.test', 'guest@acme.test']) {
      const unknown = await ask(formBrowser(acme.app), email)
      assert.equal(unknown.status, known.status)
      assert.equal(comparable(unknown, email), comparable(known, MEMBER))
    }
    assert.deepEqual(
      (await mails(acme)).map(({ to }) => to),
      [MEMBER],
    )
  })

  for (const email of [
    '',
    'ada',
    'ada@acme',
    '\u0000@acme.test',
    `${'a'.repeat(5000)}@acme.test`,
    '💥@acme.test',
  ]) {
    test(`asks for an e-mail in place of ${JSON.stringify(email.slice(0, 20))}`, async (t) => {
      const acme = await workspace(t, store)
      const page = await ask(formBrowser(acme.app), email)
      assert.equal(page.status, 422)
      assert.match(page.text, /id="email-mistake">Enter an e-mail address/)
    })
  }

  test('is not for tokens that nobody made', async (t) => {
    const acme = await workspace(t, store)
    for (const token of ['x', '%00', 'x'.repeat(900), '__proto__', '%F0%9F%92%A5']) {
      assert.equal((await formBrowser(acme.app).open(`/login/link/${token}`)).status, 404)
      assert.equal((await formBrowser(acme.app).open(`/login/reset/${token}`)).status, 404)
    }
  })

  test('leads to this server only', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    await browser.open('/login')
    await browser.submit('/login/link', { email: MEMBER, next: 'https://evil.test/' })
    await browser.open(await mailedPath(acme))
    assert.equal((await browser.submit(await mailedPath(acme), {})).path, '/')
  })

  test('is not offered where no mail goes out', async (t) => {
    const acme = await workspace(t, store)
    ;(acme.server as { mail: unknown }).mail = { kind: 'none' }
    const browser = formBrowser(acme.app)
    const page = await browser.open('/login')
    assert.doesNotMatch(page.text, /\/login\/(link|forgotten)/)
    const token = page.text.match(/name="form_token" value="([^"]*)"/)![1]!
    for (const path of ['/login/link/x', '/login/forgotten', '/login/reset/x']) {
      assert.equal((await browser.open(path)).status, 404, path)
    }
    await browser.open('/login')
    const asked = await acme.app.inject({
      method: 'POST',
      url: '/login/link',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `octavo_form=${browser.cookies.get('octavo_form')}`,
      },
      payload: new URLSearchParams({ form_token: token, email: MEMBER }).toString(),
    })
    assert.equal(asked.statusCode, 404)
    assert.match(asked.body, /sends no mail/)
  })
})

describeStores('somebody in two workspaces', (store) => {
  test('begins where they are on their way to, else where they were last', async (t) => {
    const acme = await workspace(t, store)
    const second = await aSecondWorkspace(acme)
    const page = await acme.aPage()
    const signIn = async (next: string) => {
      const browser = formBrowser(acme.app)
      await ask(browser, MEMBER, next)
      const path = await mailedPath(acme)
      const shown = await browser.open(path)
      const response = await browser.submit(path, {})
      return { browser, response, shown, home: (await browser.open('/')).text.match(/<h1>(.*?)<\/h1>/)![1] }
    }
    const first = await signIn('/')
    assert.equal(first.home, 'Acme', 'the oldest at first')
    await first.browser.submit('/workspace', { workspace_id: second })
    const later = await signIn('/')
    assert.match(later.shown.text, /Sign in to Second/)
    assert.equal(later.home, 'Second')
    for (const next of [`/Some-page-${page.replaceAll('-', '')}`, `/healthz?workspace_id=${acme.id}`]) {
      await acme.do(({ db }) => db.sql.updateTable('accounts').set({ last_workspace_id: second }).execute())
      assert.equal((await signIn(next)).home, 'Acme', next)
    }
    const nowhere = '00000000-0000-4000-8000-000000000000'
    assert.equal((await signIn(`/healthz?id=${nowhere}`)).home, 'Acme', 'where they were last')
  })
})

async function aSecondWorkspace({ server, store, do: perform }: TestWorkspace): Promise<string> {
  const { id } = await store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name: 'Second', settings: defaultSettings }),
  )
  await perform(async ({ db }) => {
    const user = await db.sql
      .selectFrom('users')
      .selectAll()
      .where('email_key', '=', MEMBER)
      .executeTakeFirstOrThrow()
    await db.sql
      .insertInto('users')
      .values({ ...user, id: server.surroundings.newId(), workspace_id: id })
      .execute()
  })
  return id
}

describeStores('a forgotten password', (store) => {
  const password = 'a sentence of five words'

  test('is replaced by a link that is mailed, which ends every session', async (t) => {
    const acme = await workspace(t, store)
    await setPassword(acme.server, { name: 'The member', email: MEMBER, password: 'correct horse battery' })
    const elsewhere = formBrowser(acme.app)
    await elsewhere.open('/login')
    await elsewhere.submit('/login', { email: MEMBER, password: 'correct horse battery' })
    const browser = formBrowser(acme.app)
    const path = await askForReset(acme, browser)
    assert.match((await browser.open(path)).text, /For <strong>member@acme.test<\/strong>/)
    const weak = await browser.submit(path, { password: 'password' })
    assert.equal(weak.status, 422)
    assert.match(weak.text, /first passwords that anybody would try/)
    await acme.events()
    assert.match((await browser.submit(path, { password })).text, /The member/)
    assert.deepEqual(await acme.events(), ['user.password_changed', 'user.sessions_ended', 'user.login'])
    assert.match((await elsewhere.open('/')).text, /href="\/login"/)
    const [mail] = await mails(acme)
    assert.equal(mail!.subject, 'The password was changed of your account')
    assert.match(mail!.text, /from the address 127\.0\.0\.1/)
    assert.ok(!mail!.text.includes(password))
    assert.equal((await formBrowser(acme.app).open(path)).status, 404)
    await elsewhere.open('/login')
    assert.equal((await elsewhere.submit('/login', { email: MEMBER, password })).path, '/')
  })

  test('of somebody who had none is their first', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    const path = await askForReset(acme, browser)
    await browser.open(path)
    await acme.events()
    assert.match((await browser.submit(path, { password })).text, /The member/)
    assert.deepEqual(await acme.events(), ['user.password_set', 'user.login'])
  })

  test('is not replaced by a link to sign in, nor the other way round', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    const reset = await askForReset(acme, browser)
    assert.equal((await browser.open(reset.replace('reset', 'link'))).status, 404)
    await ask(browser)
    const link = await mailedPath(acme)
    assert.equal((await browser.open(link.replace('link', 'reset'))).status, 404)
    assert.equal((await browser.open(reset)).status, 200)
  })

  test('is answered alike for whoever is unknown, who is mailed nothing', async (t) => {
    const acme = await workspace(t, store)
    const browser = formBrowser(acme.app)
    await browser.open('/login/forgotten')
    const page = await browser.submit('/login/forgotten', { email: 'nobody@acme.test' })
    assert.match(page.text, /If <strong>nobody@acme.test<\/strong> can sign in here/)
    assert.deepEqual(await mails(acme), [])
    await browser.open('/login/forgotten')
    assert.equal((await browser.submit('/login/forgotten', { email: 'nobody' })).status, 422)
  })

  async function askForReset(acme: TestWorkspace, browser: FormBrowser): Promise<string> {
    await browser.open('/login/forgotten?email=member@acme.test')
    assert.match(browser.page.text, /value="member@acme.test"/)
    await browser.submit('/login/forgotten', { email: MEMBER })
    return mailedPath(acme)
  }
})
