import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { buildApp } from '#server/app.ts'
import { faultsOnly } from '#server/operations/log.ts'
import { formBrowser } from '#test/form-browser.ts'
import { givePasswords, PASSWORD } from '#test/passwords.ts'
import { testStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { openWebApp } from './web-app.ts'

async function served(t: { after(work: () => Promise<void>): void }) {
  const acme = await workspace(t, testStores[0]!)
  const web = openWebApp()
  assert.ok(web, 'npm run build makes the web app')
  const app = buildApp(acme.server, faultsOnly, [], web)
  t.after(() => app.close())
  await givePasswords(acme.server, [{ email: 'owner@acme.test', name: 'The owner' }])
  const signIn = async (path: string) => {
    const browser = formBrowser(app)
    await browser.open(path)
    await browser.submit('/login', { email: 'owner@acme.test', password: PASSWORD })
    return browser
  }
  return { app, web, signIn }
}

test('every address of the web app answers its shell, after signing in', async (t) => {
  const { app, signIn } = await served(t)
  for (const path of [
    '/0c7a0000000040008000000000000001',
    '/The-plan-0c7a0000000040008000000000000001?v=1',
    '/settings/connections',
    '/my-integrations',
  ]) {
    const browser = await signIn(path)
    assert.equal(browser.page.path, path, 'who signed in is taken back to where they wanted to go')
    assert.match(browser.page.text, /<div id="root">/)
  }
  const start = await app.inject('/')
  assert.match(start.body, /href="\/login"/, 'who is not signed in has the plain start page')
  for (const path of ['/no-page', '/settingsandmore', '/assets/../index.html']) {
    assert.equal((await app.inject(path)).statusCode, 400, path)
  }
})

test('the shell lets in no inline script, and has a new nonce each time', async (t) => {
  const { signIn } = await served(t)
  const browser = await signIn('/settings')
  const nonceOf = ({ headers, text }: typeof browser.page) => {
    const policy = String(headers['content-security-policy'])
    assert.doesNotMatch(policy.replace("style-src-attr 'unsafe-inline'", ''), /unsafe/)
    assert.match(policy, /script-src 'self';/)
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
    assert.ok(text.includes(`nonce="${nonce}"`))
    assert.doesNotMatch(text, /OCTAVO_NONCE/)
    return nonce
  }
  const first = nonceOf(browser.page)
  assert.equal(browser.page.headers['cache-control'], 'no-cache')
  assert.notEqual(nonceOf(await browser.open('/settings')), first)
})

test('the files of the web app are kept for ever, and are sent compressed to who takes that', async (t) => {
  const { app, web } = await served(t)
  const script = /src="(\/assets\/[^"]+)"/.exec(web.shell)![1]!
  const plain = await readFile(`${web.folder}${script}`, 'utf8')
  const sent = async (encoding?: string) => {
    const headers = encoding === undefined ? {} : { 'accept-encoding': encoding }
    const { headers: answered, rawPayload } = await app.inject({ url: script, headers })
    assert.match(String(answered['cache-control']), /immutable/)
    assert.equal(answered['content-length'], String(rawPayload.length))
    return { encoding: answered['content-encoding'], body: rawPayload }
  }
  assert.equal((await sent()).body.toString(), plain)
  assert.equal((await sent('br;q=0, identity')).body.toString(), plain)
  const brotli = await sent('gzip, deflate, br, zstd')
  assert.equal(brotli.encoding, 'br')
  assert.equal(brotliDecompressSync(brotli.body).toString(), plain)
  const zipped = await sent('gzip')
  assert.equal(zipped.encoding, 'gzip')
  assert.equal(gunzipSync(zipped.body).toString(), plain)
  assert.equal((await app.inject({ method: 'HEAD', url: script })).body, '')
  assert.equal((await app.inject('/assets/no-such-file.js')).statusCode, 404)
})
