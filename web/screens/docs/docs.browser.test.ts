import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

test('the documentation in the developer hub', async (t) => {
  const app = await showWebApp(t)
  const { acme, url } = app
  await acme.as('owner').post(`/admin/v1/spaces/${acme.id}/connections`, { name: 'Deploy reports' })
  const screen = (
    name: string,
    path: string,
    work: (page: Page) => Promise<void>,
    options: Parameters<ShownWebApp['open']>[2] = {},
  ) =>
    t.test(name, async () => {
      const page = await app.open('owner', `/my-integrations/docs${path}`, options)
      await work(page)
      await page.context().close()
    })
  const phone = { viewport: { width: 360, height: 740 } }
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

  await screen('begins with what can be built', '', async (page) => {
    await heading(page, 'Build on Octavo').waitFor()
    await app.look(page, 'docs')
    await page.getByRole('link', { name: 'Next A first call' }).click()
    await heading(page, 'A first call').waitFor()
    assert.equal(await page.title(), 'A first call · Octavo')
  })

  await screen('leads from page to page, and to headings of pages', '/page-access', async (page) => {
    await heading(page, 'Give a person access to a page').waitFor()
    await app.look(page, 'docs-guide')
    await page.getByRole('navigation', { name: 'On this page' }).getByText('Levels').click()
    await page.waitForURL('**/page-access#levels')
    await page.getByRole('link', { name: 'Errors' }).first().click()
    await heading(page, 'Errors').waitFor()
    await page.goto(`${url}/my-integrations/docs/webhooks#signatures`)
    await page.getByRole('heading', { name: 'Signatures' }).waitFor()
    assert.ok(await page.evaluate('scrollY > 500'), 'the heading that the address names is shown')
  })

  await screen(
    'makes a first call with one’s own token, which is nowhere before',
    '/first-call',
    async (page) => {
      await page.getByRole('button', { name: 'Make a token' }).waitFor()
      assert.doesNotMatch(await page.content(), /oct[ip]_[A-Za-z0-9]{20}/)
      await page.getByRole('button', { name: 'Make a token' }).click()
      await page.getByText(/Bearer octp_\w{20}/).waitFor()
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Answer 200').waitFor()
      await page.getByRole('status').getByText('"type": "person"').waitFor()
      await app.look(page, 'docs-first-call')
      await page.getByRole('button', { name: 'End this token' }).click()
      await page.getByLabel('Connection', { exact: true }).selectOption('Deploy reports')
      await page.getByRole('button', { name: 'Show its token' }).click()
      await page.getByRole('button', { name: 'JavaScript' }).click()
      await page.getByText(/auth: 'octi_\w{20}/).waitFor()
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('status').getByText('"name": "Deploy reports"').waitFor()
    },
  )

  await screen('copies what is to be copied', '/pagination', async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    assert.match(
      await page.evaluate<string>('navigator.clipboard.readText()'),
      /^curl "\$OCTAVO_URL\/v1\/users/,
    )
  })

  await screen('has the address of the server where it is to be entered elsewhere', '/okta', async (page) => {
    await page.getByRole('cell', { name: `${url}/saml/${acme.id}/metadata` }).waitFor()
  })

  await screen('finds headings, texts and calls', '', async (page) => {
    await heading(page, 'Build on Octavo').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('signature')
    const found = page.getByRole('region', { name: 'Found' })
    await found.getByRole('link', { name: /^Signatures/ }).waitFor()
    await app.look(page, 'docs-search')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/webhooks#signatures')
    await page.getByRole('searchbox').fill('moves a page')
    await found.getByRole('link', { name: /Moves a page/ }).click()
    await heading(page, 'Moves a page with all that is below it.').waitFor()
  })

  await screen('lists every call as the server describes itself', '/reference', async (page) => {
    await page.getByRole('link', { name: 'POST /v1/pages Makes a page' }).waitFor()
    await app.look(page, 'docs-reference')
    await page
      .getByRole('link', { name: /Grants somebody access, or changes what they were/ })
      .first()
      .click()
    await page.getByText('Notion’s API has no such call.').waitFor()
    await page.getByText('write_permissions').waitFor()
    await page.getByRole('button', { name: 'Show what is in principal' }).first().click()
    await app.look(page, 'docs-call')
  })

  await screen(
    'is read on a phone, and in the dark',
    '/errors',
    async (page) => {
      await heading(page, 'Errors').waitFor()
      const isWide = () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
      assert.equal(await isWide(), false, 'nothing is wider than the screen')
      await app.look(page, 'docs-phone')
      await page.getByRole('button', { name: 'Pages and search' }).click()
      const side = page.getByRole('navigation', { name: 'Documentation' })
      await side.getByRole('link', { name: 'Webhooks and changes' }).click()
      await heading(page, 'Webhooks and changes').waitFor()
      assert.equal(await isWide(), false, 'nothing is wider than the screen')
      await page.goto(`${url}/my-integrations/docs/reference/permissions`)
      await heading(page, 'Permissions and invitations').waitFor()
      assert.equal(await isWide(), false, 'nothing is wider than the screen')
      await app.look(page, 'docs-reference-phone')
    },
    { ...phone, colorScheme: 'dark' },
  )

  await t.test('is there for programs, as Markdown and without a sign-in', async () => {
    const list = await (await fetch(`${url}/llms.txt`)).text()
    const [, address] = /\[A first call\]\((\S+)\)/.exec(list)!
    const response = await fetch(address!)
    assert.equal(response.headers.get('content-type'), 'text/markdown; charset=utf-8')
    const text = await response.text()
    assert.match(text, /^# A first call\n/)
    assert.match(text, /\]\(\/my-integrations\/docs\/errors\.md\)/)
  })
})
