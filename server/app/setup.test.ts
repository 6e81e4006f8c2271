import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { Client } from '@notionhq/client'
import { buildApp } from '#server/app.ts'
import { readWorkspaceFile } from '#server/cli/workspace-file/read.ts'
import { offerSetup } from '#server/domain/accounts/set-up.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { emptyServer } from '#test/empty-server.ts'
import { formBrowser, textOf } from '#test/form-browser.ts'
import { describeStores } from '#test/stores.ts'

const ada = { name: 'Ada Lovelace', email: 'ada@acme.test', password: 'correct horse battery' }

describeStores('the setup link', (testStore) => {
  test('makes the first owner, signs in, and shows a token that the official SDK can use', async (t) => {
    const server = await emptyServer(t, testStore)
    const app = buildApp(server)
    const address = await server.listen(app)
    const browser = formBrowser(app, address)
    await browser.open(pathOf(await offerSetup(server)))
    const page = await browser.submit('/setup', ada)
    assert.equal(page.status, 200)

    const token = textOf(page, 'token')
    const lines = textOf(page, 'sdk')
    assert.match(lines, new RegExp(`auth: '${token}'`))
    assert.match(lines, new RegExp(`baseUrl: '${address}'`))
    const me = await new Client({ auth: token, baseUrl: address }).users.me({})
    assert.equal(me.type, 'bot')
    assert.equal(me.name, 'First connection')
    assert.deepEqual(await runLines(lines), ['Hello, Octavo'])
    const file = readWorkspaceFile(textOf(page, 'file'), 'octavo.yaml', 'durable')
    assert.equal(file.pages[0]?.title, 'Team')

    const home = await browser.open('/')
    assert.match(home.text, /Ada Lovelace’s workspace/)
    assert.match(home.text, /<dd>owner<\/dd>/)
  })

  test('works once', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const first = formBrowser(app)
    const second = formBrowser(app)
    await first.open(link)
    await second.open(link)
    assert.equal((await first.submit('/setup', ada)).status, 200)
    assert.equal((await second.submit('/setup', { ...ada, email: 'eve@acme.test' })).status, 410)
    assert.equal((await second.open(link)).status, 410)
    assert.equal((await second.open('/setup?token=another')).status, 410)
  })

  test('makes one owner of two who are equally fast', async (t) => {
    const { app, link, server } = await waiting(t, testStore)
    const browsers = [formBrowser(app), formBrowser(app)]
    const answers = await Promise.all(
      browsers.map(async (browser, index) => {
        await browser.open(link)
        return browser.submit('/setup', { ...ada, email: `person${index}@acme.test` })
      }),
    )
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.ok(answers.some(({ status }) => status === 409 || status === 410))
    assert.equal((await server.store.reader.run("select id from users where role = 'owner'", [])).length, 1)
  })

  test('that is wrong shows nothing', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    for (const path of ['/setup', '/setup?token=', '/setup?token=guess', '/setup?token=a&token=b']) {
      assert.equal((await browser.open(path)).status, 404, path)
    }
    await browser.open(link)
    assert.equal((await browser.submit('/setup', { ...ada, token: 'guess' })).status, 404)
  })

  test('is another one at every start until there is an owner', async (t) => {
    const { server, app, link } = await waiting(t, testStore)
    const later = pathOf(await offerSetup(server))
    const browser = formBrowser(app)
    assert.match((await browser.open('/')).text, /has no owner yet/)
    assert.equal((await browser.open(link)).status, 404)
    await browser.open(later)
    await browser.submit('/setup', ada)
    assert.equal(await offerSetup(server), null)
  })

  test('keeps nothing of itself in the store, nor of the password or the token', async (t) => {
    const { server, app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    await browser.open(link)
    const values = await server.store.reader.run('select value from instance', [])
    assert.ok(!JSON.stringify(values).includes(new URLSearchParams(link.split('?')[1]).get('token')!))
    await browser.submit('/setup', ada)
    const session = decodeURIComponent(browser.cookies.get('octavo_session')!).split('.')[0]!
    for (const table of ['sessions', 'account_credentials', 'accounts', 'instance']) {
      const rows = JSON.stringify(await server.store.reader.run(`select * from ${table}`, []))
      assert.ok(!rows.includes(ada.password) && !rows.includes(session), table)
    }
  })

  test('says at each field what is wrong, and keeps what was typed', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    await browser.open(link)
    const page = await browser.submit('/setup', {
      name: ' ',
      email: 'ada@nowhere',
      password: 'adaadaada',
      workspace: 'A&B',
    })
    assert.equal(page.status, 422)
    assert.match(textOf(page, 'name-mistake'), /Enter your name/)
    assert.match(textOf(page, 'email-mistake'), /such as ada@example.com/)
    assert.match(
      page.text,
      /id="email"[^>]* value="ada@nowhere"[^>]* aria-describedby="email-mistake" aria-invalid="true"/,
    )
    assert.match(page.text, /id="workspace"[^>]* value="A&#38;B"/)
    assert.ok(!page.text.includes('adaadaada'))
    // The link is not spent by a mistake.
    assert.equal((await browser.submit('/setup', ada)).status, 200)
  })

  for (const [password, reason] of [
    ['', /at least 8/],
    ['short', /at least 8/],
    ['password123!', /first passwords/],
    ['12345678', /first passwords/],
    ['Lovelace1815', /too close/],
    ['x'.repeat(300), /at most 256/],
  ] as const) {
    test(`refuses the password ${JSON.stringify(password.slice(0, 20))} with the reason`, async (t) => {
      const { app, link } = await waiting(t, testStore)
      const browser = formBrowser(app)
      await browser.open(link)
      const page = await browser.submit('/setup', { ...ada, password })
      assert.equal(page.status, 422)
      assert.match(textOf(page, 'password-mistake'), reason)
    })
  }

  test('shows names as text, not as HTML', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    await browser.open(link)
    const nasty = `"><script>alert('1')</script>`
    const retry = await browser.submit('/setup', { ...ada, name: nasty, password: 'short' })
    const done = await browser.submit('/setup', { ...ada, name: nasty, workspace: nasty })
    assert.equal(done.status, 200)
    for (const page of [retry, done, await browser.open('/')]) assert.ok(!page.text.includes('<script'))
    assert.match(textOf(done, 'file'), /name: "\\"><script>/)
  })

  test('refuses characters that a store cannot keep', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    await browser.open(link)
    assert.equal((await browser.submit('/setup', { ...ada, name: 'A\u0000da' })).status, 422)
    assert.equal((await browser.submit('/setup', { ...ada, workspace: 'A\u0000cme' })).status, 422)
    assert.equal((await browser.submit('/setup', { ...ada, email: 'a\u0000da@acme.test' })).status, 422)
  })

  test('gives a workspace that was made on the command line its owner', async (t) => {
    const { server, app, link } = await waiting(t, testStore)
    const workspace = { name: 'Made before', settings: defaultSettings }
    await server.store.transaction((db) => createWorkspace(db, server.surroundings, workspace))
    const browser = formBrowser(app)
    assert.match((await browser.open(link)).text, /Made before/)
    await browser.submit('/setup', { ...ada, workspace: 'Not asked for' })
    assert.match((await browser.open('/')).text, /<h1>Made before<\/h1>/)
    assert.equal((await server.store.reader.run('select id from workspaces', [])).length, 1)
  })

  test('writes down what it made, done by the owner', async (t) => {
    const { server, app, link } = await waiting(t, testStore)
    const browser = formBrowser(app)
    await browser.open(link)
    await browser.submit('/setup', ada)
    const events = await server.store.reader.run<{ type: string; actor_id: string }>(
      'select type, actor_id from events order by sequence',
      [],
    )
    assert.deepEqual(
      events.map(({ type }) => type),
      [
        'workspace.created',
        'user.added',
        'connection.created',
        'connection.added',
        'page.created',
        'user.password_set',
        'user.login',
      ],
    )
    const [owner] = await server.store.reader.run<{ id: string }>(
      "select id from users where type = 'person'",
      [],
    )
    assert.ok(events.every(({ actor_id }) => actor_id === owner!.id))
  })

  test('tells no other page of itself, and is kept by no cache', async (t) => {
    const { app, link } = await waiting(t, testStore)
    const { headers } = await formBrowser(app).open(link)
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-/)
  })
})

async function waiting(t: Parameters<typeof emptyServer>[0], testStore: Parameters<typeof emptyServer>[1]) {
  const server = await emptyServer(t, testStore)
  const app = buildApp(server)
  t.after(() => app.close())
  return { server, app, link: pathOf(await offerSetup(server)) }
}

const pathOf = (address: string | null): string => {
  const { pathname, search } = new URL(address!)
  return pathname + search
}

/** Runs the lines as a program would, and gives the text of the blocks that they print. */
async function runLines(lines: string): Promise<string[]> {
  const program = `${lines.replace('console.log(await', 'const printed = (await')}
console.log(JSON.stringify(printed.results.map((block) => block.paragraph.rich_text[0].plain_text)))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return JSON.parse(stdout)
}
