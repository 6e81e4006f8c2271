/** The web app in a real browser: a workspace that serves it, people who are signed in, and what every screen must pass. */
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openWebApp } from '#server/app/web-app.ts'
import { buildApp } from '#server/app.ts'
import { faultsOnly } from '#server/operations/log.ts'
import { openBrowser } from './browser.ts'
import { formBrowser } from './form-browser.ts'
import { givePasswords, PASSWORD } from './passwords.ts'
import { testStores } from './stores.ts'
import { type TestWorkspace, workspace } from './workspace.ts'

export interface ShownWebApp {
  acme: TestWorkspace
  url: string
  /** Opens a screen as somebody of the workspace who is signed in. */
  open(name: 'owner' | 'member' | 'guest', path: string, options?: BrowserContextOptions): Promise<Page>
  /**
   * Looks for what people without eyes or mouse stumble over, and keeps a picture in `dist/screenshots`. What
   * the browser complained of fails too, unless it is forgiven.
   */
  look(page: Page, picture: string, forgiven?: RegExp): Promise<void>
}

interface Test {
  after(work: () => Promise<void>): void
}

const pictures = join(import.meta.dirname, '../dist/screenshots')

export async function showWebApp(t: Test): Promise<ShownWebApp> {
  const acme = await workspace(t, testStores[0]!)
  const app = buildApp(acme.server, faultsOnly, [], openWebApp())
  t.after(() => app.close())
  const url = await acme.listen(app)
  const people = (['owner', 'member', 'guest'] as const).map((name) => ({
    email: `${name}@acme.test`,
    name: `The ${name}`,
  }))
  await givePasswords(acme.server, people)
  const browser = await openBrowser(t)
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await mkdir(pictures, { recursive: true })
  // What the policy of the page forbids is among it.
  const complaints: string[] = []

  const cookiesOf = async (name: string) => {
    const form = formBrowser(app, url)
    await form.open('/login')
    await form.submit('/login', { email: `${name}@acme.test`, password: PASSWORD })
    return [...form.cookies].map(([name, value]) => ({ name, value, url }))
  }
  return {
    acme,
    url,
    async open(name, path, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      })
      await context.addCookies(await cookiesOf(name))
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack}`))
      await page.goto(url + path)
      return page
    },
    async look(page, picture, forgiven) {
      // What is on its way in or out has the colours of neither.
      await page.evaluate(untilStill)
      await page.evaluate(axe)
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as Axe).axe.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)
      })
      await page.screenshot({ path: join(pictures, `${picture}.png`) })
      assert.deepEqual(found, [], `what axe finds on ${picture}`)
      const unforgiven = complaints.splice(0).filter((complaint) => !forgiven?.test(complaint))
      assert.deepEqual(unforgiven, [], `what the browser says of ${picture}`)
    },
  }
}

/** Run in the browser: waits for what moves or is about to, but not for what moves for ever. */
const untilStill = `(async () => {
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
    if (moving.length === 0) return null
    await Promise.allSettled(moving.map(({ finished }) => finished))
  }
})()`

interface Axe {
  axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
}
