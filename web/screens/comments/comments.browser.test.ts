import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const runs = (content: string) => [{ text: { content } }]

/** A page that the owner writes, the member may comment on, the guest may read, and a connection speaks on. */
async function furnish({ acme }: ShownWebApp) {
  const paragraph = (content: string) => ({ paragraph: { rich_text: runs(content) } })
  const page = await acme.aPage({
    title: 'Launch plan',
    children: [
      paragraph('We open the beta in March, to a hundred people who asked for it.'),
      paragraph('Prices are decided by then.'),
      paragraph('After that we look at what they said.'),
    ],
  })
  const owner = acme.as('owner')
  for (const [name, role] of [
    ['member', 'comment'],
    ['guest', 'view'],
  ] as const) {
    await owner.post(`/v1/pages/${page}/permissions`, { user_id: acme.as(name).userId, role })
  }
  const { body } = await owner.get(`/v1/blocks/${page}/children`)
  return { page, blocks: body.results.map(({ id }: { id: string }) => id) as string[] }
}

test('comments in the web app', async (t) => {
  const app = await showWebApp(t)
  const { page: id, blocks } = await furnish(app)
  const [owner, bot] = [app.acme.as('owner'), app.acme.as('editor')]
  const address = `/${id.replaceAll('-', '')}`
  const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Comments' })
  const discussions = async (query = '') =>
    (await owner.get(`/v1/pages/${id}/discussions${query}`)).body.results as {
      id: string
      parent: { block_id?: string }
      comments: { id: string; rich_text: { type: string; plain_text: string }[] }[]
    }[]
  const said = async () =>
    (await discussions()).flatMap(({ comments }) =>
      comments.map(({ rich_text }) => rich_text.map(({ plain_text }) => plain_text).join('')),
    )

  const page = await app.open('owner', address)

  await t.test('are written on a page, and mention people', async () => {
    await page.getByText('We open the beta').waitFor()
    await page.getByRole('button', { name: 'Comments', exact: true }).click()
    const panel = panelOf(page)
    await panel.getByText('Nothing is said here yet.').waitFor()
    await app.look(page, 'comments-empty')
    const field = panel.getByLabel('Comment on the page')
    await field.pressSequentially('Could you read this, @mem')
    await page.getByRole('option', { name: 'The member' }).waitFor()
    await app.look(page, 'comments-mention')
    await page.getByRole('option', { name: 'The member' }).click()
    await field.pressSequentially('please?')
    await field.press('Control+Enter')
    await panel.getByText('@The member').waitFor()
    assert.deepEqual(await said(), ['Could you read this, @The member please?'])
    assert.equal((await discussions())[0]!.comments[0]!.rich_text[1]!.type, 'mention')
  })

  await t.test('are written on a block: from its margin, its menu, its words, and by keys', async () => {
    const panel = panelOf(page)
    const block = (index: number) => page.locator(`[data-node-type=blockOuter][data-id="${blocks[index]}"]`)
    const write = async (text: string) => {
      const field = panel.getByLabel('Comment on this block')
      await field.fill(text)
      await panel
        .getByRole('region', { name: 'New comment' })
        .getByRole('button', { name: 'Comment' })
        .click()
      await panel.getByText(text).waitFor()
    }
    await block(0).hover()
    await page.getByRole('button', { name: 'Comment on this block' }).click()
    await write('Is March still right?')
    await page.getByRole('button', { name: '1 comment on “We open the beta' }).waitFor()

    await block(0).getByText('We open').dblclick()
    await page.getByRole('button', { name: 'Comment', exact: true }).first().waitFor()
    await app.look(page, 'comments-toolbar')
    await page.locator('.bn-formatting-toolbar').getByRole('button', { name: 'Comment' }).click()
    await write('And a hundred?')
    await page.getByRole('button', { name: '2 comments on “We open the beta' }).waitFor()

    await block(1).getByText('Prices').click()
    await page.keyboard.press('Control+Shift+M')
    await write('By whom?')

    await block(2).hover()
    await page.locator('.bn-side-menu button').last().click()
    await page.getByRole('menuitem', { name: 'Comment' }).click()
    await write('All of it.')
    await app.look(page, 'comments')
    assert.deepEqual(
      (await discussions()).map(({ parent }) => parent.block_id),
      [undefined, blocks[0], blocks[0], blocks[1], blocks[2]],
    )
  })

  await t.test('of a connection appear at once, under its name', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('button', { name: '1 comment on “Prices' }).click()
    const thread = panelOf(page).getByRole('article', { name: /Prices/ })
    await thread.getByText('By whom?').waitFor()
    const { id: discussion_id } = (await discussions())[3]!
    await bot.post('/v1/comments', { discussion_id, markdown: 'By the **board**.' })
    await thread.getByText('board').waitFor()
    await thread.getByText('The editor').waitFor()
    await app.look(page, 'comments-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  await t.test('are changed and deleted by whoever wrote them', async () => {
    await page.getByRole('button', { name: '1 comment on “After that' }).click()
    const thread = panelOf(page).getByRole('article', { name: /After that/ })
    await thread.getByRole('button', { name: 'More about this comment' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await thread.getByLabel('Your comment').fill('Every word of it.')
    await thread.getByRole('button', { name: 'Save' }).click()
    await thread.getByText('Every word of it.').waitFor()
    await thread.getByRole('button', { name: 'More about this comment' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const asked = page.getByRole('dialog', { name: 'Delete this comment?' })
    await asked.getByRole('button', { name: 'Delete' }).click()
    await thread.waitFor({ state: 'detached' })
    assert.equal((await said()).includes('Every word of it.'), false)
  })

  await t.test('are resolved and opened again, and each discussion has a link', async () => {
    await page.getByRole('button', { name: /comments on “Prices/ }).click()
    const panel = panelOf(page)
    const thread = panel.getByRole('article', { name: /Prices/ })
    await thread.getByRole('button', { name: 'Resolve this discussion' }).click()
    await thread.waitFor({ state: 'detached' })
    const [resolved] = await discussions('?resolved=true')
    await page.goto(`${app.url}${address}?d=${resolved!.id.replaceAll('-', '')}`)
    await thread.getByText(/Resolved by The owner on/).waitFor()
    assert.equal(await thread.getByRole('button', { name: 'Answer' }).count(), 0)
    await app.look(page, 'comments-resolved')
    await thread.getByRole('button', { name: 'Reopen this discussion' }).click()
    await thread.getByRole('button', { name: 'Resolve this discussion' }).waitFor()
    assert.equal((await discussions('?resolved=true')).length, 0)
    await page.context().close()
  })

  await t.test('are written by who may comment and not edit', async () => {
    const page = await app.open('member', address)
    await page.getByText('After that we look').hover()
    await page.getByRole('button', { name: 'Comment on this block' }).click()
    assert.equal(await page.locator('[contenteditable=true]').count(), 0)
    await app.look(page, 'comments-new')
    await panelOf(page).getByLabel('Comment on this block').fill('I would like to see it first.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: '1 comment on “After that' }).waitFor()
    const about = panelOf(page).getByLabel('What a new comment is about')
    await about.focus()
    await about.selectOption({ label: 'Prices are decided by then.' })
    await panelOf(page).getByLabel('Comment on the block').fill('By keys alone.')
    await page.keyboard.press('Control+Enter')
    await panelOf(page).getByText('By keys alone.').waitFor()
    await app.look(page, 'comments-by-commenter')
    await page.context().close()
  })

  await t.test('are read, and not answered, by who may only view', async () => {
    const page = await app.open('guest', address, { viewport: { width: 360, height: 740 } })
    await page.getByRole('button', { name: '2 comments on “We open the beta' }).waitFor()
    await app.look(page, 'comments-marks-phone')
    await page.getByRole('button', { name: 'Comments', exact: true }).click()
    await panelOf(page).getByText('Is March still right?').waitFor()
    assert.equal(await page.getByRole('textbox').count(), 0)
    assert.equal(await page.getByRole('button', { name: /Resolve|Answer/ }).count(), 0)
    await app.look(page, 'comments-phone')
    await page.context().close()
  })
})
