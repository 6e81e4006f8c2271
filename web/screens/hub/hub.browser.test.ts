import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from '@notionhq/client'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'
import { webhookEndpoint } from '#test/webhook-endpoint.ts'

const wide = { viewport: { width: 1280, height: 1000 } }
const phone = { viewport: { width: 360, height: 740 } }

test('the developer hub', async (t) => {
  const app = await showWebApp(t)
  const { acme, url } = app
  const owner = acme.as('owner')
  const admin = `/admin/v1/spaces/${acme.id}`
  const endpoint = await webhookEndpoint(t, acme)
  const plan = await acme.aPage({ title: 'Launch plan' })
  await acme.aPage({ title: 'Checklist', parent: plan })
  // One page for all that the owner does: signing in and loading the app are what takes longest.
  const shown = await app.open('owner', '/my-integrations', wide)
  const screen = (
    name: string,
    path: string,
    work: (page: Page) => Promise<void>,
    other?: Parameters<ShownWebApp['open']>[2] & { as: 'owner' | 'member' },
  ) =>
    t.test(name, async () => {
      const page = other ? await app.open(other.as, path, { ...wide, ...other }) : shown
      if (!other) await page.goto(url + path)
      await work(page)
      if (other) await page.context().close()
    })
  const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()
  const dialog = (page: Page) => page.getByRole('dialog')
  let connection = ''
  let token = ''

  await screen('makes an internal connection, and shows its token', '/my-integrations', async (page) => {
    await page.getByRole('link', { name: 'New connection' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'New connection' }).waitFor()
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Give it a name.').waitFor()
    await page.getByLabel('Name').fill('Release notes')
    await app.look(page, 'hub-new')
    await page.getByRole('button', { name: 'Create' }).click()
    token = await page.getByText(/^octi_/).innerText()
    await page.getByRole('link', { name: 'Choose pages' }).click()
    await page.getByText('It reaches no page yet.').waitFor()
    connection = /my-integrations\/([^/]+)/.exec(page.url())![1]!
  })

  await screen(
    'gives it pages as a tree, saying what it reaches, and takes them away',
    `/my-integrations/${connection}/access`,
    async (page) => {
      await page.getByRole('button', { name: 'Give access' }).click()
      await dialog(page).getByRole('button', { name: 'Open Launch plan' }).click()
      await dialog(page).getByText('Checklist').waitFor()
      await app.look(page, 'hub-give-access')
      await dialog(page).getByLabel('Search pages').fill('Launch')
      await dialog(page).getByRole('list', { name: 'Pages that were found' }).waitFor()
      await dialog(page).getByRole('button', { name: 'Choose Launch plan' }).click()
      await page.getByText('and all pages below it, those that come later too').waitFor()
      await dialog(page).getByRole('button', { name: 'Give access' }).click()
      const reached = page.getByRole('list', { name: 'Pages it reaches' })
      await reached.getByText('Checklist').waitFor()
      await app.look(page, 'hub-access')
      await reached.getByRole('button', { name: 'Take away Checklist' }).click()
      await dialog(page).getByText('stops inheriting access from there').waitFor()
      await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    },
  )

  await screen(
    'shows the secret when it is asked for, and rotates it with overlap',
    `/my-integrations/${connection}`,
    async (page) => {
      await page.getByText(`Token ••••${token.slice(-4)}`).waitFor()
      assert.ok(!(await page.content()).includes(token), 'not before it is asked for')
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await page.getByText(token).waitFor()
      await app.look(page, 'hub-configuration')
      await page.getByRole('button', { name: 'Rotate' }).click()
      await dialog(page).getByLabel('For an hour').check()
      await dialog(page).getByRole('button', { name: 'Rotate' }).click()
      await page.getByText('previous', { exact: true }).waitFor()
      const former = token
      token = await page.getByText(/^octi_/).innerText()
      assert.notEqual(token, former)
      const me = async (auth: string) => (await new Client({ auth, baseUrl: url }).users.me({})).type
      assert.deepEqual([await me(former), await me(token)], ['bot', 'bot'])
      await page.getByRole('button', { name: 'End the previous one now' }).click()
      await dialog(page).getByRole('button', { name: 'End it' }).click()
      await page.getByText('previous', { exact: true }).waitFor({ state: 'detached' })
      await assert.rejects(me(former), /API token is invalid/)
    },
  )

  await screen(
    'lists what the official SDK asked with its token, found by request_id',
    `/my-integrations/${connection}/requests`,
    async (page) => {
      const notion = new Client({ auth: token, baseUrl: url, notionVersion: '2026-03-11' })
      await notion.pages.retrieve({ page_id: plan })
      const refused = await notion.pages
        .retrieve({ page_id: '0190a8a2-0000-7000-8000-000000000000' })
        .catch((error: { request_id: string }) => error)
      const { request_id } = refused as { request_id: string }
      await acme.performDue()
      const list = page.getByRole('list', { name: 'Requests' })
      await list.getByText(`GET /v1/pages/${plan}`).waitFor()
      await list.getByText('object_not_found').waitFor()
      await app.look(page, 'hub-requests')
      await page.getByRole('textbox', { name: 'Request id' }).fill(request_id)
      await list.getByText(`GET /v1/pages/${plan}`).waitFor({ state: 'detached' })
      await list.getByText(request_id).waitFor()
      assert.equal(await list.getByRole('listitem').count(), 1)
      await page.getByRole('textbox', { name: 'Request id' }).fill('req_1')
      await page.getByText('A request_id looks like').waitFor()
    },
  )

  await screen(
    'changes its capabilities, which hold from the next request on',
    `/my-integrations/${connection}`,
    async (page) => {
      await page.getByLabel('Update content').uncheck()
      await page.getByLabel('Insert comments').uncheck()
      await page.getByText('holds from its next request on').waitFor()
      await page.getByRole('region', { name: 'Capabilities' }).getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved.').waitFor()
      const notion = new Client({ auth: token, baseUrl: url })
      await assert.rejects(notion.pages.update({ page_id: plan, in_trash: true }), {
        code: 'restricted_resource',
      })
    },
  )

  await screen(
    'subscribes a webhook, verifies it by its token, and sends a delivery again',
    `/my-integrations/${connection}/webhooks`,
    async (page) => {
      await page.getByRole('button', { name: 'New webhook' }).click()
      await page.getByLabel('Address').fill(`${endpoint.url}/`)
      await page.getByRole('button', { name: /^Pages/ }).click()
      await page.getByLabel('page.properties_updated').check()
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { name: 'Verify it' }).waitFor()
      await acme.performDue()
      await app.look(page, 'hub-verify-webhook')
      await page.getByLabel('Verification token').fill('secret_wrong')
      await page.getByRole('button', { name: 'Verify', exact: true }).click()
      await page.getByText('should be the token that was sent').waitFor()
      await page.getByLabel('Verification token').fill(endpoint.token()!)
      await page.getByRole('button', { name: 'Verify', exact: true }).click()
      await page.getByText('Active', { exact: true }).waitFor()

      await owner.patch(`/v1/pages/${plan}`, { icon: { type: 'emoji', emoji: '🚀' } })
      await acme.performDue()
      const [told] = endpoint.taken()
      assert.deepEqual([told.type, told.entity.id], ['page.properties_updated', plan])
      await page.getByRole('button', { name: 'Look again' }).click()
      const deliveries = page.getByRole('list', { name: 'Deliveries' })
      await deliveries.getByRole('button', { name: 'Redeliver page.properties_updated' }).click()
      await page.getByText('It is sent again.').waitFor()
      await acme.performDue()
      assert.equal(endpoint.taken()[0].id, told.id, 'under the same id')
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.getByRole('button', { name: 'Resume' }).waitFor()
      await app.look(page, 'hub-webhook', /status of 400/)
      await page.getByRole('button', { name: 'Delete webhook' }).click()
      await dialog(page).getByRole('button', { name: 'Delete webhook' }).click()
      await page.getByText('No webhooks yet').waitFor()
    },
  )

  await screen(
    'sets up a public connection, and leads to its consent screen',
    '/my-integrations/new',
    async (page) => {
      await page.getByLabel('Name').fill('Travel desk')
      await page.getByLabel('Public').check()
      await page.getByLabel('Redirect URIs').fill('http://partner.test/callback')
      await page.getByLabel('Only people of Acme').check()
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('alert').waitFor()
      await page.getByLabel('Redirect URIs').fill('https://partner.test/callback')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText(/^octc_/).waitFor()
      await page.getByRole('link', { name: 'OAuth settings' }).click()
      await page.getByLabel('Company').fill('Partner Ltd')
      await page.getByLabel('Privacy policy').fill('https://partner.test/privacy')
      await page
        .getByRole('region', { name: 'On the consent screen' })
        .getByRole('button', { name: 'Save' })
        .click()
      await page.getByText('Saved.').waitFor()
      await app.look(page, 'hub-oauth', /status of 400/)
      const consent = await page.getByRole('link', { name: 'Try the consent screen' }).getAttribute('href')
      await tab(page, 'Distribution')
      await page.getByText('Only people of Acme').waitFor()
      await page.getByText('0 people in 0 workspaces').waitFor()
      await page.goto(consent!)
      await page.getByText('Travel desk').first().waitFor()
      await page.getByText('Partner Ltd').first().waitFor()
    },
  )

  await screen(
    'lets a member give away what is theirs, and tells whom to ask where only owners make connections',
    '/my-integrations',
    async (page) => {
      await page.getByText('No connections yet').waitFor()
      await page.getByRole('link', { name: 'New connection' }).first().waitFor()
      const { body: own } = await acme.as('member').post(`${admin}/connections`, { name: 'Diary bot' })
      await acme.as('member').post('/v1/pages', {
        parent: { type: 'workspace', workspace: true },
        properties: { title: { title: [{ text: { content: 'Diary' } }] } },
      })
      await page.goto(`${url}/my-integrations/${own.id}/access`)
      await page.getByRole('button', { name: 'Give access' }).click()
      await dialog(page).getByRole('button', { name: 'Choose Diary' }).click()
      await dialog(page).getByRole('button', { name: 'Give access' }).click()
      await page.getByRole('button', { name: 'Take away Diary' }).click()
      await dialog(page).getByRole('button', { name: 'Take away' }).click()
      await page.getByText('It reaches no page yet.').waitFor()
      await page.goto(`${url}/my-integrations`)
      await page.getByRole('link', { name: 'Diary bot' }).waitFor()
      await owner.patch(`${admin}/policy`, { connections: { create: 'owners' } })
      await page.reload()
      await page.getByText('Ask an owner to make one').waitFor()
      assert.equal(await page.getByRole('link', { name: 'New connection' }).count(), 0)
      await page.goto(`${url}/my-integrations/new`)
      await page.getByText('Ask an owner').waitFor()
      await app.look(page, 'hub-refused')
    },
    { as: 'member' },
  )

  await screen(
    'fits on a phone, in the dark',
    `/my-integrations/${connection}`,
    async (page) => {
      await page.getByText(`Token ••••${token.slice(-4)}`).waitFor()
      await app.look(page, 'hub-configuration-phone-dark')
      await tab(page, 'Requests')
      await page.getByRole('list', { name: 'Requests' }).waitFor()
      await app.look(page, 'hub-requests-phone-dark')
    },
    { as: 'owner', ...phone, colorScheme: 'dark' },
  )

  await screen('deletes a connection after saying what ends', '/my-integrations', async (page) => {
    await page.getByRole('list', { name: 'Public' }).waitFor()
    await app.look(page, 'hub-list')
    await page.getByRole('link', { name: 'Release notes' }).click()
    await page.getByRole('button', { name: 'Delete connection' }).click()
    await dialog(page).getByText('taken off every page').waitFor()
    await app.look(page, 'hub-delete')
    await dialog(page).getByRole('button', { name: 'Delete connection' }).click()
    await page.getByText('Release notes is deleted.').waitFor()
    await page.getByRole('link', { name: 'Travel desk' }).waitFor()
    assert.equal((await owner.get(`${admin}/connections/${connection}`)).status, 404)
  })
})
