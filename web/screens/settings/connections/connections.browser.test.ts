/**
 * Each bullet of the help page "Add & manage connections with the API" is a test that is named after it, done in the browser as
 * it says. Those on installing by OAuth are in `server/oauth/consent.browser.test.ts`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { authorise } from '#test/authorise.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

test('Add & manage connections with the API', async (t) => {
  const app = await showWebApp(t)
  const { acme } = app
  const { admin, ids, connect, token } = await furnish(app)
  const [owner, member] = [acme.as('owner'), acme.as('member')]
  const address = (id: string) => `/${id.replaceAll('-', '')}`
  const page = await app.open('owner', address(ids.handbook))
  page.setDefaultTimeout(10_000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const membersPage = await app.open('member', '/settings/my-connections')
  membersPage.setDefaultTimeout(10_000)

  const press = (name: string | RegExp, within: Pick<Page, 'getByRole'> = page) =>
    within.getByRole('button', { name, exact: true }).click()
  const close = () => press('Close', page.getByRole('dialog'))
  const choose = (name: string | RegExp) => page.getByRole('menuitem', { name }).click()
  const openMenu = (of: string) =>
    page
      .getByRole('button', { name: `More about ${of}` })
      .last()
      .click()
  const lines = (label: string) => page.getByRole('list', { name: label }).getByRole('listitem')
  const agree = async (title: string | RegExp, says: string | RegExp, action: string) => {
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByText(says).waitFor()
    await press(action, dialog)
    await dialog.waitFor({ state: 'detached' })
  }
  const tokenWorks = async (): Promise<boolean> => {
    const headers = { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' }
    return (await fetch(`${app.url}/v1/pages/${ids.handbook}`, { headers })).status === 200
  }

  await t.test('Navigate to the page in question and click the ••• button on top right', async () => {
    await openMenu('Handbook')
    await page.getByRole('menu').waitFor()
  })

  await t.test('At the bottom of the pop-up, click Add connections', async () => {
    const last = page.getByRole('menuitem').last()
    assert.equal(await last.textContent(), 'Add connections')
    await last.click()
    await page.getByText('No program reaches this page yet.').waitFor()
  })

  await t.test(
    'In the resulting pop-up, search for and select the connection; you’ll only see connections of this workspace',
    async () => {
      const offered = page.getByRole('list', { name: 'Connections to add' })
      await offered.getByText('Deploy reports').waitFor()
      assert.equal(await offered.getByText('The outsider').count(), 0)
      await page.getByLabel('Search connections').fill('deploy')
      await app.look(page, 'page-connections')
      await press('Add Deploy reports')
      const asks = page.getByRole('dialog', { name: 'Add Deploy reports here?' })
      await asks.getByText('will have access to “Handbook” and all pages below it').waitFor()
      await app.look(page, 'page-connections-asks')
      await press('Add Deploy reports', asks)
      await page.getByRole('list', { name: 'Connected' }).getByText('Added here').waitFor()
      assert.ok(await tokenWorks())
    },
  )

  await t.test('The connection will now appear in the ••• menu for the page', async () => {
    await close()
    await openMenu('Handbook')
    await page.getByRole('menuitem', { name: 'Deploy reports' }).waitFor()
    await page.keyboard.press('Escape')
    // And in that of a database below it, where it comes from above.
    await page.goto(app.url + address(ids.projects))
    await openMenu('Projects')
    await page.getByRole('menuitem', { name: /Deploy reports ?inherited/ }).hover()
    await app.look(page, 'page-connections-menu')
    await choose(/Deploy reports/)
    await page.getByRole('dialog').getByText('This database stops inheriting access from there').waitFor()
    await press('Cancel')
  })

  await t.test(
    'To remove a connection from a page, hover over its name and then press Disconnect',
    async () => {
      await page.goto(app.url + address(ids.handbook))
      await openMenu('Handbook')
      const item = page.getByRole('menuitem', { name: 'Deploy reports' })
      await item.hover()
      await item.getByText('Disconnect').click()
      await agree('Disconnect Deploy reports?', 'loses this page and all that stands below it', 'Disconnect')
      await page.getByText('Deploy reports reaches this page no more.').waitFor()
      assert.equal(await tokenWorks(), false)
    },
  )

  await t.test('In your left sidebar, navigate to Settings and then the Connections tab', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Connections', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
  })

  await t.test(
    'Here, you’ll see all of the existing connections, who added each connection, and the date it was added',
    async () => {
      const today = new Date().toLocaleDateString('en-US', { dateStyle: 'medium' })
      await lines('Connections')
        .filter({ hasText: 'Deploy reports' })
        .getByText(`Added by The owner on ${today}`)
        .waitFor()
      await lines('Connections')
        .filter({ hasText: 'Typeform' })
        .getByText(`Added by The member on ${today}`)
        .waitFor()
      await app.look(page, 'connections')
    },
  )

  await t.test('Click the ••• next to a connection to see additional options, by keyboard too', async () => {
    await page.getByRole('button', { name: 'More about Deploy reports' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem').first().waitFor()
    await app.look(page, 'connection-menu')
    await page.keyboard.press('Escape')
    const button = page.getByRole('button', { name: 'More about Deploy reports' })
    assert.ok(await button.evaluate((element) => element.matches(':focus')))
  })

  await t.test('Retrieve an internal API token', async () => {
    await openMenu('Deploy reports')
    await choose('Copy internal integration token')
    await page.getByRole('dialog').getByText(token).waitFor()
    await app.look(page, 'connection-token')
    await press('Copy')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), token)
    await close()
  })

  await t.test('Visit the developer’s website or contact their support', async () => {
    await openMenu('Typeform')
    const website = page.getByRole('menuitem', { name: 'Visit developer’s website' })
    assert.equal(await website.getAttribute('href'), 'https://typeform.example')
    const support = page.getByRole('menuitem', { name: 'Contact developer’s support' })
    assert.equal(await support.getAttribute('href'), 'https://typeform.example/help')
  })

  await t.test('View users with access to the connection', async () => {
    await choose('View users with access')
    await lines('Users of Typeform').getByText('member@acme.test').waitFor()
    await app.look(page, 'connection-users')
    await close()
    await openMenu('Typeform')
    const access = page.getByRole('menuitem', { name: 'Manage page access' })
    assert.equal(await access.getAttribute('href'), `/my-integrations/${ids.typeform}/access`)
    await page.keyboard.press('Escape')
  })

  await t.test('Members visit, contact and choose the pages of what they added, too', async () => {
    await member.post('/v1/pages', {
      parent: { workspace: true },
      properties: { title: { title: [{ text: { content: 'Diary' } }] } },
    })
    await membersPage.reload()
    await press('More about Typeform', membersPage)
    for (const name of ['Visit developer’s website', 'Contact developer’s support']) {
      await membersPage.getByRole('menuitem', { name }).waitFor()
    }
    await membersPage.getByRole('menuitem', { name: 'Choose pages' }).click()
    await membersPage.getByText('It reaches no page yet.').waitFor()
    await press('Choose Diary', membersPage)
    await press('Take away Diary', membersPage.getByRole('list', { name: 'Pages it reaches' }))
    await membersPage.getByText('It reaches no page yet.').waitFor()
    await press('Choose Diary', membersPage)
    await membersPage.getByRole('button', { name: 'Take away Diary' }).waitFor()
    await app.look(membersPage, 'own-pages')
    await press('Close', membersPage.getByRole('dialog'))
  })

  await t.test('Disconnect the connection', async () => {
    await openMenu('Old bot')
    await choose('Disconnect')
    await app.look(page, 'disconnect')
    await agree('Disconnect Old bot?', 'taken off every page', 'Disconnect')
    await lines('Connections').filter({ hasText: 'Old bot' }).getByText('added by nobody yet').waitFor()
  })

  await t.test(
    'No restrictions: all workspace members can install any connection in the workspace',
    async () => {
      const rule = page.getByLabel('Restrict members from installing connections')
      assert.equal(await rule.inputValue(), 'unrestricted')
      await press('Add connection', membersPage)
      await membersPage.getByRole('list', { name: 'Catalogue' }).getByText('Zapier').waitFor()
      assert.equal(await membersPage.getByRole('button', { name: /Ask owners/ }).count(), 0)
    },
  )

  await t.test(
    'Only from approved list: workspace members can only install connections pre-approved by a Workspace owner',
    async () => {
      await page
        .getByLabel('Restrict members from installing connections')
        .selectOption({ label: 'Only from approved list' })
      await page.getByText('The rule holds from now on.').waitFor()
      await membersPage.reload()
      await press('Add connection', membersPage)
      await press('Ask owners for Zapier', membersPage)
      await membersPage.getByText('Asked for').waitFor()
      await app.look(membersPage, 'catalogue')
      await page.getByRole('tab', { name: /Requests/ }).click()
      await page.getByText(/The member asked on/).waitFor()
      await app.look(page, 'requests')
      await press('Deny Zapier')
      await page.getByText('Nobody is waiting for an answer').waitFor()
      await membersPage.reload()
      await press('Add connection', membersPage)
      await membersPage.getByText(/An owner decided on .* not to approve it/).waitFor()
    },
  )

  await t.test('Auto-approve connections built by whoever runs the server', async () => {
    await press('Ask owners for GitHub', membersPage)
    await page.getByRole('switch', { name: 'Auto-approve connections built by Octavo' }).click()
    await page.getByText('The rule holds from now on.').last().waitFor()
    await membersPage.reload()
    await press('Add connection', membersPage)
    await membersPage.getByText('Add it where it runs').waitFor()
    assert.equal(await membersPage.getByRole('button', { name: 'Ask owners for GitHub' }).count(), 0)
  })

  await t.test(
    'Click the + Add approved connection button; connections installed in the workspace come first',
    async () => {
      await page.getByRole('tab', { name: 'Approved connections' }).click()
      await press('Add approved connection')
      const offered = page.getByRole('listbox', { name: 'Connections to approve' })
      await offered
        .getByRole('group', { name: 'Installed' })
        .getByRole('option', { name: 'Typeform' })
        .waitFor()
      await offered
        .getByRole('group', { name: 'Not installed yet' })
        .getByRole('option', { name: 'Zapier' })
        .waitFor()
      await app.look(page, 'approved-add')
      await page.getByRole('option', { name: 'Typeform' }).click()
      await lines('Approved connections').filter({ hasText: 'Typeform' }).waitFor()
      await press('Add approved connection')
      await page.getByRole('option', { name: 'Zapier' }).click()
      await lines('Approved connections')
        .filter({ hasText: 'Zapier' })
        .getByText('Not installed yet')
        .waitFor()
    },
  )

  await t.test(
    'To the right of each connection’s name, the names of the users who have installed it are listed',
    async () => {
      await lines('Approved connections').filter({ hasText: 'Typeform' }).getByText('The member').waitFor()
      await app.look(page, 'approved')
    },
  )

  await t.test('Click the ••• menu to filter by user', async () => {
    await openMenu('Typeform')
    await choose('Filter by user')
    await choose('The member')
    await lines('Approved connections').filter({ hasText: 'Zapier' }).waitFor({ state: 'detached' })
    assert.equal(await lines('Approved connections').count(), 1)
  })

  await t.test('Click the ••• menu to revoke specific users’ access to a connection', async () => {
    await connect('owner')
    await page.reload()
    await page.getByRole('tab', { name: 'Approved connections' }).click()
    await openMenu('Typeform')
    await choose('Revoke users’ access')
    const line = lines('Users of Typeform').filter({ hasText: 'The member' })
    await press('Revoke access', line)
    await agree('Revoke The member’s access?', 'stops acting for The member at once', 'Revoke access')
    await line.waitFor({ state: 'detached' })
    const { body } = await owner.get(`${admin}/connections/${ids.typeform}/users`)
    assert.deepEqual(
      body.results.map(({ id }: { id: string }) => id),
      [owner.userId],
    )
    await close()
  })

  await t.test('Click the ••• menu to disconnect all users', async () => {
    await connect('member')
    await page.reload()
    await page.getByRole('tab', { name: 'Approved connections' }).click()
    await openMenu('Typeform')
    await choose('Disconnect all users')
    await agree(
      'Disconnect all users of Typeform?',
      'It stops working at once for 2 people',
      'Disconnect all',
    )
    await lines('Approved connections')
      .filter({ hasText: 'Typeform' })
      .getByText('Not installed yet')
      .waitFor()
  })

  await t.test('Click the ••• menu to remove the connection from the approved list', async () => {
    await openMenu('Typeform')
    await choose('Remove from approved list')
    await page.getByRole('dialog').getByText('Nobody else may install it.').waitFor()
    await app.look(page, 'approved-remove')
    await agree(/Remove Typeform/, 'Nobody else may install it.', 'Remove')
    await lines('Approved connections').filter({ hasText: 'Typeform' }).waitFor({ state: 'detached' })
  })

  await t.test('Members can add connections to a workspace in My connections', async () => {
    await membersPage.getByRole('tab', { name: 'New internal connection' }).click()
    await press('Create', membersPage)
    await membersPage.getByText('Give it a name.').waitFor()
    await membersPage.getByRole('textbox', { name: 'Name' }).fill('Notes bot')
    await app.look(membersPage, 'new-connection')
    await press('Create', membersPage)
    await membersPage.getByText(/^(ntn|octi)_/).waitFor()
    await press('Done', membersPage)
    await membersPage.getByRole('list', { name: 'My connections' }).getByText('Notes bot').waitFor()
    await app.look(membersPage, 'my-connections')
  })

  await t.test('Members are limited to only the connections that they’ve created', async () => {
    assert.equal(await membersPage.getByText('Deploy reports').count(), 0)
    await membersPage.goto(`${app.url}/settings/connections`)
    await membersPage.getByText('Owners manage the connections of a workspace').waitFor()
  })

  await t.test('You can restrict the ability to create connections to workspace owners only', async () => {
    await page.getByLabel('Who may create connections').selectOption({ label: 'Only owners' })
    await page.getByText('The rule holds from now on.').waitFor()
    assert.equal((await member.post(`${admin}/connections`, { name: 'Mine' })).status, 403)
  })

  await t.test('fits on a phone, and is readable in the dark', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('tab', { name: 'All connections' }).click()
    await page.getByText('Deploy reports').waitFor()
    await app.look(page, 'connections-phone-dark')
    await page.goto(app.url + address(ids.handbook))
    await openMenu('Handbook')
    await choose('Add connections')
    await page.getByRole('list', { name: 'Connections to add' }).waitFor()
    await app.look(page, 'page-connections-phone-dark')
  })
})

/** Pages, and connections that some of its people use. */
async function furnish({ acme }: ShownWebApp) {
  const [owner, admin] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
  const made = async (path: string, body: object) => {
    const answer = await owner.post(path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const handbook = await made('/v1/pages', {
    parent: { workspace: true },
    properties: { title: { title: [{ text: { content: 'Handbook' } }] } },
  })
  const projects = await made('/v1/databases', {
    parent: { page_id: handbook.id },
    title: [{ text: { content: 'Projects' } }],
    initial_data_source: { properties: { Name: { title: {} } } },
  })
  await made('/v1/pages', {
    parent: { data_source_id: projects.data_sources[0].id },
    properties: { Name: { title: [{ text: { content: 'Ship it' } }] } },
  })
  const connection = (name: string, more = {}) => made(`${admin}/connections`, { name, ...more })
  const deploys = await connection('Deploy reports', { description: 'Writes a line for each deploy.' })
  await connection('Old bot')
  await connection('Zapier', { kind: 'public', redirect_uris: ['https://zapier.example/callback'] })
  const github = await connection('GitHub', {
    kind: 'public',
    redirect_uris: ['https://github.example/back'],
  })
  await acme.store.root
    .updateTable('connections')
    .set({ first_party: 1 })
    .where('id', '=', github.id)
    .execute()
  const typeform = await connection('Typeform', {
    kind: 'public',
    developer_name: 'Typeform, Inc.',
    website_url: 'https://typeform.example',
    support_url: 'https://typeform.example/help',
    redirect_uris: ['https://typeform.example/callback'],
  })
  const connect = (name: 'owner' | 'member') => authorise(acme, typeform.client_id, acme.as(name).userId)
  await connect('member')
  return {
    admin,
    connect,
    token: deploys.token as string,
    ids: {
      handbook: handbook.id as string,
      projects: projects.id as string,
      typeform: typeform.id as string,
    },
  }
}
