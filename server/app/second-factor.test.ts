import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { type Administration, administrationOf } from '#server/domain/access/administration.ts'
import { managedPerson } from '#server/domain/access/people.ts'
import { endSessionsOfOthers, endSessionsOfPerson } from '#server/domain/accounts/sessions.ts'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { totpCode } from '#server/domain/accounts/totp.ts'
import type { Context } from '#server/domain/context.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings, type WorkspaceSettings } from '#server/domain/workspaces/settings.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import { userByEmail } from '#server/store/users.ts'
import { updateWorkspace } from '#server/store/workspaces.ts'
import { type EmptyServer, emptyServer } from '#test/empty-server.ts'
import { type FormBrowser, formBrowser, type Shown, textOf } from '#test/form-browser.ts'
import { withApp } from '#test/second-factors.ts'
import { describeStores, type TestStore } from '#test/stores.ts'

const MINUTE = 60_000

const ada = { name: 'Ada Lovelace', email: 'ada@acme.test', password: 'correct horse battery' }

describeStores('a second factor', (store) => {
  test('is asked for after the password, and there is no session before', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const browser = formBrowser(app)
    const asked = await signIn(browser, '/healthz')
    assert.equal(asked.path, '/login/second-factor?next=%2Fhealthz')
    assert.deepEqual([...browser.cookies.keys()].sort(), ['octavo_form', 'octavo_ticket'])
    assert.match((await browser.open('/')).text, /href="\/login"/)

    await browser.open('/login/second-factor?next=/healthz')
    assert.equal((await answer(browser, await code())).path, '/healthz')
    assert.deepEqual([...browser.cookies.keys()].sort(), ['octavo_form', 'octavo_session'])
    assert.match((await browser.open('/')).text, /Ada Lovelace/)
  })

  test('works once: neither the code nor the ticket is taken again', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const [first, second] = [formBrowser(app), formBrowser(app)]
    await signIn(first)
    await signIn(second)
    const ticket = first.cookies.get('octavo_ticket')!
    const shown = await code()
    assert.equal((await answer(first, shown)).path, '/')
    const again = await answer(second, shown)
    assert.equal(again.status, 422)
    assert.match(again.text, /wrong, or was used already/)
    first.cookies.delete('octavo_session')
    first.cookies.set('octavo_ticket', ticket)
    assert.match((await first.open('/login/second-factor')).path, /^\/login\?/)
    assert.equal((await answer(second, await code(30_000))).path, '/', 'the code of the next step')
  })

  test('is not asked for any more of who signed in with a password that is another one meanwhile', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const browser = formBrowser(app)
    await signIn(browser)
    await setPassword(server, { ...ada, password: 'another good sentence' })
    await answer(browser, await code())
    assert.equal(browser.cookies.has('octavo_session'), false)
  })

  for (const [whose, end] of [
    [
      'their',
      async (context, owners, id) =>
        endSessionsOfPerson(context, owners, await managedPerson(context, owners, id)),
    ],
    ['everybody’s', (context, owners) => endSessionsOfOthers(context, owners)],
  ] as [string, (context: Context, owners: Administration<'owners'>, id: string) => Promise<number>][]) {
    test(`leads nowhere after an owner ended ${whose} sessions, but to another workspace`, async (t) => {
      const { server, app, acme } = await withAda(t, store)
      const code = await withApp(server, ada.email)
      const [first, second] = [formBrowser(app), formBrowser(app)]
      const endAll = async () => {
        server.wait(1)
        const { id } = (await userByEmail(server.store.reader, acme, ada.email))!
        await inWorkspace(server, acme, (context) =>
          end(context, administrationOf(context, acme, 'owners'), id),
        )
        server.wait(1)
      }
      await signIn(first)
      await endAll()
      assert.match((await answer(first, await code())).text, /An owner ended your sessions meanwhile/)
      assert.equal(first.cookies.has('octavo_session'), false)

      await newWorkspace(server, 'Other')
      await signIn(second)
      await endAll()
      await answer(second, await code(30_000))
      assert.match((await second.open('/workspace')).text, /<h1>Other<\/h1>/)
      await second.submit('/workspace', { workspace_id: acme })
      assert.doesNotMatch((await second.open('/workspace')).text, /<h1>Acme<\/h1>/)
    })
  }

  test('is not asked for by somebody who has no ticket, or of another browser', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const [mine, other] = [formBrowser(app), formBrowser(app)]
    await signIn(mine)
    assert.match((await other.open('/login/second-factor')).path, /^\/login\?/)
    other.page = mine.page
    other.cookies.set('octavo_form', mine.cookies.get('octavo_form')!)
    assert.match((await answer(other, await code())).path, /^\/login\?/)
  })

  test('may be wrong five times, then the password is asked for again; and twenty times an hour', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const browser = formBrowser(app)
    for (let round = 0; round < 2; round++) {
      await signIn(browser)
      for (let count = 0; count < 5; count++) assert.equal((await answer(browser, '000000')).status, 422)
    }
    await signIn(browser)
    const slowed = await answer(browser, await code())
    assert.equal(slowed.status, 429)
    assert.match(slowed.text, /Too many attempts/)
    server.wait(60 * MINUTE)
    await signIn(browser)
    for (let count = 0; count < 5; count++) await answer(browser, 'abcd-efgh-jkmn')
    const over = await answer(browser, await code())
    assert.equal(over.status, 401)
    assert.match(over.text, /Sign in again/)
  })

  test('is shown within ten minutes', async (t) => {
    const { server, app } = await withAda(t, store)
    const code = await withApp(server, ada.email)
    const browser = formBrowser(app)
    await signIn(browser)
    server.wait(10 * MINUTE)
    assert.equal((await answer(browser, await code())).status, 401)
  })

  test('that a workspace wants is added on the way in, once, by who has none', async (t) => {
    const { server, app, acme } = await withAda(t, store)
    const before = formBrowser(app)
    assert.equal((await signIn(before)).path, '/')
    await require2(server, acme)
    assert.match(
      (await before.open('/')).text,
      /href="\/login"/,
      'the session with one factor is over at once',
    )

    const browser = formBrowser(app)
    const offered = await signIn(browser)
    assert.match(offered.text, /wants a second factor/)
    assert.match(offered.text, /<svg class="qr" role="img"/)
    const secret = textOf(offered, 'secret').replaceAll(' ', '')
    const reloaded = await browser.open('/login/second-factor')
    assert.equal(
      textOf(reloaded, 'secret').replaceAll(' ', ''),
      secret,
      'the same when the page is shown again',
    )
    const add = (code: string) => browser.submit('/login/second-factor/add', { code })
    assert.equal((await add('000000')).status, 422)
    const added = await add(await totpCode(secret, server.surroundings.now()))
    const codes = textOf(added, 'codes').split('\n')
    assert.equal(codes.length, 10)
    assert.match((await browser.open('/')).text, /Ada Lovelace/)

    const later = formBrowser(app)
    await signIn(later)
    assert.equal((await answer(later, codes[3]!.toUpperCase().replaceAll('-', ' '))).path, '/')
    const again = formBrowser(app)
    await signIn(again)
    assert.equal((await answer(again, codes[3]!)).status, 422, 'a recovery code works once')
  })

  test('that one workspace wants leaves the others open, which are chosen without', async (t) => {
    const { server, app, acme } = await withAda(t, store)
    const other = await newWorkspace(server, 'Other')
    const browser = formBrowser(app)
    await signIn(browser)
    await require2(server, acme)
    assert.match((await browser.open('/')).text, /<h1>Other<\/h1>/)
    const refused = await browser.submit('/workspace', { workspace_id: acme })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /wants a second factor/)
    assert.match((await signIn(formBrowser(app))).text, /<h1>Other<\/h1>/)
    await require2(server, other)
    assert.match((await signIn(formBrowser(app))).text, /wants a second factor/)
  })
})

async function signIn(browser: FormBrowser, next = '/'): Promise<Shown> {
  await browser.open(`/login?next=${encodeURIComponent(next)}`)
  return browser.submit('/login', { email: ada.email, password: ada.password })
}

const answer = (browser: FormBrowser, code: string) => browser.submit('/login/second-factor', { code })

async function newWorkspace(server: EmptyServer, name: string): Promise<string> {
  server.wait(1)
  const { id } = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name, settings: defaultSettings }),
  )
  await inWorkspace(server, id, (context) =>
    addPerson(context, { name: ada.name, email: ada.email, role: 'owner' }),
  )
  return id
}

async function withAda(t: Parameters<typeof emptyServer>[0], store: TestStore) {
  const server = await emptyServer(t, store)
  const acme = await newWorkspace(server, 'Acme')
  await setPassword(server, ada)
  const app = buildApp(server)
  t.after(() => app.close())
  return { server, acme, app }
}

const require2 = (server: EmptyServer, id: string) => {
  const settings: WorkspaceSettings = {
    ...defaultSettings,
    policy: { ...defaultSettings.policy, sign_in: { second_factor: 'required' } },
  }
  return server.store.transaction((db) => updateWorkspace(db, id, { settings: JSON.stringify(settings) }))
}
