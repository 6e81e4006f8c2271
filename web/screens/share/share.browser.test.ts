import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

/** A page in a teamspace with a page below it, a group, and a connection that somebody installed. */
async function furnish({ acme }: ShownWebApp) {
  const owner = acme.as('owner')
  const admin = `/admin/v1/spaces/${acme.id}`
  const made = async (path: string, body: object) => {
    const answer = await owner.post(path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.id as string
  }
  const teamspace = await made(`${admin}/teamspaces`, {
    name: 'Product',
    levels: { members: 'edit', workspace: null },
  })
  const parent = { teamspace_id: teamspace }
  const handbook = await made('/v1/pages', { parent, icon: { emoji: '📗' }, ...titled('Handbook') })
  const salaries = await made('/v1/pages', { parent: { page_id: handbook }, ...titled('Salaries') })
  const plan = await made('/v1/pages', { parent: { type: 'workspace', workspace: true }, ...titled('Plan') })
  await owner.post(`/v1/pages/${plan}/permissions`, {
    user_id: acme.as('member').userId,
    level: 'full_access',
  })
  const group = await made(`${admin}/groups`, { name: 'Engineering' })
  await owner.post(`${admin}/groups/${group}/members`, { user_id: acme.as('member').userId })
  await made(`${admin}/connections`, { name: 'Deploy reports' })
  return { handbook, salaries, plan }
}

test('sharing in the web app', async (t) => {
  const app = await showWebApp(t)
  const { handbook, salaries, plan } = await furnish(app)
  const [owner, member] = [app.acme.as('owner'), app.acme.as('member')]
  const address = (id: string) => `/${id.replaceAll('-', '')}`
  const openShare = async (page: Page, title: string) => {
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `Share “${title}”` })
    await dialog.getByRole('list', { name: 'Who has access' }).waitFor()
    return dialog
  }
  const listed = async (id: string) =>
    (await owner.get(`/v1/pages/${id}/permissions`)).body.results as {
      name: string | null
      level: string
      principal: { type: string; email?: string }
    }[]

  const page = await app.open('owner', address(handbook))
  const goTo = (id: string) => page.goto(app.url + address(id))

  await t.test('gives people, groups, connections and unknown addresses access at once', async () => {
    const dialog = await openShare(page, 'Handbook')
    await app.look(page, 'share')
    const field = dialog.getByLabel('Share with')
    await field.fill('engin')
    await page.getByRole('option', { name: /Engineering/ }).waitFor()
    await app.look(page, 'share-search')
    await page.getByRole('option', { name: /Engineering/ }).click()
    await field.fill('deploy')
    await page.getByRole('option', { name: /Deploy reports/ }).click()
    await field.fill('grace@elsewhere.test, guest@acme.test ')
    await field.press('Enter')
    await dialog.getByText('Not in Acme yet: grace@elsewhere.test.').waitFor()
    await dialog.getByLabel('They get').selectOption({ label: 'Can comment' })
    await dialog.getByLabel('For how long').selectOption({ label: 'For a week' })
    await app.look(page, 'share-chosen')
    await dialog.getByRole('button', { name: 'Share' }).click()
    const list = dialog.getByRole('list', { name: 'Who has access' })
    await list.getByText('grace@elsewhere.test').waitFor()
    await list.getByText('Engineering', { exact: true }).waitFor()
    await app.look(page, 'share-list')
    const given = (await listed(handbook)).filter(({ level }) => level === 'comment')
    assert.deepEqual(given.map(({ name, principal }) => name ?? principal.email).toSorted(), [
      'Deploy reports',
      'Engineering',
      'The guest',
      'grace@elsewhere.test',
    ])
  })

  await t.test('says where access comes from, and why somebody has it', async () => {
    await goTo(salaries)
    const dialog = await openShare(page, 'Salaries')
    const line = dialog.getByRole('listitem').filter({ hasText: 'Engineering' })
    await line.getByRole('link', { name: 'Handbook' }).waitFor()
    await dialog.getByText('From the teamspace Product').first().waitFor()
    await line.getByRole('button', { name: /change what Engineering may do/ }).click()
    await page.getByRole('menuitem', { name: 'Why do they have access?' }).waitFor()
    await app.look(page, 'share-menu')
    await page.getByRole('menuitem', { name: 'Why do they have access?' }).click()
    const why = page.getByRole('dialog', { name: 'Why Engineering has access' })
    await why.getByText('Engineering has “Can comment”.').waitFor()
    await app.look(page, 'share-why')
  })

  await t.test('asks before access is restricted, and names who loses it', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await goTo(salaries)
    const dialog = await openShare(page, 'Salaries')
    await dialog.getByRole('button', { name: 'Restrict access' }).click()
    const asked = page.getByRole('dialog', { name: 'Restrict access' })
    await asked.getByText('Nobody gains or loses anything by it.').waitFor()
    for (const name of ['Engineering', 'The guest']) await asked.getByLabel(name).uncheck()
    await asked.getByText('2 lose access: ').waitFor()
    await app.look(page, 'share-restrict-dark')
    await asked.getByRole('button', { name: 'Restrict', exact: true }).click()
    await dialog.getByText(/has a list of its own/).waitFor()
    assert.equal((await member.get(`/v1/pages/${salaries}`)).status, 404)
    await app.look(page, 'share-restricted-dark')

    await dialog.getByRole('button', { name: 'Restore access from above' }).click()
    const restored = page.getByRole('dialog', { name: 'Take over access from above again?' })
    await restored.getByText('2 gain access: ').waitFor()
    await app.look(page, 'share-restore-dark')
    await restored.getByRole('button', { name: 'Restore' }).click()
    await dialog.getByText(/takes over who has access above it/).waitFor()
    assert.equal((await member.get(`/v1/pages/${salaries}`)).status, 200)
    await page.emulateMedia({ colorScheme: 'light' })
  })

  await t.test('changes a level at once, and asks before somebody loses access', async () => {
    await goTo(handbook)
    const dialog = await openShare(page, 'Handbook')
    await dialog.getByRole('button', { name: /change what The guest may do/ }).click()
    await page.getByRole('menuitem', { name: /^Can edit/ }).click()
    await dialog.getByRole('button', { name: 'Can edit: change what The guest may do' }).waitFor()
    await dialog.getByRole('button', { name: /change what The guest may do/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const asked = page.getByRole('dialog', { name: 'Take access from The guest?' })
    await asked.getByText('The guest loses access').waitFor()
    await app.look(page, 'share-remove')
    await asked.getByRole('button', { name: 'Remove' }).click()
    await dialog.getByRole('button', { name: /change what The guest may do/ }).waitFor({ state: 'detached' })
  })

  await t.test('says that one loses access oneself', async () => {
    await goTo(plan)
    const dialog = await openShare(page, 'Plan')
    await dialog.getByRole('button', { name: /change what The owner may do/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const asked = page.getByRole('dialog', { name: 'Take access from The owner?' })
    await asked.getByText('You will lose access, and cannot give it back to yourself.').waitFor()
    await asked.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('This page is not here, or not shared with you').waitFor()
    await app.look(page, 'share-lost', /404 \(Not Found\)/)
    assert.equal((await member.get(`/v1/pages/${plan}`)).status, 200)
  })

  await t.test('opens a page to the workspace, and closes it again', async () => {
    await goTo(handbook)
    const dialog = await openShare(page, 'Handbook')
    const everybody = dialog.getByLabel('Everybody in Acme')
    await everybody.selectOption({ label: 'Can edit' })
    await page.getByText('Saved.').waitFor()
    assert.equal((await listed(handbook))[0]!.principal.type, 'workspace')
    await everybody.selectOption({ label: 'No access' })
    const asked = page.getByRole('dialog', { name: 'Close it to Acme?' })
    await asked.getByText('The member may do less than before').waitFor()
    await asked.getByRole('button', { name: 'Only people invited' }).click()
    await asked.waitFor({ state: 'detached' })
    assert.notEqual((await listed(handbook))[0]!.principal.type, 'workspace')
  })

  await t.test('publishes a page, which anybody reads until it is published no more', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await goTo(handbook)
    const dialog = await openShare(page, 'Handbook')
    await app.look(page, 'share-phone')
    await dialog.getByLabel('Anybody with the link can view').press('Space')
    const asked = page.getByRole('dialog', { name: 'Publish “Handbook”?' })
    await asked.getByText('without signing in').waitFor()
    await asked.getByRole('button', { name: 'Publish' }).click()
    const link = dialog.getByRole('link', { name: 'Open the published page' })
    await link.scrollIntoViewIfNeeded()
    await app.look(page, 'share-published-phone')
    const url = (await link.getAttribute('href'))!
    const read = async () => {
      const answer = await fetch(new URL(new URL(url).pathname, app.url))
      return { status: answer.status, text: await answer.text() }
    }
    assert.match((await read()).text, /<h1>Handbook/)
    assert.match((await read()).text, /noindex/)
    await dialog.getByLabel('Search engines may list it').click()
    await page.getByText('Saved.').waitFor()
    assert.doesNotMatch((await read()).text, /noindex/)
    await dialog.getByLabel('Anybody with the link can view').press('Space')
    await link.waitFor({ state: 'detached' })
    assert.equal((await read()).status, 404)
  })

  await t.test('shows others who has access, and lets nobody else change it', async () => {
    const page = await app.open('member', address(handbook))
    const dialog = await openShare(page, 'Handbook')
    await dialog.getByText('You can see who has access.').waitFor()
    assert.equal(await dialog.getByLabel('Share with').count(), 0)
    await owner.post(`/v1/pages/${handbook}/permissions`, {
      user_id: app.acme.as('stranger').userId,
      level: 'view',
    })
    await dialog.getByText(/stranger/i).waitFor()
    await app.look(page, 'share-to-read')
    await page.context().close()
  })
})
