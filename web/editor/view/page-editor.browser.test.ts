import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { processorTime } from '#test/processor-time.ts'
import { showWebApp } from '#test/web-app.ts'
import type { TestWorkspace } from '#test/workspace.ts'

const paragraph = (text: string) => ({ paragraph: { rich_text: [{ text: { content: text } }] } })

/** What the API says a page holds, a line for each block. */
async function said({ as }: TestWorkspace, id: string): Promise<string[]> {
  const { body } = await as('editor').get(`/v1/blocks/${id}/tree`)
  return body.results.map((block: { type: string; [type: string]: unknown }) => {
    const { rich_text = [] } = block[block.type] as { rich_text?: { plain_text: string }[] }
    return `${block.type} ${rich_text.map(({ plain_text }) => plain_text).join('')}`.trim()
  })
}

async function agreesThat(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('the API says something else')
}

const saved = (page: Page) => page.locator('[data-state="saved"]').waitFor({ state: 'attached' })

/** Waits until the API says it. */
async function agrees(acme: TestWorkspace, id: string, lines: string[]): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (JSON.stringify(await said(acme, id)) === JSON.stringify(lines)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.deepEqual(await said(acme, id), lines)
}

const STEPS = 60

/** Run in the browser: goes from the beginning of what is scrolled to its end, a step a frame. */
const scrollThrough = `(async () => {
  let scrolled = document.querySelector('.bn-editor')
  while (scrolled.scrollHeight <= scrolled.clientHeight + 1) scrolled = scrolled.parentElement
  for (let step = 0; step <= ${STEPS}; step++) {
    scrolled.scrollTo(0, (scrolled.scrollHeight * step) / ${STEPS})
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  return scrolled.scrollTop
})()`

test('people write pages in a browser', async (t) => {
  const app = await showWebApp(t)
  const { acme, look } = app
  const opened: Page[] = []
  const open = async (id: string, options = {}): Promise<Page> => {
    const page = await app.open('owner', `/${id.replaceAll('-', '')}`, options)
    await page.locator('.bn-editor').waitFor()
    opened.push(page)
    return page
  }

  await t.test('what is typed is saved, with markdown, a menu and undo', async () => {
    const id = await acme.aPage({ title: 'Plan' })
    const page = await open(id)
    await page.locator('.bn-editor').click()
    await page.keyboard.type('# The plan')
    await page.keyboard.press('Enter')
    await page.keyboard.type('We begin')
    await page.keyboard.press('Enter')
    await page.keyboard.type('[] first thing')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('/callout')
    await page
      .getByRole('option', { name: /Callout/ })
      .first()
      .click()
    await page.keyboard.type('Mind this')
    await agrees(acme, id, [
      'heading_1 The plan',
      'paragraph We begin',
      'to_do first thing',
      'callout Mind this',
    ])
    await saved(page)
    await look(page, 'editor-typed')
    await page.reload()
    await page.getByText('Mind this').waitFor()
    assert.equal(await page.locator('.bn-editor h1').textContent(), 'The plan')
  })

  await t.test('columns, tables and mentions are made by menus', async () => {
    const id = await acme.aPage({ title: 'Menus' })
    const page = await open(id)
    await page.locator('.bn-editor').click()
    const choose = async (typed: string, name: RegExp) => {
      await page.keyboard.type(typed)
      await page.getByRole('option', { name }).first().click()
    }
    await page.keyboard.type('On ')
    await choose('@Today', /Today/)
    await page.keyboard.type('or never')
    await page.keyboard.press('Enter')
    await choose('/two', /Two columns/)
    await page.keyboard.type('in a column')
    await page.locator('.bn-trailing-block').click()
    await choose('/table', /^Table/)
    await page.keyboard.type('cell')
    const tree = async () => (await acme.as('editor').get(`/v1/blocks/${id}/tree`)).body.results
    await agreesThat(async () => (await tree()).at(-2)?.table_row?.cells[0][0]?.plain_text === 'cell')
    const blocks = await tree()
    assert.equal(blocks[0].paragraph.rich_text[1].mention.type, 'date')
    assert.deepEqual(
      blocks.slice(1).map(({ type }: { type: string }) => type),
      ['column_list', 'column', 'paragraph', 'column', 'paragraph', 'table', 'table_row', 'table_row'],
    )
    assert.equal(blocks[3].paragraph.rich_text[0].plain_text, 'in a column')
  })

  await t.test('what another client writes appears, and the cursor stays', async () => {
    const id = await acme.aPage({ children: [paragraph('first'), paragraph('second'), paragraph('third')] })
    const page = await open(id)
    const [first, , third] = await blocksOf(acme, id)
    await page.getByText('second').click()
    await page.keyboard.press('Home')
    await page.keyboard.type('my ')
    await acme.as('editor').patch(`/v1/blocks/${first}`, paragraph('first, by a program'))
    await acme.as('editor').patch(`/v1/blocks/${id}/children`, {
      children: [paragraph('new')],
      position: { type: 'start' },
    })
    await acme.as('editor').delete(`/v1/blocks/${third}`)
    await page.getByText('first, by a program').waitFor()
    await page.getByText('new').waitFor()
    await page.getByText('third').waitFor({ state: 'detached' })
    await page.keyboard.type('very own ')
    await agrees(acme, id, ['paragraph new', 'paragraph first, by a program', 'paragraph my very own second'])
    // In the block where the cursor is, too.
    const [, , second] = await blocksOf(acme, id)
    await acme.as('editor').patch(`/v1/blocks/${second}`, paragraph('my very own second, we said'))
    await page.getByText('we said').waitFor()
    await page.keyboard.type('and only ')
    await agrees(acme, id, [
      'paragraph new',
      'paragraph first, by a program',
      'paragraph my very own and only second, we said',
    ])
    await page.keyboard.press('Control+z')
    await page.getByText('we said').waitFor()
  })

  await t.test('two browsers and a program write on one page, and nothing is lost', async () => {
    const id = await acme.aPage({ children: [paragraph('one'), paragraph('two'), paragraph('three')] })
    const [left, right] = [await open(id), await open(id)]
    const [first, second, third] = (await blocksOf(acme, id)) as [string, string, string]
    const words = (name: string) => Array.from({ length: 12 }, (_, index) => ` ${name}${index}`)
    const type = async (page: Page, block: string, name: string) => {
      await page.locator(`.bn-block[data-id="${block}"]`).click()
      await page.keyboard.press('End')
      for (const word of words(name)) await page.keyboard.type(word, { delay: 10 })
    }
    const program = async () => {
      for (const word of words('p')) {
        const { body } = await acme.as('editor').get(`/v1/blocks/${third}`)
        const text = body.paragraph.rich_text.map((run: { plain_text: string }) => run.plain_text).join('')
        const edit = { type: 'update', id: third, block: paragraph(`${text}${word}`), base: paragraph(text) }
        await acme.as('editor').post(`/v1/pages/${id}/edits`, { edits: [edit] })
      }
    }
    await Promise.all([type(left, first, 'l'), type(right, second, 'r'), program()])
    await agrees(acme, id, [
      `paragraph one${words('l').join('')}`,
      `paragraph two${words('r').join('')}`,
      `paragraph three${words('p').join('')}`,
    ])
    for (const page of [left, right]) {
      for (const name of ['l', 'r', 'p']) await page.getByText(`${name}11`).waitFor()
    }
    // Now all in one block, letter by letter.
    await Promise.all([type(left, first, 'm'), type(right, first, 'n')])
    await agreesThat(async () => {
      const [text = ''] = await said(acme, id)
      const letters = (name: string) => (text.match(new RegExp(name, 'g')) ?? []).length
      return letters('m') === 12 && letters('n') === 12 + 1
    })
    const [whole] = await said(acme, id)
    for (const page of [left, right]) await page.getByText(whole!.replace('paragraph ', '')).waitFor()
  })

  await t.test('every type of block is shown, and opening a page changes nothing', async () => {
    const id = await acme.aPage({ children: everything })
    await acme.aPage({ parent: id, title: 'A page inside' })
    await acme.events()
    const before = await acme.as('editor').get(`/v1/blocks/${id}/tree`)
    const page = await open(id, { viewport: { width: 1280, height: 1600 } })
    await page.getByText('A page inside').waitFor()
    await look(page, 'editor-everything')
    await page.emulateMedia({ colorScheme: 'dark' })
    await look(page, 'editor-everything-dark')
    await page.setViewportSize({ width: 360, height: 1600 })
    await look(page, 'editor-everything-narrow')
    await page.waitForTimeout(500)
    assert.deepEqual(
      (await acme.events()).filter((type) => type !== 'user.login'),
      [],
    )
    // A change to one block is a change to that block alone.
    await page.getByText('A quote').click()
    await page.keyboard.press('End')
    await page.keyboard.type('!')
    await saved(page)
    await page.getByText('A quote!').waitFor()
    await agreesThat(async () => (await said(acme, id)).includes('quote A quote!'))
    const after = await acme.as('editor').get(`/v1/blocks/${id}/tree`)
    const payloads = ({ body }: typeof before) =>
      body.results.map((block: { type: string; [type: string]: unknown }) => [block.type, block[block.type]])
    const wanted = payloads(before).map(([type, payload]: [string, unknown]) =>
      type === 'quote' ? [type] : [type, payload],
    )
    const now = payloads(after).map(([type, payload]: [string, unknown]) =>
      type === 'quote' ? [type] : [type, payload],
    )
    assert.deepEqual(now, wanted)
  })

  await t.test('a page of a thousand blocks opens and is written in', async () => {
    const id = await acme.aPage({
      children: Array.from({ length: 1000 }, (_, index) => paragraph(`line ${index}`)),
    })
    const began = performance.now()
    const page = await open(id)
    await page.getByText('line 999').waitFor({ state: 'attached' })
    t.diagnostic(`a thousand blocks open in ${Math.round(performance.now() - began)} ms, sign-in included`)
    await page.getByText('line 3', { exact: true }).click()
    await page.keyboard.press('End')
    const typed = performance.now()
    await page.keyboard.type(' and some more words')
    t.diagnostic(`20 letters take ${Math.round(performance.now() - typed)} ms`)
    await agreesThat(async () => (await said(acme, id))[3] === 'paragraph line 3 and some more words')
    const taken = await processorTime(page)
    assert.ok(Number(await page.evaluate(scrollThrough)) > 10_000)
    const each = ((await taken()) / STEPS).toFixed(1)
    t.diagnostic(`a thousand blocks in ${STEPS} frames: ${each} ms of processor time each`)
  })

  await t.test('a database that is inline is worked in where it stands', async () => {
    const id = await acme.aPage({ title: 'A plan with tasks', children: [paragraph('above')] })
    const tasks = await aDatabase(acme, id)
    await acme.as('editor').patch(`/v1/blocks/${id}/children`, { children: [paragraph('below')] })
    const page = await open(id)
    const inline = page.getByRole('region', { name: 'Tasks' })
    const grid = inline.getByRole('grid')
    await inline.getByRole('gridcell', { name: 'Task 12' }).waitFor()
    assert.equal(await inline.getByRole('row').count(), 1 + 10)
    await look(page, 'editor-inline')
    await inline.getByRole('button', { name: 'Show more' }).click()
    await inline.getByRole('gridcell', { name: 'Task 1', exact: true }).waitFor()
    // In and out by keys, which are those of the cells meanwhile.
    await page.getByText('above').click()
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key)
    await inline.getByRole('textbox', { name: 'Title' }).and(page.locator(':focus')).waitFor()
    await grid.focus()
    await page.keyboard.type('Renamed')
    await page.keyboard.press('Enter')
    await inline.getByRole('gridcell', { name: 'Renamed' }).waitFor()
    await grid.and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Backspace')
    await inline.getByRole('gridcell', { name: 'Untitled' }).waitFor()
    for (const key of ['Escape', 'ArrowDown', 'End']) await page.keyboard.press(key)
    await page.keyboard.type(', too')
    const lines = ['paragraph above', 'child_database', 'paragraph below, too']
    await agrees(acme, id, lines)
    // What it is called is written there, and the editor stays as it is.
    await inline.getByRole('textbox', { name: 'Title' }).fill('Errands')
    await inline.getByRole('gridcell', { name: 'Task 5' }).waitFor()
    await page
      .getByRole('region', { name: 'Errands' })
      .getByRole('textbox', { name: 'Title' })
      .and(page.locator(':focus'))
      .waitFor()
    // It goes, and comes back.
    const menu = async (item: string) => {
      await page.locator(`.bn-block[data-id="${tasks}"]`).hover()
      await page.getByRole('button', { name: 'Open block menu' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu('Delete')
    await agrees(acme, id, [lines[0]!, lines[2]!])
    await page.keyboard.press('Control+z')
    await agrees(acme, id, lines)
    await menu('Turn into full page')
    await page.getByRole('link', { name: 'Errands' }).waitFor()
    await inline.waitFor({ state: 'detached' })
    await menu('Turn into inline')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('gridcell', { name: 'Task 5' }).waitFor()
    // It was taken out of the trash before its rows were asked for anew.
    await look(page, 'editor-inline-narrow', /404/)
    // Another one, where the cursor is.
    await page.locator('.bn-trailing-block').click()
    await page.keyboard.type('/inline')
    await page.getByRole('option', { name: /Database – inline/ }).click()
    await page.getByRole('region', { name: 'New database' }).getByText('0 rows').waitFor()
    await agreesThat(async () => (await said(acme, id))[lines.length] === 'child_database')
  })

  await t.test('blocks are moved to another page', async () => {
    const target = await acme.aPage({ title: 'Where they go', children: [paragraph('first')] })
    const id = await acme.aPage({
      title: 'Where they were',
      children: [
        paragraph('stays'),
        { toggle: { ...rich('goes'), children: [paragraph('inside')] } },
        paragraph('too'),
      ],
    })
    // So that it is found.
    await acme.performDue()
    const page = await open(id)
    const other = await open(target)
    await page.getByText('goes').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' now')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+End')
    await page.getByText('too').hover()
    await page.getByRole('button', { name: 'Open block menu' }).click()
    await page.getByRole('menuitem', { name: 'Move to…' }).click()
    await page.getByLabel('Where to').fill('where they go')
    await page.getByRole('option', { name: 'Where they go' }).waitFor()
    await look(page, 'editor-move-blocks')
    await page.getByRole('option', { name: 'Where they go' }).click()
    await page.getByRole('status').getByRole('link', { name: 'Where they go' }).waitFor()
    await agrees(acme, id, ['paragraph stays'])
    await agrees(acme, target, ['paragraph first', 'toggle goes now', 'paragraph inside', 'paragraph too'])
    await other.getByText('goes now').waitFor()
    await page.getByText('too').waitFor({ state: 'detached' })
    await page.getByRole('status').getByRole('link', { name: 'Where they go' }).click()
    await page.getByText('first').waitFor()
  })

  // Last, because the browser complains of it.
  await t.test('offline for a moment, it says so and nothing is lost', async () => {
    const id = await acme.aPage({ children: [paragraph('start')] })
    const page = await open(id)
    await page.getByText('start').click()
    await page.keyboard.press('End')
    await page.context().setOffline(true)
    await page.keyboard.type(' and more')
    await page.getByText('The server is not reached').waitFor()
    await page.keyboard.type(' and on')
    await page.context().setOffline(false)
    await agrees(acme, id, ['paragraph start and more and on'])
    await saved(page)
  })

  for (const page of opened) await page.context().close()
})

/** A database of twelve tasks in a page, the newest first. */
async function aDatabase({ as }: TestWorkspace, page: string): Promise<string> {
  const { body } = await as('editor').post('/v1/databases', {
    parent: { page_id: page },
    title: [{ text: { content: 'Tasks' } }],
    is_inline: true,
    initial_data_source: { properties: { Name: { title: {} }, Done: { checkbox: {} } } },
  })
  for (let number = 1; number <= 12; number++) {
    await as('editor').post('/v1/pages', {
      parent: { data_source_id: body.data_sources[0].id },
      properties: { Name: { title: [{ text: { content: `Task ${number}` } }] } },
    })
  }
  return body.id
}

const blocksOf = async ({ as }: TestWorkspace, id: string): Promise<string[]> =>
  (await as('editor').get(`/v1/blocks/${id}/tree`)).body.results.map((block: { id: string }) => block.id)

const rich = (content: string) => ({ rich_text: [{ text: { content } }] })

const everything = [
  { heading_1: rich('Everything') },
  { table_of_contents: {} },
  { heading_2: rich('Text') },
  {
    paragraph: {
      rich_text: [
        { text: { content: 'bold ' }, annotations: { bold: true } },
        { text: { content: 'code bold ' }, annotations: { code: true, bold: true } },
        {
          text: { content: 'a link ', link: { url: 'https://example.com/' } },
          annotations: { color: 'red' },
        },
        { text: { content: 'marked ' }, annotations: { color: 'yellow_background' } },
        { equation: { expression: 'e = mc^2' } },
        { mention: { date: { start: '2026-03-11' } } },
      ],
    },
  },
  { bulleted_list_item: { ...rich('A point'), children: [{ bulleted_list_item: rich('A point below') }] } },
  { numbered_list_item: rich('First') },
  { numbered_list_item: rich('Second') },
  { to_do: { ...rich('Done'), checked: true } },
  { toggle: { ...rich('A toggle'), children: [paragraph('Inside')] } },
  { quote: rich('A quote') },
  {
    callout: {
      ...rich('A callout'),
      icon: { emoji: '🎯' },
      color: 'blue_background',
      children: [paragraph('in it')],
    },
  },
  { code: { ...rich('const answer = 42'), language: 'typescript' } },
  { equation: { expression: 'a^2 + b^2 = c^2' } },
  { divider: {} },
  {
    column_list: {
      children: [
        { column: { children: [paragraph('Left column')] } },
        { column: { children: [paragraph('Right column')] } },
      ],
    },
  },
  {
    table: {
      table_width: 2,
      has_column_header: true,
      children: [
        { table_row: { cells: [[{ text: { content: 'Name' } }], [{ text: { content: 'Age' } }]] } },
        { table_row: { cells: [[{ text: { content: 'Ada' } }], [{ text: { content: '36' } }]] } },
      ],
    },
  },
  { bookmark: { url: 'https://example.com/' } },
  { tab: { children: [{ paragraph: { ...rich('First tab'), children: [paragraph('In the tab')] } }] } },
  { synced_block: { synced_from: null, children: [paragraph('Synced text')] } },
  { breadcrumb: {} },
]
