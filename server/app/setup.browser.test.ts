import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { offerSetup } from '#server/domain/accounts/set-up.ts'
import { openBrowser } from '#test/browser.ts'
import { emptyServer } from '#test/empty-server.ts'
import { testStores } from '#test/stores.ts'

test('a person sets up a server in a browser without scripts, and the token they see works', async (t) => {
  const server = await emptyServer(t, testStores[0]!)
  const address = await server.listen(buildApp(server))
  const browser = await openBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 900, height: 900 } })
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text())
  })

  await page.goto((await offerSetup(server))!)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Create the owner' }).click()
  await page.getByText('one of the first passwords').waitFor()
  assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada Lovelace')
  assert.equal(await page.getByLabel('Password').inputValue(), '')

  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create the owner' }).click()
  const token = await page.locator('#token').textContent()
  const me = await fetch(`${address}/v1/users/me`, {
    headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
  })
  assert.equal(me.status, 200)

  await page.getByRole('link', { name: 'To your workspace' }).click()
  await page.getByText('ada@acme.test').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Ada Lovelace’s workspace' }).waitFor()
  assert.deepEqual(refused, [])
})
