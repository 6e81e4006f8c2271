import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

/** A picture of one point. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A workspace whose owner and member use some connections. */
async function furnish({ acme }: ShownWebApp) {
  const admin = `/admin/v1/spaces/${acme.id}`
  const owner = acme.as('owner')
  const made = async (body: object) => {
    const answer = await owner.post(`${admin}/connections`, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.id as string
  }
  const deploys = await made({ name: 'Deploy reports', description: 'Writes a line for each deploy.' })
  const partner = await made({
    name: 'Typeform',
    kind: 'public',
    developer_name: 'Typeform, Inc.',
    website_url: 'https://typeform.example',
    support_url: 'https://typeform.example/help',
    redirect_uris: ['https://typeform.example/callback'],
  })
  await owner.post(`${admin}/approved_connections`, { connection_id: deploys })
  const { body: group } = await owner.post(`${admin}/groups`, { name: 'Engineering' })
  await owner.post(`${admin}/groups/${group.id}/members`, { user_id: acme.as('member').userId })
  await owner.post('/v1/invitations', { email: 'grace@elsewhere.test', role: 'member' })
  return { admin, deploys, partner }
}

test('the settings of the web app', async (t) => {
  const app = await showWebApp(t)
  const { admin, partner } = await furnish(app)
  const owner = app.acme.as('owner')
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
  const phone = { viewport: { width: 360, height: 740 } }

  await screen('begin with one’s own account', '/settings', async (page) => {
    await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
    await app.look(page, 'account')
    await page.getByLabel('Name').fill('Ada Lovelace')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Your name is changed.').waitFor()
    const photo = { name: 'ada.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') }
    await page.locator('input[type=file]').setInputFiles(photo)
    await page.getByRole('button', { name: 'Remove photo' }).waitFor()
    assert.equal((await owner.get('/v1/users/me')).body.name, 'Ada Lovelace')
    await owner.patch('/v1/users/me', { name: 'The owner', avatar: null })
  })

  await screen(
    'list connections with icon, name, who added each and when',
    '/settings/connections',
    async (page) => {
      const list = page.getByRole('list', { name: 'Connections' })
      const line = list.getByRole('listitem').filter({ hasText: 'Deploy reports' })
      await line.getByText(/by The owner on /).waitFor()
      await app.look(page, 'connections')
    },
  )

  await screen(
    'give a token out again to be copied',
    '/settings/connections',
    async (page) => {
      await page.getByRole('button', { name: 'More about Deploy reports' }).click()
      await page.getByRole('menuitem', { name: 'Copy internal integration token' }).waitFor()
      await app.look(page, 'connection-menu')
      await page.getByRole('menuitem', { name: 'Copy internal integration token' }).click()
      await page
        .getByRole('dialog')
        .getByText(/^(ntn|octi)_/)
        .waitFor()
      await page.getByRole('button', { name: 'Copy' }).waitFor()
      await app.look(page, 'connection-token-dark')
    },
    { colorScheme: 'dark' },
  )

  await screen('lead to the developer’s website and support', '/settings/connections', async (page) => {
    await page.getByRole('button', { name: 'More about Typeform' }).click()
    const website = page.getByRole('menuitem', { name: 'Visit developer’s website' })
    assert.equal(await website.getAttribute('href'), 'https://typeform.example')
    const support = page.getByRole('menuitem', { name: 'Contact developer’s support' })
    assert.equal(await support.getAttribute('href'), 'https://typeform.example/help')
  })

  await screen('show the users with access, and revoke one', '/settings/connections', async (page) => {
    await page.getByRole('button', { name: 'More about Deploy reports' }).click()
    await page.getByRole('menuitem', { name: 'View users with access' }).click()
    const users = page.getByRole('list', { name: 'Users of Deploy reports' })
    await users.getByText('owner@acme.test').waitFor()
    await app.look(page, 'connection-users')
    await users.getByRole('button', { name: 'Revoke access' }).click()
    await page.getByRole('dialog', { name: /Revoke The owner/ }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  await screen('restrict installing to an approved list', '/settings/connections', async (page) => {
    const rule = page.getByLabel('Restrict members from installing connections')
    await rule.selectOption({ label: 'Only from approved list' })
    await page.getByLabel('Auto-approve connections built by Octavo').waitFor()
    const { body } = await owner.get(`${admin}/policy`)
    assert.equal(body.connections.install, 'approved_only')
    await page.getByRole('tab', { name: 'Approved connections' }).click()
    const list = page.getByRole('list', { name: 'Approved connections' })
    await list.getByRole('listitem').filter({ hasText: 'Deploy reports' }).getByText('The owner').waitFor()
    await app.look(page, 'approved')

    await page.getByRole('button', { name: 'Add approved connection' }).click()
    await page.getByRole('option', { name: 'Typeform' }).waitFor()
    await app.look(page, 'approved-add')
    await page.getByRole('option', { name: 'Typeform' }).click()
    await list.getByRole('listitem').filter({ hasText: 'Typeform' }).getByText('Not installed yet').waitFor()

    await page.getByRole('button', { name: 'More about Typeform' }).click()
    await page.getByRole('menuitem', { name: 'Remove from approved list' }).click()
    await page.getByRole('dialog').getByText('Nobody else may install it.').waitFor()
    await app.look(page, 'approved-remove')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await list.getByText('Typeform', { exact: true }).waitFor({ state: 'detached' })
  })

  await screen(
    'let members ask for what is not approved',
    '/settings/my-connections',
    async (page) => {
      await page.getByText('You have no connections yet').waitFor()
      await app.look(page, 'my-connections-empty')
      await page.getByRole('button', { name: 'Add connection' }).click()
      await page.getByRole('button', { name: 'Ask owners for Typeform' }).click()
      await page.getByText('Asked for').waitFor()
      await app.look(page, 'catalogue')
    },
    { as: 'member' },
  )

  await screen('let owners answer what members asked for', '/settings/connections', async (page) => {
    await page.getByRole('tab', { name: /Requests/ }).click()
    await page.getByText(/The member asked on/).waitFor()
    await app.look(page, 'requests')
    await page.getByRole('button', { name: 'Approve Typeform' }).click()
    await page.getByText('Nobody is waiting for an answer').waitFor()
    const { body } = await owner.get(`${admin}/approved_connections`)
    assert.ok(body.results.some(({ connection_id }: { connection_id: string }) => connection_id === partner))
  })

  await screen(
    'make a connection of one’s own, and disconnect it',
    '/settings/my-connections',
    async (page) => {
      await page.getByRole('button', { name: 'Add connection' }).click()
      await page.getByRole('tab', { name: 'New internal connection' }).click()
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText('Give it a name.').waitFor()
      await page.getByRole('textbox', { name: 'Name' }).fill('Notes bot')
      await app.look(page, 'new-connection')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText(/^(ntn|octi)_/).waitFor()
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'More about Notes bot' }).click()
      await page.getByRole('menuitem', { name: 'Disconnect' }).click()
      await page.getByRole('dialog').getByText('taken off every page').waitFor()
      await app.look(page, 'disconnect')
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
      await page.getByText('Notes bot is disconnected.').waitFor()
    },
  )

  await screen(
    'fit on a phone',
    '/settings/connections',
    async (page) => {
      await page.getByText('Deploy reports').waitFor()
      await app.look(page, 'connections-phone')
      await page.getByRole('button', { name: 'List of settings' }).click()
      await page.getByRole('link', { name: 'Members' }).waitFor()
      await app.look(page, 'settings-list-phone')
      await page.getByRole('link', { name: 'Members' }).click()
      await page.getByRole('heading', { name: 'Members' }).waitFor()
    },
    phone,
  )

  await screen('tell who is in the workspace, and change a role', '/settings/members', async (page) => {
    await page.getByText('member@acme.test').waitFor()
    await app.look(page, 'members')
    await page.getByRole('button', { name: 'More about The member' }).click()
    await page.getByRole('menuitem', { name: /Membership admin/ }).waitFor()
    await app.look(page, 'person-menu')
    await page.getByRole('menuitem', { name: /Membership admin/ }).click()
    await page.getByRole('list', { name: 'Members' }).getByText('Membership admin').waitFor()
    await page.getByRole('button', { name: 'More about The member' }).click()
    await page.getByRole('menuitem', { name: 'Remove from workspace' }).click()
    await page.getByRole('dialog').getByText('They lose every page').waitFor()
    await app.look(page, 'remove-person')
  })

  await screen(
    'invite somebody, and take an invitation back',
    '/settings/members',
    async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click()
      await page.getByLabel('E-mail').fill('joan@elsewhere.test')
      await app.look(page, 'invite-dark')
      await page.getByRole('button', { name: 'Send invitation' }).click()
      await page.getByText('joan@elsewhere.test is invited.').waitFor()
      await page.getByRole('tab', { name: /Invitations/ }).click()
      await page.getByText('grace@elsewhere.test').waitFor()
      await app.look(page, 'invitations-dark')
      await page.getByRole('button', { name: /invitation of joan/ }).click()
      await page.getByRole('menuitem', { name: 'Take back' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
      await page.getByText('joan@elsewhere.test', { exact: true }).waitFor({ state: 'detached' })
    },
    { colorScheme: 'dark' },
  )

  await screen('keep groups, and who is in them', '/settings/groups', async (page) => {
    await page.getByRole('button', { name: 'People of Engineering' }).click()
    await page.getByRole('list', { name: 'People of Engineering' }).getByText('member@acme.test').waitFor()
    await app.look(page, 'group-people')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Design')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('list', { name: 'Groups' }).getByText('Design').waitFor()
    await app.look(page, 'groups')
    await page.getByRole('button', { name: 'More about Design' }).click()
    await page.getByRole('menuitem', { name: 'Delete group' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click()
    await page.getByRole('list', { name: 'Groups' }).getByText('Design').waitFor({ state: 'detached' })
  })
})
