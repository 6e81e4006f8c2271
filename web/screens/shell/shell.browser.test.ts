import assert from 'node:assert/strict'
import { test } from 'node:test'
import { putCustomEmoji } from '#server/domain/custom-emojis/put.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })
const text = (content: string) => [{ text: { content } }]

/** What a browser says of a connection that is cut, and of an answer that asks for a sign-in. */
const ENDED = /ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 40[13]/

/** A workspace that somebody works in. */
async function furnish({ acme }: ShownWebApp) {
  const owner = acme.as('owner')
  const page = async (parent: object, title: string, more = {}) => {
    const { status, body } = await owner.post('/v1/pages', { parent, ...titled(title), ...more })
    assert.equal(status, 200, JSON.stringify(body))
    return body.id as string
  }
  const privately = { type: 'workspace', workspace: true }
  const { body: teamspace } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
    name: 'Product',
    is_default: true,
    levels: { members: 'edit' },
  })
  const handbook = await page({ teamspace_id: teamspace.id }, 'Handbook', { icon: { emoji: '📗' } })
  await page({ page_id: handbook }, 'How we decide', { icon: { emoji: '🧭' } })
  const onboarding = await page({ page_id: handbook }, 'Onboarding', { icon: { emoji: '👋' } })
  await page({ page_id: onboarding }, 'First week')
  const { body: projects } = await owner.post('/v1/databases', {
    parent: { type: 'page_id', page_id: handbook },
    title: text('Projects'),
    initial_data_source: { properties: { Name: { title: {} } } },
  })
  await page({ data_source_id: projects.data_sources[0].id }, 'Ship the web app')
  const row = await page({ data_source_id: projects.data_sources[0].id }, 'Spring clean', {
    icon: { emoji: '🧹' },
  })
  const roadmap = await page({ teamspace_id: teamspace.id }, 'Roadmap for the coming spring', {
    icon: { emoji: '🗺️' },
    children: [
      { paragraph: { rich_text: text('What we build next, and why. Everybody may write here.') } },
      { heading_1: { rich_text: text('Now') } },
      { to_do: { rich_text: text('The web app'), checked: false } },
      { to_do: { rich_text: text('Sign-in by SAML'), checked: true } },
      { bulleted_list_item: { rich_text: text('Small steps') } },
      { bulleted_list_item: { rich_text: text('Each of them useful') } },
      { callout: { rich_text: text('Ask before you promise a date.'), icon: { emoji: '💡' } } },
      { quote: { rich_text: text('Plans are nothing, planning is everything.') } },
      { code: { rich_text: text("console.log('hello')"), language: 'javascript' } },
      { divider: {} },
    ],
  })
  const diary = await page(privately, 'Diary', { icon: { emoji: '🌿' } })
  await page({ page_id: diary }, 'November')
  const shared = await page(privately, 'Budget')
  await owner.post(`/v1/pages/${shared}/permissions`, { user_id: acme.as('member').userId, role: 'view' })
  const old = await page(privately, 'Old ideas')
  await owner.patch(`/v1/pages/${old}`, { in_trash: true })
  await owner.post('/v1/favorites', { page_id: roadmap })
  await acme.performDue()
  return { handbook, roadmap, diary, shared, old, row }
}

test('the shell of the web app', async (t) => {
  const app = await showWebApp(t)

  await t.test('welcomes who comes first, with what to do', async () => {
    const page = await app.open('owner', '/')
    await page.getByRole('heading', { name: 'Welcome to Acme' }).waitFor()
    await page.getByRole('link', { name: 'Invite people' }).waitFor()
    await app.look(page, 'first-steps')
    await page.context().close()
  })

  const pages = await furnish(app)
  const address = (id: string) => `/${id.replaceAll('-', '')}`

  await t.test('shows where things are, and what was edited last', async () => {
    const page = await app.open('owner', '/')
    await page.getByRole('heading', { name: /^Good/ }).waitFor()
    const tree = (name: string) => page.getByRole('tree', { name })
    await tree('Favorites').getByText('Roadmap').waitFor()
    await tree('Product').getByText('Handbook').waitFor()
    await tree('Shared').getByText('Budget').waitFor()
    await tree('Private').getByText('Diary').waitFor()
    await page
      .getByRole('link', { name: /Budget/ })
      .last()
      .waitFor()
    await app.look(page, 'home')
    await page.context().close()
  })

  await t.test('opens a tree with the keys of trees, and a page with Enter', async () => {
    const page = await app.open('owner', '/')
    const tree = page.getByRole('tree', { name: 'Product' })
    const handbook = tree.getByRole('treeitem', { name: /Handbook/ })
    await handbook.focus()
    await page.keyboard.press('ArrowRight')
    await tree.getByText('Onboarding').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await tree.getByText('First week').waitFor()
    await app.look(page, 'tree')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Roadmap for the coming spring' }).waitFor()
    await page.context().close()
  })

  for (const [name, options] of [
    ['page', {}],
    ['page-dark', { colorScheme: 'dark' }],
    ['page-phone', { viewport: { width: 360, height: 740 } }],
  ] as const) {
    await t.test(`shows a page (${name})`, async () => {
      const page = await app.open('owner', address(pages.roadmap), options)
      await page.getByText('Ask before you promise a date.').waitFor()
      await app.look(page, name)
      await page.context().close()
    })
  }

  await t.test('finds a page from anywhere by Ctrl K', async () => {
    const page = await app.open('member', address(pages.roadmap))
    await page.getByText('Ask before you promise a date.').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: /Handbook/ }).waitFor()
    await page.keyboard.type('onboard')
    await page.getByText('1 found').waitFor()
    await app.look(page, 'quick-find')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Onboarding' }).waitFor()
    const shown = page.getByRole('tree', { name: 'Product' }).locator('[aria-current=page]')
    assert.match((await shown.textContent()) ?? '', /Onboarding/, 'the tree opens where it stands')
    await page.context().close()
  })

  await t.test('finds words of texts, narrows where it looks, and opens at the block', async () => {
    const page = await app.open('owner', address(pages.handbook))
    await page.getByRole('heading', { level: 1, name: 'Handbook' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByText('Where you were last').waitFor()
    await page.keyboard.type('promise a d')
    const found = page.getByRole('option', { name: /Ask before you promise a date/ })
    await found.locator('mark', { hasText: /^promise$/ }).waitFor()
    assert.deepEqual(await found.locator('mark').allTextContents(), ['promise', 'a'])
    await app.look(page, 'quick-find-text')
    await page.getByRole('button', { name: 'In “Handbook”' }).click()
    await page.getByText('Nothing that you see has').waitFor()
    await page.getByRole('button', { name: 'In “Handbook”' }).click()
    await found.waitFor()
    await page.getByLabel('Search titles and texts').press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Roadmap for the coming spring' }).waitFor()
    await page.locator('.octavo-found-block').waitFor()
    await page.context().close()
  })

  await t.test('moves pages by dragging and by keys, and keeps an order of its own', async () => {
    const owner = app.acme.as('owner')
    const privately = { type: 'workspace', workspace: true }
    for (const title of ['Alpha', 'Beta', 'Gamma'])
      await owner.post('/v1/pages', { parent: privately, ...titled(title) })
    const page = await app.open('owner', '/')
    const tree = page.getByRole('tree', { name: 'Private' })
    const line = (name: string) => tree.getByRole('treeitem', { name: new RegExp(`${name}$`) })
    const names = async () =>
      (await tree.getByRole('treeitem').allTextContents()).filter((name) => /Alpha|Beta|Gamma/.test(name))
    await line('Gamma')
      .getByRole('link')
      .dragTo(line('Alpha'), { targetPosition: { x: 60, y: 2 } })
    await page.getByText('“Gamma” is in its new place.').waitFor()
    assert.deepEqual(await names(), ['Gamma', 'Alpha', 'Beta'])
    await line('Beta').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByText('“Beta” is in its new place.').waitFor()
    assert.deepEqual(await names(), ['Gamma', 'Beta', 'Alpha'])
    await line('Alpha')
      .getByRole('link')
      .dragTo(line('Beta'), { targetPosition: { x: 60, y: 15 } })
    await page.getByText('“Alpha” is moved.').waitFor()
    await line('Beta').focus()
    await page.keyboard.press('ArrowRight')
    await line('Alpha').waitFor()
    await line('Alpha')
      .getByRole('link')
      .dragTo(page.getByRole('button', { name: 'Favorites' }))
    await page.getByRole('tree', { name: 'Favorites' }).getByText('Alpha').waitFor()
    await app.look(page, 'tree-ordered')
    await page.context().close()
  })

  await t.test('asks where to move something, and tells who gains access by it', async () => {
    const page = await app.open('owner', address(pages.diary))
    await page.getByRole('button', { name: 'More about Diary' }).last().click()
    await page.getByRole('menuitem', { name: 'Move to…' }).click()
    await page.getByRole('option', { name: 'Private' }).waitFor()
    await page.keyboard.type('roadm')
    await page.getByRole('option', { name: /Roadmap/ }).waitFor()
    await app.look(page, 'move-to')
    await page.keyboard.press('Enter')
    const asks = page.getByRole('dialog', { name: 'Move “Diary” to “Roadmap for the coming spring”?' })
    await asks.getByText(/gains? access/).waitFor()
    await app.look(page, 'move-asks')
    await asks.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByText('“Diary” is moved.').waitFor()
    await page
      .getByRole('navigation', { name: 'Where this stands' })
      .getByText('Roadmap for the coming spring')
      .waitFor()
    await page.context().close()
  })

  await t.test('makes a teamspace, sets who is in it, and lets others join and leave', async () => {
    const page = await app.open('owner', '/settings/teamspaces')
    await page.getByRole('button', { name: 'New teamspace' }).click()
    const form = page.getByRole('dialog', { name: 'New teamspace' })
    await form.getByLabel('Name').fill('Design')
    await form.getByLabel('What it is for').fill('How things look')
    await app.look(page, 'teamspace-new')
    await form.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Anybody may join · you own it · How things look').waitFor()
    await app.look(page, 'teamspaces')
    await page.getByRole('button', { name: 'People of Design' }).click()
    await page.getByRole('dialog').getByLabel('Role of The owner').waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await app.look(page, 'teamspace-people-phone')
    await page.context().close()

    const other = await app.open('member', '/settings/teamspaces')
    await other.getByRole('button', { name: 'Join Design' }).click()
    await other.getByText('You are in Design.').waitFor()
    await other.getByRole('button', { name: 'More about Design' }).click()
    await other.getByRole('menuitem', { name: 'Leave' }).click()
    const asks = other.getByRole('dialog', { name: 'Leave Design?' })
    await asks.getByText('You may join again').waitFor()
    await asks.getByRole('button', { name: 'Leave' }).click()
    await other.getByRole('button', { name: 'Join Design' }).waitFor()
    await other.context().close()
  })

  await t.test('says that the network is gone until it is back', async () => {
    const page = await app.open('owner', '/')
    await page.getByRole('heading', { name: /^Good/ }).waitFor()
    await page.context().setOffline(true)
    await page.getByText('You are offline.').waitFor()
    await app.look(page, 'offline', ENDED)
    await page.context().setOffline(false)
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    await page.context().close()
  })

  await t.test('makes a page, and shows at once what others do', async () => {
    const page = await app.open('member', '/')
    await page.getByText('Pages that only you see').waitFor()
    await page.getByRole('button', { name: 'New page', exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Untitled' }).waitFor()
    const id = new URL(page.url()).pathname.slice(1)
    const member = app.acme.as('member')
    await member.patch(`/v1/pages/${id}`, titled('Named by a program'))
    await page.getByRole('heading', { level: 1, name: 'Named by a program' }).waitFor()
    await page.getByRole('tree', { name: 'Private' }).getByText('Named by a program').waitFor()
    await page.context().close()
  })

  await t.test('asks who is there where the session has ended, and then does what was asked', async () => {
    const page = await app.open('member', '/')
    await page.getByRole('tree', { name: 'Private' }).waitFor()
    await app.acme.store.root.deleteFrom('sessions').execute()
    await page.getByRole('button', { name: 'New page', exact: true }).first().click()
    const asks = page.getByRole('dialog', { name: 'You are signed out' })
    await app.look(page, 'signed-out', ENDED)
    const opened = page.context().waitForEvent('page')
    await asks.getByRole('button', { name: 'Sign in' }).click()
    const other = await opened
    await other.getByLabel('E-mail').fill('member@acme.test')
    await other.getByLabel('Password').fill('correct horse battery')
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Untitled' }).waitFor()
    await app.look(page, 'signed-in-again', ENDED)
    await page.context().close()
  })

  await t.test('makes a page by keys from anywhere', async () => {
    const page = await app.open('member', address(pages.roadmap))
    await page.getByRole('heading', { level: 1, name: 'Roadmap for the coming spring' }).waitFor()
    await page.keyboard.press('Control+Alt+n')
    await page.getByRole('heading', { level: 1, name: 'Untitled' }).waitFor()
    await page.context().close()
  })

  await t.test('a page gets an emoji of the workspace as its icon', async () => {
    const url = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="tomato"/></svg>')}`
    await app.acme.do((context) => putCustomEmoji(context, { name: 'party-octopus', url }))
    const page = await app.open('owner', address(pages.diary))
    await page.getByRole('button', { name: 'Change icon' }).click()
    const picker = page.getByRole('dialog', { name: 'Change icon' })
    await picker
      .getByRole('region', { name: 'Custom' })
      .getByRole('button', { name: 'party-octopus' })
      .waitFor()
    await app.look(page, 'custom-emoji')
    await picker.getByRole('searchbox').fill('party-oc')
    await picker.getByRole('region', { name: 'Found' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Change icon' }).locator(`img[src="${url}"]`).waitFor()
    await page.getByRole('tree', { name: 'Product' }).locator(`img[src="${url}"]`).waitFor()
    await page.context().close()
  })

  await t.test('asks before a page goes to the trash, and brings it back from there', async () => {
    const page = await app.open('owner', address(pages.shared))
    await page.getByRole('button', { name: 'More about Budget' }).last().click()
    await page.getByRole('menuitem', { name: 'Move to trash' }).click()
    await page.getByRole('dialog').getByText('Whatever stands in it').waitFor()
    await app.look(page, 'trash-asks')
    await page.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click()
    await page.getByRole('tree', { name: 'Shared' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Trash' }).click()
    await page.getByRole('button', { name: 'Restore Old ideas' }).waitFor()
    // The page was open when it went away.
    await app.look(page, 'trash', /status of 404/)
    await page.getByRole('button', { name: 'Restore Budget' }).click()
    await page.getByText('“Budget” is back.').waitFor()
    await page.getByRole('tree', { name: 'Shared' }).getByText('Budget').waitFor()
    await page.context().close()
  })

  await t.test('asks for a sign-in of now before a secret, and then shows it', async () => {
    const admin = `/admin/v1/spaces/${app.acme.id}`
    await app.acme.as('owner').post(`${admin}/connections`, { name: 'Deploy reports' })
    const page = await app.open('owner', '/settings/connections')
    await app.acme.store.root.updateTable('sessions').set({ proved_time: 1 }).execute()
    await page.getByRole('button', { name: 'More about Deploy reports' }).click()
    await page.getByRole('menuitem', { name: 'Copy internal integration token' }).click()
    const asks = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await app.look(page, 'confirm', ENDED)
    const opened = page.context().waitForEvent('page')
    await asks.getByRole('button', { name: 'Confirm' }).click()
    const other = await opened
    await other.getByLabel('Password').fill('correct horse battery')
    await other.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByRole('dialog', { name: 'Token of Deploy reports' }).waitFor()
    await page.context().close()
  })

  await t.test('works on a phone, where the sidebar lies over the page', async () => {
    const page = await app.open('owner', '/', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    await page.getByRole('heading', { name: /^Good/ }).waitFor()
    await app.look(page, 'home-phone-dark')
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search titles and texts').fill('the')
    await page.locator('mark').first().waitFor()
    await app.look(page, 'quick-find-phone-dark')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open the sidebar' }).click()
    await page.getByRole('tree', { name: 'Product' }).getByText('Handbook').waitFor()
    await app.look(page, 'sidebar-phone-dark')
    await page.getByRole('tree', { name: 'Product' }).getByText('Handbook').click()
    await page.getByRole('heading', { level: 1, name: 'Handbook' }).waitFor()
    await page.context().close()
  })

  await t.test('says of what is not shared only that it is not here', async () => {
    const page = await app.open('guest', '/')
    await page.getByText('When somebody shares a page with you').waitFor()
    await app.look(page, 'home-guest')
    await page.goto(app.url + address(pages.diary))
    await page.getByText('This page is not here, or not shared with you').waitFor()
    await app.look(page, 'not-shared', /status of 404/)
    await page.goto(`${app.url}/settings/nothing`)
    await page.getByText('Nothing is here').waitFor()
    await page.context().close()
  })

  await t.test('shows where a row stands, and that something is in the trash', async () => {
    const page = await app.open('owner', address(pages.row))
    await page.getByRole('navigation', { name: 'Where this stands' }).getByText('Projects').waitFor()
    await page.locator('[contenteditable=true]').first().waitFor()
    await app.look(page, 'row')
    await page.goto(app.url + address(pages.old))
    await page.getByText('This is in the trash').waitFor()
    await app.look(page, 'in-trash')
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.locator('[contenteditable=true]').first().waitFor()
    await page.context().close()
  })

  await t.test('switches the looks, tells where one is, and signs out', async () => {
    const page = await app.open('owner', '/')
    await page.getByRole('button', { name: 'Acme' }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    await page.locator('[data-mantine-color-scheme=dark]').waitFor()
    await app.look(page, 'workspace-menu-dark')
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    await page.goto(app.url + address(pages.diary))
    await page.getByLabel('Password').waitFor()
    await page.context().close()
  })
})
