import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openProvider } from '#server/adapters/identity-provider.ts'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { keptMails } from '#server/domain/mail/kept.ts'
import { openBrowser } from '#test/browser.ts'
import { certificate } from '#test/https.ts'
import { identityProvider } from '#test/identity-provider.ts'
import { testStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

test('a person signs in by a mailed link and by a provider, in a browser without scripts', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const address = await acme.listen()
  const outgoing = makeOutgoing(['127.0.0.1'], { ca: certificate })
  const provider = await identityProvider(t, `${address}/login/oidc/acme/callback`)
  provider.is({ sub: 'm1', email: 'member@acme.test', email_verified: true })
  Object.assign(acme.server, { outgoing, providers: [openProvider(provider.settings, outgoing)] })
  const browser = await openBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false, ignoreHTTPSErrors: true })
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text())
  })

  await page.goto(`${address}/login?next=/workspace`)
  await page.getByLabel('E-mail').fill('member@acme.test')
  await page.getByRole('button', { name: 'E-mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  const [mail] = await keptMails(acme.store.reader)
  await page.goto(mail!.text.match(/http\S+\/login\/link\/\S+/)![0])
  await page.getByText('member@acme.test').waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The member').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()

  await page.goto(`${address}/login?next=/workspace`)
  await page.getByRole('link', { name: 'Sign in with Acme ID' }).click()
  await page.getByText('The member').waitFor()
  assert.equal(new URL(page.url()).pathname, '/workspace')
  assert.deepEqual(refused, [])
})
