import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { insertAttempts } from '#server/store/webhook-deliveries.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'
import { aWebhook, deliveriesOf } from '#test/webhook-receiver.ts'

const phone = { viewport: { width: 360, height: 740 } }

/** A subscription that was paused, with what was sent to it. */
async function aFailingWebhook({ acme }: ShownWebApp, connectionId: string) {
  const { store, server } = acme
  const place = { store, secrets: server.secrets, workspaceId: acme.id }
  const url = 'https://hooks.example/octavo'
  const paused = { state: 'paused', paused_reason: 'failing' } as const
  const webhook = await aWebhook(place, { url, connection_id: connectionId, ...paused })
  const given = { state: 'failed', due_time: null, finished_time: Date.now(), attempts: 8 } as const
  const [failed] = await deliveriesOf(store, webhook, Date.now(), given)
  await deliveriesOf(store, webhook, Date.now(), { ...given, state: 'delivered', attempts: 1 })
  const attempt = {
    workspace_id: acme.id,
    delivery_id: failed!.id,
    attempt_number: 8,
    webhook_id: webhook.id,
    url,
    started_time: Date.now(),
    duration: 120,
    request_headers: '{"x-notion-signature":"sha256=0123"}',
    request_body: '{"type":"page.created"}',
    status: 503,
    response_headers: '{}',
    response_body: 'Overloaded',
    error: null,
  }
  await store.transaction((db) => insertAttempts(db, [attempt]))
  return webhook
}

test('tokens, the audit log, deliveries and people in the settings', async (t) => {
  const app = await showWebApp(t)
  const { acme } = app
  const owner = acme.as('owner')
  const admin = `/admin/v1/spaces/${acme.id}`
  const made = await owner.post(`${admin}/connections`, { name: 'Deploy reports' })
  const webhook = await aFailingWebhook(app, made.body.id)
  const shared = await acme.aPage({ title: 'Plan of the year' })
  for (const name of ['owner', 'guest'] as const) {
    await acme
      .as('editor')
      .post(`/v1/pages/${shared}/permissions`, { user_id: acme.as(name).userId, role: 'editor' })
  }
  const screen = async (
    name: string,
    path: string,
    work: (page: Page) => Promise<void>,
    options: Parameters<ShownWebApp['open']>[2] & { as?: 'owner' | 'member' } = {},
  ) =>
    t.test(name, async () => {
      const { as = 'owner', ...rest } = options
      const page = await app.open(as, path, rest)
      await work(page)
      await page.context().close()
    })

  await screen(
    'a person sees where they are signed in, ends a session, and asks for another address',
    '/settings/account',
    async (page) => {
      const other = await app.open('member', '/settings/account')
      await other.context().close()
      await page.reload()
      const sessions = page.getByRole('list', { name: 'Sessions' })
      await sessions.getByText('this one').waitFor()
      await app.look(page, 'account-sessions')
      await sessions
        .getByRole('button', { name: /^Sign out of/ })
        .first()
        .click()
      await page.getByText('It is signed out.').waitFor()
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByLabel('New address').fill('ada@elsewhere.test')
      await page.getByRole('button', { name: 'Send link' }).click()
      await page.getByText('ada@elsewhere.test was mailed a link that confirms it.').waitFor()
    },
    { as: 'member' },
  )

  await screen(
    'a member makes a token that may read, sees it once, and revokes it',
    '/settings/tokens',
    async (page) => {
      await page.getByRole('button', { name: 'New token' }).click()
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText('Give it a name: what it is for.').waitFor()
      await page.getByLabel('Name').fill('Weekly report')
      await page.getByLabel('Change content').uncheck()
      await page.getByLabel('Add content').uncheck()
      await app.look(page, 'token-new')
      await page.getByRole('button', { name: 'Create' }).click()
      const token = await page
        .getByRole('dialog')
        .getByText(/^octp_/)
        .textContent()
      await page.getByRole('button', { name: 'Done' }).click()
      const line = page
        .getByRole('list', { name: 'Your tokens' })
        .getByRole('listitem')
        .filter({ hasText: 'Weekly report' })
      await line.getByText(/May read content, read and insert comments/).waitFor()
      assert.ok(!(await page.content()).includes(token!), 'it is not shown again')
      await app.look(page, 'tokens')
      await line.getByRole('button', { name: 'Revoke Weekly report' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
      await page.getByText('Weekly report is revoked.').waitFor()
      await page.getByLabel('Show the one that ended').check()
      await line.getByText('revoked', { exact: true }).waitFor()
    },
    { as: 'member' },
  )

  await screen(
    'owners see everybody’s tokens, and say for how long one may live',
    '/settings/tokens',
    async (page) => {
      await owner.post(`${admin}/tokens`, { name: 'Backup', expires_in_days: 365 })
      await page.getByRole('tab', { name: 'Everybody’s' }).click()
      const list = page.getByRole('list', { name: 'Everybody’s tokens' })
      await list.getByText('Backup · The owner').waitFor()
      await page.getByLabel('They work for at most').selectOption({ label: '90 days' })
      await list.getByText('stopped by the rules').waitFor()
      await app.look(page, 'tokens-everybody')
      await page.getByLabel('They work for at most').selectOption('')
      await list.getByText('stopped by the rules').waitFor({ state: 'detached' })
      await owner.post(`${admin}/groups`, { name: 'Builders' })
      const who = page.getByLabel('Who may have tokens')
      await who.selectOption({ label: 'Owners and some groups' })
      await page.getByLabel('Groups').first().click()
      await page.getByRole('option', { name: 'Builders' }).click()
      await page.getByText('The rule holds from now on.').last().waitFor()
      await app.look(page, 'tokens-groups')
      await who.selectOption({ label: 'All members' })
    },
  )

  await screen(
    'the audit log tells in sentences who did what, is looked through, and is taken along',
    '/settings/audit',
    async (page) => {
      const events = page.getByRole('list', { name: 'Events' })
      await events.getByRole('button', { name: 'The owner made the token “Backup”' }).waitFor()
      await app.look(page, 'audit')
      await page.getByLabel('Did').selectOption('token.revoked')
      await events.getByRole('button', { name: 'The member revoked the token “Weekly report”' }).click()
      await events.getByText('"type": "token.revoked"').waitFor()
      await app.look(page, 'audit-detail')
      const [csv] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Export as CSV' }).click(),
      ])
      assert.equal(csv.suggestedFilename(), 'audit-log.csv')
      await events.getByRole('button', { name: 'All that The member did' }).click()
      await page.waitForURL(`**/settings/audit?actor_id=${acme.as('member').userId}`)
      await events.getByRole('button', { name: /The member made the token/ }).waitFor()
      await owner.post(`${admin}/groups`, { name: 'Design' })
      await page.getByRole('button', { name: /new events?$/ }).waitFor()
      await page.getByRole('button', { name: 'Show everything' }).click()
      await events.getByRole('button', { name: 'The owner made the group “Design”' }).waitFor()
    },
  )

  await screen('deliveries are read, and sent again', '/settings/webhooks', async (page) => {
    const subscriptions = page.getByRole('list', { name: 'Subscriptions' })
    await subscriptions
      .getByText(/Deploy reports · Paused because its address failed again and again/)
      .waitFor()
    await subscriptions.getByRole('button', { name: /^Deliveries/ }).click()
    const deliveries = page.getByRole('list', { name: 'Deliveries' })
    await deliveries.getByRole('listitem').nth(1).waitFor()
    await page.getByLabel('State').selectOption('failed')
    await deliveries.getByText(/8 attempts · answered 503/).waitFor()
    await deliveries.getByRole('button', { name: 'page.created', exact: true }).click()
    await deliveries.getByText('Overloaded').waitFor()
    await app.look(page, 'webhook-delivery')
    await page.getByRole('button', { name: 'Redeliver all failed' }).click()
    await page.getByRole('dialog').getByText('they wait until it is enabled').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Redeliver', exact: true }).click()
    await page.getByText('One delivery is sent again.').waitFor()
    await page.getByText('No delivery fits what you look for.').waitFor()
    await subscriptions.getByRole('button', { name: /^Enable/ }).click()
    await subscriptions.getByText('active', { exact: true }).waitFor()
    assert.equal((await owner.get(`/v1/webhooks/${webhook.id}`)).body.state, 'active')
  })

  await screen(
    'guests with the pages they reach; people suspended, signed out, and what they did',
    '/settings/members',
    async (page) => {
      await page.getByRole('tab', { name: 'Guests' }).click()
      await page.getByRole('button', { name: 'Pages of The guest' }).click()
      await page.getByRole('dialog').getByRole('link', { name: 'Plan of the year' }).waitFor()
      await app.look(page, 'guest-pages')
      await page.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('button', { name: 'More about The guest' }).click()
      await page.getByRole('menuitem', { name: /^Member Makes and shares/ }).click()
      await page.getByText('No guests').waitFor()
      await page.getByRole('tab', { name: 'Members' }).click()
      const members = page.getByRole('list', { name: 'Members' })
      await page.getByRole('button', { name: 'More about The guest' }).click()
      await page.getByRole('menuitem', { name: 'Suspend' }).click()
      await members.getByText('guest@acme.test').waitFor({ state: 'detached' })
      await page.getByLabel('Show the one who is suspended').check()
      await members.getByText('suspended', { exact: true }).waitFor()
      await app.look(page, 'members-suspended')
      await page.getByRole('button', { name: 'More about The member' }).click()
      await page.getByRole('menuitem', { name: 'End their sessions' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click()
      await page.getByText('The member is signed out of Acme.').waitFor()
      await page.getByRole('button', { name: 'More about The member' }).click()
      await page.getByRole('menuitem', { name: 'What they did' }).click()
      await page.getByRole('heading', { name: 'Audit log' }).waitFor()
      await page.getByRole('button', { name: /The member made the token/ }).waitFor()
    },
  )

  await screen(
    'the workspace is called otherwise, and its rules are changed',
    '/settings/workspace',
    async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Acme Works')
      await page.getByRole('button', { name: 'Save' }).first().click()
      await page.getByText('The workspace is changed.').waitFor()
      await page.getByRole('region', { name: 'Acme Works' }).waitFor()
      await page.getByLabel('Pages may be published').uncheck()
      await page.getByText('The rule holds from now on.').waitFor()
      await page.getByLabel('Audit log', { exact: true }).fill('400')
      await page.getByRole('button', { name: 'Save' }).last().click()
      await page.getByText('It is kept as long as you say.').waitFor()
      await app.look(page, 'general')
      const { body } = await owner.get(`${admin}/policy`)
      assert.deepEqual([body.sharing.public_pages, body.retention.audit_days], [false, 400])
    },
  )

  await screen(
    'members see who is there, and what is theirs',
    '/settings/members',
    async (page) => {
      await page.getByText('owner@acme.test').waitFor()
      await page.goto(`${app.url}/settings/identity`)
      await page.getByText('Owners manage this').waitFor()
      await app.look(page, 'for-owners')
    },
    { as: 'member' },
  )

  await screen(
    'fit on a phone, in the dark',
    '/settings/audit',
    async (page) => {
      await page.getByRole('list', { name: 'Events' }).waitFor()
      await app.look(page, 'audit-phone-dark')
      await page.goto(`${app.url}/settings/webhooks`)
      await page.getByRole('button', { name: /^Deliveries/ }).click()
      await page.getByRole('list', { name: 'Deliveries' }).waitFor()
      await app.look(page, 'webhooks-phone-dark')
    },
    { ...phone, colorScheme: 'dark' },
  )
})
