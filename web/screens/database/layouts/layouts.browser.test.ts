import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const text = (content: string) => [{ text: { content } }]

const stages = [
  { name: 'Idea', color: 'gray' },
  { name: 'Doing', color: 'blue' },
  { name: 'Done', color: 'green' },
]

/** A day of this month. */
const on = (day: number, time = ''): string => {
  const now = new Date()
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), day)).toISOString().slice(0, 10) + time
}

/** A database with a view of each layout. */
async function furnish({ acme }: ShownWebApp) {
  const owner = acme.as('owner')
  const good = async (answer: ReturnType<typeof owner.post>) => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const teamspace = await good(
    owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
      name: 'Product',
      is_default: true,
      levels: { members: 'edit' },
    }),
  )
  const parent = await good(
    owner.post('/v1/pages', {
      parent: { teamspace_id: teamspace.id },
      properties: { title: { title: text('Plans') } },
    }),
  )
  const makeDatabase = (title: string, properties: object) =>
    good(
      owner.post('/v1/databases', {
        parent: { type: 'page_id', page_id: parent.id },
        title: text(title),
        initial_data_source: { properties },
      }),
    )
  const makeRow = async (source: string, properties: object, more = {}): Promise<string> =>
    (await good(owner.post('/v1/pages', { parent: { data_source_id: source }, properties, ...more }))).id

  const goals = (await makeDatabase('Goals', { Name: { title: {} } })).data_sources[0].id as string
  const goalIds: string[] = []
  for (let index = 0; index < 30; index++) {
    goalIds.push(await makeRow(goals, { Name: { title: text(`Goal ${index + 1}`) } }))
  }
  const database = await makeDatabase('Projects', {
    Name: { title: {} },
    Stage: { select: { options: stages } },
    Tags: {
      multi_select: {
        options: [
          { name: 'web', color: 'purple' },
          { name: 'docs', color: 'orange' },
        ],
      },
    },
    State: { status: {} },
    Due: { date: {} },
    Points: { number: { format: 'euro' } },
    Urgent: { checkbox: {} },
    Who: { people: {} },
    Goals: { relation: { data_source_id: goals, single_property: {} } },
    Notes: { rich_text: {} },
    Link: { url: {} },
    Twice: { formula: { expression: 'prop("Points") * 2' } },
    Made: { created_time: {} },
    Files: { files: {} },
  })
  const source = database.data_sources[0].id as string
  const who = acme.as('member').userId
  const row = (name: string, stage: string | null, due: object | null, more = {}, fields = {}) =>
    makeRow(
      source,
      {
        Name: { title: text(name) },
        Stage: { select: stage === null ? null : { name: stage } },
        ...(due && { Due: { date: due } }),
        ...more,
      },
      fields,
    )
  const guide = await row(
    'Write the guide',
    'Idea',
    { start: on(3) },
    { Tags: { multi_select: [{ name: 'docs' }] } },
  )
  const ship = await row(
    'Ship the web app',
    'Doing',
    { start: on(7), end: on(10) },
    {
      Tags: { multi_select: [{ name: 'web' }] },
      Points: { number: 1250 },
      Urgent: { checkbox: true },
      Who: { people: [{ id: who }] },
      Goals: { relation: goalIds.map((id) => ({ id })) },
      Link: { url: 'https://example.test/plan' },
      Notes: {
        rich_text: [
          { text: { content: 'Ask ' } },
          { text: { content: 'before' }, annotations: { bold: true } },
        ],
      },
    },
    { icon: { emoji: '🚀' } },
  )
  await row('Long journey', 'Doing', { start: on(-40), end: on(2) })
  await row('Fix the lift', 'Done', { start: on(15, 'T09:30:00.000Z') })
  await row('Plan the offsite', null, null)
  const views: Record<string, string> = {}
  const shown = (...names: string[]) => names.map((property_id) => ({ property_id, visible: true }))
  for (const [type, configuration] of Object.entries({
    board: {
      group_by: { type: 'select', property_id: 'Stage', sort: { type: 'manual' } },
      properties: shown('Name', 'Tags', 'Who', 'Due'),
    },
    table: { properties: shown('Name', 'Stage', 'Due') },
    list: { properties: shown('Name', 'Stage', 'Due', 'Who') },
    gallery: {
      properties: shown('Name', 'Stage', 'Points'),
      cover: { type: 'page_cover' },
      cover_size: 'small',
    },
    calendar: { date_property_id: 'Due', properties: shown('Name', 'Stage') },
  })) {
    const made = owner.post('/v1/views', {
      database_id: database.id,
      data_source_id: source,
      name: type,
      type,
      configuration: { type, ...configuration },
    })
    views[type] = (await good(made)).id
  }
  return { database: database.id as string, source, ship, guide, views, goals: goalIds }
}

const inUrl = (id: string): string => id.replaceAll('-', '')

test('layouts of a database', async (t) => {
  const app = await showWebApp(t)
  const made = await furnish(app)
  const owner = app.acme.as('owner')
  const address = (type: string) => `/${inUrl(made.database)}?v=${inUrl(made.views[type]!)}`
  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  const card = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) })

  await t.test('a card is dragged to another column by the mouse, and gets its value', async () => {
    const page = await app.open('member', address('board'))
    await column(page, 'Doing').getByText('Ship the web app').waitFor()
    await app.look(page, 'board')
    const from = (await card(page, 'Write the guide').boundingBox())!
    const to = (await column(page, 'Done').boundingBox())!
    await page.mouse.move(from.x + 20, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(from.x + 40, from.y + 20)
    await page.mouse.move(to.x + 60, to.y + 60, { steps: 4 })
    await page.mouse.up()
    await column(page, 'Done').getByText('Write the guide').waitFor()
    await page.context().close()
  })

  await t.test('a card is moved by keys, and one is added in a column', async () => {
    const page = await app.open('member', address('board'))
    await card(page, 'Write the guide').focus()
    await page.keyboard.press('Space')
    await page.getByText('It is over Done.').waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowLeft')
    await page.getByText('It is over Doing.').waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await column(page, 'Doing').getByText('Write the guide').waitFor()
    await column(page, 'Idea').getByRole('button', { name: 'New Idea' }).click()
    await page.keyboard.type('Sing together')
    await page.keyboard.press('Enter')
    await column(page, 'Idea').getByText('Sing together').waitFor()
    await page.context().close()
  })

  await t.test('a card that a program moves, moves', async () => {
    const page = await app.open('member', address('board'), { viewport: { width: 360, height: 740 } })
    await column(page, 'Doing').getByText('Ship the web app').waitFor()
    await owner.patch(`/v1/pages/${made.ship}`, { properties: { Stage: { select: { name: 'Idea' } } } })
    await column(page, 'Idea').getByText('Ship the web app').waitFor()
    await app.look(page, 'board-phone')
    await page.context().close()
  })

  await t.test('shows a list and a gallery', async () => {
    const page = await app.open('member', address('list'))
    await page.getByRole('button', { name: /Fix the lift/ }).waitFor()
    await app.look(page, 'list')
    await page.getByRole('tab', { name: 'gallery' }).click()
    await page.getByRole('list', { name: 'gallery' }).getByText('Fix the lift').waitFor()
    await app.look(page, 'gallery')
    await page.setViewportSize({ width: 360, height: 740 })
    await app.look(page, 'gallery-phone')
    await page.context().close()
  })

  await t.test('a table is shown in groups that fold, and rows are moved from one to another', async () => {
    const page = await app.open('member', address('table'))
    const section = (name: string) => page.getByRole('rowgroup', { name, exact: true })
    const head = (name: string) => page.getByRole('rowheader', { name: new RegExp(`^${name} \\d`) })
    const stage = async () =>
      (await owner.get(`/v1/pages/${made.ship}`)).body.properties.Stage.select.name as string
    const before = await stage()
    const to = before === 'Doing' ? 'Done' : 'Doing'
    await page.getByRole('button', { name: 'View', exact: true }).click()
    const settings = page.getByRole('dialog', { name: 'View', exact: true })
    await settings.getByRole('combobox', { name: 'Group by' }).selectOption({ label: 'Stage' })
    await head('No Stage').waitFor()
    await settings.getByRole('switch', { name: 'Hide empty groups' }).click({ force: true })
    await page.keyboard.press('Escape')
    await section(before).getByText('Ship the web app').waitFor()
    await app.look(page, 'table-groups')

    // The first line is the head of a group, which opens and folds; beside it a row is made in the group.
    await page.getByRole('grid').focus()
    await page.keyboard.press('Enter')
    await head('No Stage').and(page.locator('[aria-expanded=false]')).waitFor()
    await page.getByText('Plan the offsite').waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await page.keyboard.type('Grouped from birth')
    await page.keyboard.press('Enter')
    const group = (await page.getByRole('rowheader').nth(1).textContent())!.replace(/\d+$/, '')
    await section(group).getByText('Grouped from birth').waitFor()

    const title = page.getByRole('gridcell', { name: 'Ship the web app' })
    await title.hover()
    const grip = (await title.locator('[data-grip]').boundingBox())!
    const target = (await head(to).boundingBox())!
    await page.mouse.move(grip.x + 8, grip.y + 8)
    await page.mouse.down()
    await page.mouse.move(grip.x + 30, grip.y + 20)
    await page.mouse.move(target.x + 60, target.y + 12, { steps: 4 })
    await page.mouse.up()
    await section(to).getByText('Ship the web app').waitFor()
    assert.equal(await stage(), to)

    await title.hover()
    await page.getByRole('checkbox', { name: 'Select Ship the web app' }).click()
    await page.getByRole('button', { name: 'Move to group' }).click()
    await page.getByRole('menuitem', { name: before, exact: true }).click()
    await section(before).getByText('Ship the web app').waitFor()
    await page.setViewportSize({ width: 360, height: 740 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await app.look(page, 'table-groups-phone-dark')
    await page.context().close()
  })

  await t.test('an entry of a calendar is moved to another day by the mouse and by keys', async () => {
    const page = await app.open('member', address('calendar'))
    const dueOf = async (id: string) => (await owner.get(`/v1/pages/${id}`)).body.properties.Due.date
    const day = (date: string) => page.locator(`[data-day="${date}"]`)
    const moved = async (id: string, start: string) => {
      for (let tries = 0; tries < 100 && (await dueOf(id)).start !== start; tries++)
        await page.waitForTimeout(30)
      return dueOf(id)
    }
    await card(page, 'Long journey').first().waitFor()
    await app.look(page, 'calendar')
    const entry = (await card(page, 'Ship the web app').first().boundingBox())!
    const to = (await day(on(14)).boundingBox())!
    const grabbed = entry.x + 15
    await page.mouse.move(grabbed, entry.y + 10)
    await page.mouse.down()
    await page.mouse.move(grabbed + 10, entry.y + 20)
    await page.mouse.move(to.x + 30, to.y + 60, { steps: 4 })
    await page.mouse.up()
    const ship = await moved(made.ship, on(14))
    assert.deepEqual([ship.start, ship.end], [on(14), on(17)])

    await card(page, 'Write the guide').focus()
    await page.keyboard.press('Space')
    await page.getByText(/^It is over /).waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowRight')
    await page
      .getByText(new RegExp(`It is over .* ${Number(on(4).slice(8))}, `))
      .waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    assert.equal((await moved(made.guide, on(4))).start, on(4))
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('heading', { level: 3 }).first().waitFor()
    await app.look(page, 'calendar-phone')
    await page.context().close()
  })

  await t.test('a row is a page whose values are edited, and long ones lose nothing', async () => {
    const page = await app.open('member', `/${inUrl(made.ship)}`)
    const edit = (name: string) => page.getByRole('button', { name: new RegExp(`^Edit ${name}:`) })
    const panel = (name: string) => page.getByRole('group', { name, exact: true })
    const begin = async (name: string) => {
      await edit(name).click()
      await panel(name).locator(':focus').waitFor()
    }
    const now = async () => (await owner.get(`/v1/pages/${made.ship}`)).body.properties
    await edit('Notes').waitFor()
    await page.getByText('Goal 25').waitFor()

    await begin('Notes')
    await page.keyboard.type(' noon')
    await page.keyboard.press('Enter')
    await panel('Notes').waitFor({ state: 'detached' })
    const runs = (await now()).Notes.rich_text as { plain_text: string; annotations: { bold: boolean } }[]
    assert.deepEqual(
      runs.map(({ plain_text, annotations }) => [plain_text, annotations.bold]),
      [
        ['Ask ', false],
        ['before noon', true],
      ],
    )

    await begin('Points')
    await page.keyboard.type('many')
    await page.keyboard.press('Enter')
    await panel('Points').getByRole('alert').getByText('Write a number').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('12.5')
    await page.keyboard.press('Enter')
    await edit('Points').getByText('€12.50').waitFor()

    await begin('Tags')
    await page.keyboard.type('brand new')
    await page.getByRole('option', { name: 'Make brand new' }).waitFor()
    await page.keyboard.press('Enter')
    await panel('Tags').getByRole('button', { name: 'Take out brand new' }).waitFor()
    await app.look(page, 'row-tags')
    await page.keyboard.press('Escape')

    await begin('Who')
    await page.keyboard.type('owner')
    await page.getByRole('option', { name: /The owner/ }).waitFor()
    await page.keyboard.press('Enter')
    await panel('Who').getByRole('button', { name: 'Take out The owner' }).waitFor()
    await page.keyboard.press('Escape')

    await begin('Goals')
    await panel('Goals').getByRole('button', { name: 'Take out Goal 30' }).waitFor()
    await panel('Goals').getByRole('button', { name: 'Take out Goal 3', exact: true }).click()
    await panel('Goals')
      .getByRole('button', { name: 'Take out Goal 3', exact: true })
      .waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await panel('Goals').waitFor({ state: 'detached' })
    const goals = await owner.get(
      `/v1/pages/${made.ship}/properties/${encodeURIComponent((await now()).Goals.id)}`,
    )
    const left = made.goals.filter((_, index) => index !== 2)
    assert.deepEqual(
      goals.body.results.map(({ relation }: { relation: { id: string } }) => relation.id),
      left,
    )

    await begin('Due')
    await panel('Due').getByLabel('End', { exact: true }).first().fill(on(1))
    await page.getByRole('button', { name: 'Done' }).click()
    await panel('Due').getByRole('alert').getByText('The end is before the start.').waitFor()
    await app.look(page, 'row-date')
    await page.keyboard.press('Escape')

    await begin('Files')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload files' }).click()
    await (await chooser).setFiles({
      name: 'plan.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('a plan'),
    })
    await panel('Files').getByRole('button', { name: 'Take out plan.txt' }).waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await app.look(page, 'row-phone-dark')
    const { Tags, Who, Files } = await now()
    assert.deepEqual(
      Tags.multi_select.map(({ name }: { name: string }) => name),
      ['web', 'brand new'],
    )
    assert.deepEqual(
      Who.people.map(({ name }: { name: string }) => name),
      ['The member', 'The owner'],
    )
    assert.deepEqual(
      Files.files.map(({ name }: { name: string }) => name),
      ['plan.txt'],
    )
    await page.context().close()
  })
})
