/** The partner of seed documents that asks for a copied token: the example, a sandbox, and a real browser. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPartner } from '../examples/partner-token/server.ts'
import { openBrowser } from './browser.ts'
import { callApi, startOctavo, temporaryFolder } from './octavo-process.ts'

const workspaceFile = {
  workspace: { name: 'Acme' },
  users: [{ name: 'Ada Lovelace', email: 'ada@acme.test', role: 'owner' }],
  pages: [{ title: 'Roadmap', pages: [{ title: 'Autumn' }] }, { title: 'Diary' }],
}

test('a person pastes the token of an internal connection into a partner’s form', async (t) => {
  const file = join(await temporaryFolder(t), 'octavo.json')
  await writeFile(file, JSON.stringify(workspaceFile))
  const sandbox = startOctavo(t, ['sandbox', '--json', '--file', file])
  const [line] = await sandbox.says(/^\{.*\}\n/)
  const { url: octavo, workspace, users, pages } = JSON.parse(line)
  const ada = users['ada@acme.test']
  const asAda = (method: string, path: string, body?: unknown) =>
    callApi(octavo, ada.token, method, path, body)
  const connections = `/admin/v1/spaces/${workspace.id}/connections`

  // A corresponding internal connection, on the page that the partner is to have, and its token copied.
  const { json: made } = await asAda('POST', connections, {
    name: 'Partner',
    website_url: 'https://partner.test',
  })
  await asAda('POST', `/v1/pages/${pages.Roadmap}/connections`, { connection_id: made.id })
  const { json: secret } = await asAda('GET', `${connections}/${made.id}/secret`)

  const partner = await startPartner({ octavo, port: 0 })
  t.after(() => partner.close())
  const browser = await openBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(partner.url)
  const paste = async (token: string) => {
    await page.getByLabel('Internal integration token').fill(token)
    await page.getByRole('button', { name: 'Connect' }).click()
  }
  await paste('ntn_0123456789abcdef')
  await page.getByText('Octavo said: API token is invalid.').waitFor()
  await paste(ada.token)
  await page.getByText('This is the token of a person.').waitFor()
  await paste(` ${secret.token} `)
  await page.getByRole('heading', { name: 'Connected as Partner of Acme' }).waitFor()
  assert.deepEqual((await page.getByRole('listitem').allTextContents()).sort(), ['Autumn', 'Roadmap'])

  const { json: list } = await asAda('GET', connections)
  const row = (list.results as Record<string, unknown>[]).find(({ id }) => id === made.id)
  assert.deepEqual(
    [row?.name, row?.kind, row?.installed, row?.added_by, row?.website_url],
    [
      'Partner',
      'internal',
      true,
      { object: 'user', id: ada.id, name: 'Ada Lovelace' },
      'https://partner.test',
    ],
  )

  // Taken off the page, it finds nothing there any more; rotated, the copied token is none.
  await asAda('DELETE', `/v1/pages/${pages.Roadmap}/connections/${made.id}`)
  await page.reload()
  assert.deepEqual(await page.getByRole('listitem').allTextContents(), ['No pages yet'])
  await asAda('POST', `${connections}/${made.id}/rotate`, { grace_seconds: 0 })
  await page.reload()
  await page.getByText('Octavo said: API token is invalid.').waitFor()
})
