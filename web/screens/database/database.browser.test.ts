import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataSourceFor } from '#server/domain/access/nodes.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { processorTime } from '#test/processor-time.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const text = (content: string) => [{ text: { content } }]

const stages = [
  { name: 'Idea', color: 'gray' },
  { name: 'Doing', color: 'blue' },
  { name: 'Done', color: 'green' },
]

/** A database that people work in, and one that is large. */
async function furnish({ acme }: ShownWebApp) {
  const owner = acme.as('owner')
  const good = async (answer: ReturnType<typeof owner.post>) => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const { body: teamspace } = await owner.post(`/admin/v1/spaces/${acme.id}/teamspaces`, {
    name: 'Product',
    is_default: true,
    levels: { members: 'edit' },
  })
  const page = await good(
    owner.post('/v1/pages', {
      parent: { teamspace_id: teamspace.id },
      properties: { title: { title: text('Plans') } },
    }),
  )
  const database = await good(
    owner.post('/v1/databases', {
      parent: { type: 'page_id', page_id: page.id },
      title: text('Projects'),
      icon: { emoji: '🚀' },
      initial_data_source: {
        properties: {
          Name: { title: {} },
          Stage: { select: { options: stages } },
          Points: { number: { format: 'number' } },
          Due: { date: {} },
          Urgent: { checkbox: {} },
          Notes: { rich_text: {} },
        },
      },
    }),
  )
  const source = database.data_sources[0].id as string
  const names = ['Spring clean', 'Write the guide', 'Ship the web app', 'Plan the offsite', 'Fix the lift']
  for (const [index, name] of names.entries()) {
    await good(
      owner.post('/v1/pages', {
        parent: { data_source_id: source },
        properties: {
          Name: { title: text(name) },
          Stage: { select: { name: stages[index % 3]!.name } },
          Points: { number: index * 3 + 1 },
          Due: { date: { start: `2026-12-0${index + 1}` } },
          Urgent: { checkbox: index === 2 },
        },
      }),
    )
  }
  const large = await acme.aDataSource({
    Name: { title: {} },
    Points: { number: {} },
    Done: { checkbox: {} },
  })
  await acme.do(async (context) => {
    const dataSource = await dataSourceFor(context, large.dataSource, 'edit_content')
    for (let number = 1; number <= 10_000; number++) {
      const properties = { Name: { title: text(`Row ${number}`) }, Points: { number } }
      await createPage(context, { type: 'data_source_id', dataSource }, { properties })
    }
  })
  await good(
    owner.post(`/v1/databases/${database.id}/permissions`, {
      user_id: acme.as('guest').userId,
      role: 'view',
    }),
  )
  return { database: database.id as string, source, large: large.database }
}

const STEPS = 60

/** Run in the browser: goes from the end of the grid to its beginning, a step a frame, and counts the rows that are there. */
const scrollThrough = `(async () => {
  const grid = document.querySelector('[role=grid]')
  let most = 0
  for (let step = ${STEPS}; step >= 0; step--) {
    grid.scrollTo(0, (grid.scrollHeight * step) / ${STEPS})
    await new Promise((resolve) => requestAnimationFrame(resolve))
    most = Math.max(most, document.querySelectorAll('[role=row]').length)
  }
  return most
})()`

type Page = Awaited<ReturnType<ShownWebApp['open']>>

const cell = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name })

test('a database', async (t) => {
  const app = await showWebApp(t)
  const began = performance.now()
  const { database, source, large } = await furnish(app)
  t.diagnostic(`furnished in ${Math.round(performance.now() - began)} ms`)
  const owner = app.acme.as('owner')
  const address = (id: string) => `/${id.replaceAll('-', '')}`
  const rows = async () => (await owner.post(`/v1/data_sources/${source}/query`, {})).body.results
  const row = async (title: string) =>
    (await rows()).find(
      (one: { properties: { Name: { title: { plain_text: string }[] } } }) =>
        one.properties.Name.title[0]?.plain_text === title,
    )

  await t.test('shows its rows as a table, and is written in by keys alone', async () => {
    const page = await app.open('member', address(database))
    await cell(page, 'Fix the lift').waitFor()
    await app.look(page, 'database-table')
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const name = page.getByRole('textbox', { name: 'Name' })
    await name.waitFor()
    await page.keyboard.type(' in spring')
    await page.keyboard.press('Enter')
    await cell(page, 'Plan the offsite in spring').waitFor()
    await name.waitFor({ state: 'detached' })
    // What is typed on a cell replaces what stands in it; Escape leaves it.
    const points = page.getByRole('columnheader', { name: 'Points' })
    const column = Number(await points.getAttribute('aria-colindex'))
    for (let step = 1; step < column; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('42')
    await page.keyboard.press('Enter')
    await cell(page, '42').waitFor()
    await page.keyboard.type('77')
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Points' }).waitFor({ state: 'detached' })
    assert.equal(await cell(page, '77').count(), 0)
    const saved = await row('Plan the offsite in spring')
    assert.equal(saved.properties.Points.number, 42)
    await page.context().close()
  })

  await t.test('takes a new row, and sends rows to the trash after asking', async () => {
    const page = await app.open('member', address(database))
    await cell(page, 'Fix the lift').waitFor()
    await page.getByRole('button', { name: 'New row' }).click()
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await page.keyboard.type('Paint the door')
    await page.keyboard.press('Enter')
    await cell(page, 'Paint the door').waitFor()
    // What a program adds shows without reload.
    await owner.post('/v1/pages', {
      parent: { data_source_id: source },
      properties: { Name: { title: text('Made by a program') } },
    })
    await cell(page, 'Made by a program').waitFor()
    for (const title of ['Paint the door', 'Made by a program']) {
      await cell(page, title).hover()
      await page.getByRole('checkbox', { name: `Select ${title}` }).click()
    }
    await page.getByText('2 rows selected').waitFor()
    await app.look(page, 'database-selected')
    await page.getByRole('button', { name: 'Move to trash' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('They can be restored from the trash.').waitFor()
    await dialog.getByRole('button', { name: 'Move to trash' }).click()
    await cell(page, 'Paint the door').waitFor({ state: 'detached' })
    assert.equal((await rows()).length, 5)
    await cell(page, 'Fix the lift').hover()
    await page.getByRole('button', { name: 'Open Fix the lift' }).click()
    await page.getByRole('link', { name: 'Open as a page' }).waitFor()
    await page.getByRole('dialog').getByRole('heading', { name: 'Fix the lift' }).waitFor()
    await app.look(page, 'database-peek')
    await page.context().close()
  })

  await t.test('filters and sorts a view, kept in it', async () => {
    const page = await app.open('member', address(database))
    await cell(page, 'Fix the lift').waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const panel = page.getByRole('dialog', { name: 'Filter' })
    await panel.getByRole('button', { name: 'Add a condition' }).click()
    await panel.getByRole('combobox', { name: 'Property' }).selectOption({ label: 'Points' })
    await panel.getByRole('combobox', { name: 'Condition on Points' }).selectOption({ label: '>' })
    await panel.getByRole('textbox', { name: 'What Points is compared with' }).fill('3')
    await cell(page, 'Spring clean').waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: 'Add a group' }).click()
    await panel.getByRole('combobox', { name: 'Property' }).nth(1).selectOption({ label: 'Urgent' })
    await cell(page, 'Fix the lift').waitFor({ state: 'detached' })
    await app.look(page, 'database-filter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter · 2' }).waitFor()
    const [reference] = (await owner.get(`/v1/views?database_id=${database}`)).body.results
    const view = (await owner.get(`/v1/views/${reference.id}`)).body
    assert.equal(view.filter.and.length, 2)
    await owner.patch(`/v1/views/${reference.id}`, { filter: null })
    await cell(page, 'Fix the lift').waitFor()

    await page.getByRole('button', { name: 'Sort', exact: true }).click()
    const sorts = page.getByRole('dialog', { name: 'Sort' })
    await sorts.getByRole('button', { name: 'Add a sort' }).click()
    await page
      .getByRole('columnheader', { name: 'Name' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor()
    await cell(page, 'Fix the lift').and(page.locator('[id$="-0-0"]')).waitFor()
    await page.keyboard.press('Escape')
    await page.context().close()
  })

  await t.test('gets properties of every kind, and says what is wrong with a formula', async () => {
    const page = await app.open('member', address(database))
    await cell(page, 'Fix the lift').waitFor()
    await page.getByRole('button', { name: 'Add a property' }).click()
    const form = page.getByRole('dialog', { name: 'New property' })
    await form.getByRole('textbox', { name: 'Name' }).fill('Doubled')
    await form.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Formula' })
    await form.getByRole('textbox', { name: 'Formula' }).fill('prop("Points") * twice()')
    await form.getByRole('button', { name: 'Add property' }).click()
    await form.getByText(/There is no function/).waitFor()
    await app.look(page, 'database-formula', /400 \(Bad Request\)/)
    await page.keyboard.type('2')
    assert.equal(await form.getByRole('textbox', { name: 'Formula' }).inputValue(), 'prop("Points") * 2()')
    await form.getByRole('textbox', { name: 'Formula' }).fill('prop("Points") * 2')
    await form.getByRole('button', { name: 'Add property' }).click()
    await page.getByRole('columnheader', { name: 'Doubled' }).waitFor()
    await page.getByRole('gridcell', { name: '26', exact: true }).waitFor()

    await page.getByRole('columnheader', { name: 'Stage' }).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Edit property' }).click()
    const stage = page.getByRole('dialog', { name: 'Edit property' })
    await stage.getByRole('button', { name: 'Add an option' }).click()
    await page.keyboard.type('Dropped')
    await app.look(page, 'database-options')
    await stage.getByRole('button', { name: 'Save' }).click()
    await stage.waitFor({ state: 'detached' })

    await page.getByRole('columnheader', { name: 'Doubled' }).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Delete property' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText('Its values are lost in every row').waitFor()
    await asked.getByRole('button', { name: 'Delete property' }).click()
    await page.getByRole('columnheader', { name: 'Doubled' }).waitFor({ state: 'detached' })
    const { properties } = (await owner.get(`/v1/data_sources/${source}`)).body
    const names = properties.Stage.select.options.map(({ name }: { name: string }) => name)
    assert.deepEqual(names, ['Idea', 'Doing', 'Done', 'Dropped'])
    await page.context().close()
  })

  await t.test('has views that are made, renamed, copied and deleted', async () => {
    const page = await app.open('member', address(database))
    const tab = (name: string) => page.getByRole('tab', { name, exact: true })
    await tab('Default view').waitFor()
    await page.getByRole('button', { name: 'Add a view' }).click()
    await page.getByRole('menuitem', { name: 'Table' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Urgent ones')
    await page.getByRole('button', { name: 'Add view' }).click()
    await tab('Urgent ones').waitFor()
    await page.getByRole('button', { name: 'Quick filter' }).click()
    await page.getByRole('menuitem', { name: 'Urgent' }).click()
    await page.getByRole('combobox', { name: 'What Urgent is compared with' }).selectOption('checked')
    await page.keyboard.press('Escape')
    const menu = async (item: string) => {
      await page.getByRole('button', { name: /^More about the view/ }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu('Duplicate')
    await tab('Urgent ones (copy)').waitFor()
    await menu('Rename')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Later')
    await page.getByRole('button', { name: 'Save' }).click()
    await tab('Later').waitFor()
    await menu('Move left')
    await page.getByRole('tab').nth(1).and(tab('Later')).waitFor()
    await tab('Later').focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await page.getByRole('tab').first().and(tab('Later')).waitFor()
    await page.keyboard.press('Alt+ArrowRight')
    await page.getByRole('tab').nth(1).and(tab('Later')).and(page.locator(':focus')).waitFor()
    const [from, to] = [(await tab('Later').boundingBox())!, (await tab('Urgent ones').boundingBox())!]
    await page.mouse.move(from.x + 20, from.y + 15)
    await page.mouse.down()
    await page.mouse.move(from.x + 40, from.y + 15)
    await page.mouse.move(to.x + to.width - 10, to.y + 15, { steps: 4 })
    await tab('Urgent ones').and(page.locator('[data-over]')).waitFor()
    await page.mouse.up()
    await page.getByRole('tab').nth(2).and(tab('Later')).waitFor()
    const kept = (await owner.get(`/v1/views?database_id=${database}`)).body.results as { id: string }[]
    const names = await Promise.all(
      kept.map(async ({ id }) => (await owner.get(`/v1/views/${id}`)).body.name),
    )
    assert.deepEqual(names, ['Default view', 'Urgent ones', 'Later'])
    await app.look(page, 'database-views')
    await menu('Delete view')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click()
    await tab('Later').waitFor({ state: 'detached' })
    await page.context().close()
  })

  await t.test('keeps how wide its columns are and where they stand', async () => {
    const page = await app.open('member', address(database))
    const heads = page.getByRole('columnheader')
    const boxes = async () => {
      await heads.first().waitFor()
      return Promise.all([0, 1, 2].map(async (index) => (await heads.nth(index).boundingBox())!))
    }
    const drag = async (from: { x: number; y: number }, by: number) => {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(from.x + by, from.y, { steps: 4 })
      const kept = page.waitForResponse((response) => response.request().method() === 'PATCH')
      await page.mouse.up()
      assert.equal((await kept).status(), 200)
    }
    const [title] = await boxes()
    await drag({ x: title!.x + title!.width - 1, y: title!.y + 10 }, -60)
    const [reference] = (await owner.get(`/v1/views?database_id=${database}`)).body.results
    const { configuration } = (await owner.get(`/v1/views/${reference.id}`)).body
    assert.equal(configuration.properties[0].width, Math.round(title!.width) - 60)
    const [second, third] = [await heads.nth(1).textContent(), await heads.nth(2).textContent()]
    const [, before, after] = await boxes()
    await drag({ x: before!.x + 20, y: before!.y + 10 }, after!.x - before!.x)
    await heads
      .nth(1)
      .and(page.getByRole('columnheader', { name: third! }))
      .waitFor()
    await heads
      .nth(2)
      .and(page.getByRole('columnheader', { name: second! }))
      .waitFor()
    await page.context().close()
  })

  for (const [name, options] of [
    ['database-dark', { colorScheme: 'dark' }],
    ['database-phone', { viewport: { width: 360, height: 740 } }],
  ] as const) {
    await t.test(`is shown to who may not change it (${name})`, async () => {
      const page = await app.open('guest', address(database), options)
      await cell(page, 'Fix the lift').waitFor()
      assert.equal(await page.getByRole('button', { name: 'New row' }).count(), 0)
      await app.look(page, name)
      await page.context().close()
    })
  }

  await t.test('is made from anywhere, and names no cell that is not there', async () => {
    const page = await app.open('member', '/')
    await page.getByRole('button', { name: 'New database' }).first().click()
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.getByText('0 rows').waitFor()
    assert.equal(await page.locator(`[id="${await grid.getAttribute('aria-activedescendant')}"]`).count(), 1)
    await app.look(page, 'database-new')
    await page.context().close()
  })

  await t.test('scrolls through 10,000 rows, of which a screen is there', async () => {
    const page = await app.open('owner', address(large))
    await cell(page, 'Row 10000').waitFor()
    await page.getByText('10,000 rows').waitFor()
    const scroll = (to: number) =>
      page.evaluate(
        `(grid => grid.scrollTo(0, grid.scrollHeight * ${to}))(document.querySelector('[role=grid]'))`,
      )
    await scroll(0.5)
    await cell(page, /^Row 4\d\d\d$/)
      .first()
      .waitFor()
    await scroll(1)
    await page.getByRole('gridcell', { name: 'Row 1', exact: true }).waitFor()
    const taken = await processorTime(page)
    const most = await page.evaluate(scrollThrough)
    const each = ((await taken()) / STEPS).toFixed(1)
    t.diagnostic(`10,000 rows in ${STEPS} frames: ${each} ms of processor time each, ${most} rows at most`)
    assert.ok(Number(most) < 80, `${most} rows are in the document`)
    await app.look(page, 'database-large')

    // In groups as well, and only what is opened and looked at is fetched.
    const [reference] = (await owner.get(`/v1/views?database_id=${large}`)).body.results
    const group_by = { type: 'checkbox', property_id: 'Done', sort: { type: 'manual' } }
    let fetched = 0
    page.on('request', (request) => {
      if (/queries\/.*\/rows/.test(request.url())) fetched += 1
    })
    await owner.patch(`/v1/views/${reference.id}`, { configuration: { type: 'table', group_by } })
    await page.getByRole('rowheader', { name: 'Not Done 10,000' }).waitFor()
    await scroll(1)
    await page.getByRole('gridcell', { name: 'Row 1', exact: true }).waitFor()
    await page.getByRole('rowheader', { name: 'Done 0', exact: true }).waitFor()
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '10003')
    const drawn = await page.getByRole('row').count()
    assert.ok(drawn < 80, `${drawn} rows are in the document`)
    assert.ok(fetched < 10, `${fetched} requests for rows`)
    await page.context().close()
  })
})
