/** The partner of seed documents that people connect from its own site: the example, a sandbox, and a real browser. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPartner } from '../examples/partner-oauth/server.ts'
import { openBrowser } from './browser.ts'
import { callApi, startOctavo, temporaryFolder } from './octavo-process.ts'

const workspaceFile = {
  workspace: { name: 'Acme' },
  users: [{ name: 'Ada Lovelace', email: 'ada@acme.test', role: 'owner', password: 'correct horse battery' }],
  connections: [
    {
      name: 'Partner',
      kind: 'public',
      client_id: '5f3c0d6e-8a41-4c55-9d0e-2b7f6a1c9e33',
      client_secret: 'a-secret-for-tests',
      redirect_uris: ['http://127.0.0.1:9999/callback'],
      capabilities: { content: ['read'], user_info: 'email' },
    },
  ],
  pages: [
    { title: 'Roadmap', pages: [{ title: 'Autumn' }, { title: 'Winter' }] },
    { title: 'Diary' },
    {
      title: 'Handbook',
      access: [
        { user: 'ada@acme.test', level: 'full_access' },
        { workspace: true, level: 'edit' },
      ],
    },
  ],
  workspaces: [
    {
      workspace: { name: 'Analytical Engines' },
      users: [{ name: 'Ada', email: 'ada@acme.test', role: 'member' }],
    },
  ],
}

test('a person connects a partner from its own site, and takes pages away again', async (t) => {
  const file = join(await temporaryFolder(t), 'octavo.json')
  await writeFile(file, JSON.stringify(workspaceFile))
  const sandbox = startOctavo(t, ['sandbox', '--json', '--file', file])
  const [line] = await sandbox.says(/^\{.*\}\n/)
  const { url: octavo, workspace, users, connections } = JSON.parse(line)
  const { client_id: clientId, client_secret: clientSecret } = connections.Partner
  const partner = await startPartner({ octavo, clientId, clientSecret, port: 0 })
  t.after(() => partner.close())
  const browser = await openBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 900, height: 1000 } })
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text())
  })
  const look = async (name: string) => {
    const folder = process.env.OCTAVO_TEST_SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  }

  await page.goto(partner.url)
  await page.getByRole('link', { name: 'Connect to Octavo' }).click()
  await page.getByLabel('E-mail').fill('ada@acme.test')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Partner would like to connect to Acme' }).waitFor()
  await look('consent')

  await page.getByText('Workspace: Acme').click()
  await look('switcher')
  await page.getByRole('button', { name: 'Analytical Engines' }).click()
  await page.getByRole('heading', { name: 'Partner would like to connect to Analytical Engines' }).waitFor()
  await page.getByText('Workspace: Analytical Engines').click()
  await page.getByRole('button', { name: 'Acme' }).click()

  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('You are not connected: access_denied.').waitFor()
  await page.goto(`${partner.url}/connect`)
  await page.getByRole('button', { name: 'Select pages' }).click()
  await page.getByRole('checkbox', { name: 'Diary' }).check()
  await look('picker')
  await page.getByLabel('Search').fill('road')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Roadmap' }).check()
  assert.equal(await page.getByRole('checkbox', { name: 'Diary' }).isChecked(), true)
  await look('picker-search')
  await page.getByRole('button', { name: 'Allow access' }).click()
  await page.getByRole('heading', { name: 'Connected to Acme' }).waitFor()
  const reached = async () => (await page.getByRole('listitem').allTextContents()).sort()
  assert.deepEqual(await reached(), ['Autumn', 'Diary', 'Roadmap', 'Winter'])

  const { token } = users['ada@acme.test']
  const list = `/admin/v1/spaces/${workspace.id}/connections`
  const { json } = await callApi(octavo, token, 'GET', list)
  const rows = json.results as { id: string; installed: boolean; added_by: { id: string } | null }[]
  const row = rows.find(({ id }) => id === connections.Partner.id)
  assert.deepEqual([row?.installed, row?.added_by?.id], [true, users['ada@acme.test'].id])

  await page.getByRole('link', { name: 'Connect to Octavo' }).click()
  await page.getByRole('button', { name: 'Select pages' }).click()
  assert.equal(await page.getByRole('checkbox', { name: 'Roadmap' }).isChecked(), true)
  await page.getByRole('checkbox', { name: 'Diary' }).uncheck()
  await look('picker-again')
  await page.getByRole('button', { name: 'Allow access' }).click()
  await page.getByRole('heading', { name: 'Connected to Acme' }).waitFor()
  assert.deepEqual(await reached(), ['Autumn', 'Roadmap', 'Winter'])
  assert.equal(await page.getByRole('heading', { name: 'Connected to Acme' }).count(), 1, 'still one bot')
  assert.deepEqual(refused, [])
})
