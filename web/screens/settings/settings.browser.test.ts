import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

/** A picture of one point. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A workspace with a group and an invitation. Its connections are in `connections/connections.browser.test.ts`. */
async function furnish({ acme }: ShownWebApp) {
  const admin = `/admin/v1/spaces/${acme.id}`
  const owner = acme.as('owner')
  const { body: group } = await owner.post(`${admin}/groups`, { name: 'Engineering' })
  await owner.post(`${admin}/groups/${group.id}/members`, { user_id: acme.as('member').userId })
  await owner.post('/v1/invitations', { email: 'grace@elsewhere.test', role: 'member' })
}

test('the settings of the web app', async (t) => {
  const app = await showWebApp(t)
  await furnish(app)
  const owner = app.acme.as('owner')
  const screen = async (
    name: string,
    path: string,
    work: (page: Page) => Promise<void>,
    options: Parameters<ShownWebApp['open']>[2] = {},
  ) =>
    t.test(name, async () => {
      const page = await app.open('owner', path, options)
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
    'fit on a phone',
    '/settings/connections',
    async (page) => {
      await page.getByText('The editor').waitFor()
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
