import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { offerSetup } from '#server/domain/accounts/set-up.ts'
import { openBrowser } from '#test/browser.ts'
import { emptyServer } from '#test/empty-server.ts'
import { testStores } from '#test/stores.ts'
test('shots', async (t) => {
  const server = await emptyServer(t, testStores[0]!)
  await server.listen(buildApp(server))
  const browser = await openBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 900, height: 1000 } })
  await page.goto(server.baseUrl())
  await page.screenshot({ path: `/tmp/spike/empty.png` })
  await page.goto((await offerSetup(server))!)
  await page.locator('#name').fill('Ada Lovelace')
  await page.locator('#email').fill('ada@acme.test')
  await page.locator('#password').fill('correct horse battery')
  await page.locator('button').click()
  await page.locator('#token').waitFor()
  await page.screenshot({ path: `/tmp/spike/done.png`, fullPage: true })
  await page.setViewportSize({ width: 360, height: 700 })
  await page.screenshot({ path: `/tmp/spike/done-small.png`, fullPage: true })
  await page.setViewportSize({ width: 900, height: 700 })
  await page.goto(server.baseUrl())
  await page.screenshot({ path: `/tmp/spike/home.png`, fullPage: true })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.locator('#email').fill('ada@acme.test')
  await page.locator('#password').fill('correct')
  await page.locator('button').click()
  await page.locator('.alert').waitFor()
  await page.screenshot({ path: `/tmp/spike/login.png`, fullPage: true })
})
