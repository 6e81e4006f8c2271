/**
 * The screens on which a person lets a public connection in, in a real browser, with `oauth4webapi` as the client. Tests that are
 * named after a bullet are those of "Install directly from a partner platform via OAuth".
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import type { Page } from 'playwright-core'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'
import type { TestWorkspace } from '#test/workspace.ts'

const insecure = { [oauth.allowInsecureRequests]: true }

test('a public connection asks to be let in', async (t) => {
  const app = await showWebApp(t)
  const { acme, url } = app
  const [owner, admin] = [acme.as('owner'), `/admin/v1/spaces/${acme.id}`]
  const callback = await partnerSite(t)
  const { partner, pages } = await furnish(app, callback)
  const issuer = new URL(url)
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
  )
  const client: oauth.Client = { client_id: partner.client_id }
  const proof = oauth.ClientSecretBasic(partner.client_secret)

  /** Begins as a partner's site does; the address that it sends a browser to. */
  const begin = async () => {
    const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()]
    const asked = new URL(server.authorization_endpoint!)
    asked.search = String(
      new URLSearchParams({
        client_id: client.client_id,
        redirect_uri: callback,
        response_type: 'code',
        owner: 'user',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    )
    return { address: asked.pathname + asked.search, verifier, state }
  }
  type Begun = Awaited<ReturnType<typeof begin>>
  const visit = async (
    t: TestContext,
    as: 'owner' | 'member' | 'guest',
    begun: Begun,
    options?: Parameters<ShownWebApp['open']>[2],
  ) => {
    const page = await app.open(as, '/login', options)
    page.setDefaultTimeout(8000)
    t.after(() => page.context().close())
    await page.goto(url + begun.address)
    return page
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  /** The tokens that the partner gets once the browser is back at its site. */
  const tokens = async (page: Page, { verifier, state }: Begun) => {
    await page.waitForURL(`${callback}**`)
    const answer = oauth.validateAuthResponse(server, client, new URL(page.url()), state)
    return oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(server, client, proof, answer, callback, verifier, insecure),
    )
  }
  const reached = async (token: string): Promise<string[]> => {
    const answer = await fetch(`${url}/v1/search`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'notion-version': '2026-03-11',
        'content-type': 'application/json',
      },
      body: '{}',
    })
    const { results } = (await answer.json()) as { results: { id: string }[] }
    return results.map(({ id }) => id).sort()
  }

  await t.test(
    'You’ll be asked to allow access; press Select pages, choose the pages, and then press Allow access',
    async (t) => {
      const begun = await begin()
      const page = await visit(t, 'owner', begun)
      await page.getByRole('heading', { name: 'Typeform would like to connect to Acme' }).waitFor()
      await page.getByText('No owner of Acme has approved it.').waitFor()
      for (const [link, address] of [
        ['Website', 'https://typeform.example/'],
        ['Privacy', 'https://typeform.example/privacy'],
        ['Terms', 'https://typeform.example/terms'],
      ]) {
        assert.equal(await page.getByRole('link', { name: link! }).getAttribute('href'), address)
      }
      await app.look(page, 'consent')
      await press(page, 'Select pages')

      await page.getByRole('checkbox', { name: 'Handbook' }).waitFor()
      assert.equal(await page.getByRole('checkbox', { name: 'Onboarding' }).count(), 0)
      await page.getByRole('checkbox', { name: 'Diary' }).check()
      await press(page, 'What is in Handbook')
      await page.getByRole('checkbox', { name: 'Onboarding' }).waitFor()
      assert.ok(await page.getByRole('button', { name: 'What is in Handbook' }).evaluate(isFocused))
      await page.getByRole('checkbox', { name: 'Onboarding' }).check()
      await page.getByText('and all below it').filter({ visible: true }).nth(1).waitFor()
      await press(page, 'What is in Onboarding')
      await page.getByText('included', { exact: true }).filter({ visible: true }).first().waitFor()
      await app.look(page, 'consent-picker')

      await page.getByLabel('Search').fill('proj')
      await page.getByRole('checkbox', { name: 'Projects' }).check()
      await page.getByText('and all its rows').waitFor()
      await app.look(page, 'consent-search')
      await page.getByLabel('Search').fill('')
      await page.getByRole('checkbox', { name: 'Onboarding' }).waitFor()
      assert.ok(await page.getByRole('checkbox', { name: 'Projects' }).isChecked(), 'it stays chosen')
      await press(page, 'Allow access')
      const { access_token } = await tokens(page, begun)
      const chosen = [pages.diary, pages.onboarding, pages.week, pages.projects, pages.source, pages.row]
      assert.deepEqual(
        (await reached(access_token)).filter((id) => id !== pages.source),
        chosen.filter((id) => id !== pages.source && id !== pages.projects).sort(),
      )
    },
  )

  await t.test(
    'Once you’ve completed the authentication, you’ll see this connection in Settings → Connections',
    async (t) => {
      const page = await app.open('owner', '/settings/connections')
      page.setDefaultTimeout(8000)
      t.after(() => page.context().close())
      const line = page.getByRole('list', { name: 'Connections' }).getByRole('listitem')
      await line
        .filter({ hasText: 'Typeform' })
        .getByText(/Added by The owner on/)
        .waitFor()
      await page.getByRole('button', { name: 'More about Typeform' }).click()
      for (const name of ['Visit developer’s website', 'Contact developer’s support', 'Disconnect']) {
        await page.getByRole('menuitem', { name }).waitFor()
      }
    },
  )

  await t.test(
    'Connections are workspace-specific! Click the workspace name at the top right to switch',
    async (t) => {
      const page = await visit(t, 'owner', await begin())
      await page.getByText('Workspace: Acme').click()
      await app.look(page, 'consent-switcher')
      await press(page, 'Analytical Engines')
      await page
        .getByRole('heading', { name: 'Typeform would like to connect to Analytical Engines' })
        .waitFor()
      await page.getByText('Workspace: Analytical Engines').click()
      await press(page, 'Acme')
      await page.getByRole('heading', { name: 'Typeform would like to connect to Acme' }).waitFor()
    },
  )

  await t.test('again, and pages are taken away', async (t) => {
    const begun = await begin()
    const page = await visit(t, 'owner', begun, {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    await page.getByText('It is connected already.').waitFor()
    await app.look(page, 'consent-again-phone-dark')
    await press(page, 'Select pages')
    assert.ok(await page.getByRole('checkbox', { name: 'Diary' }).isChecked())
    await page.getByRole('checkbox', { name: 'Diary' }).uncheck()
    await page.getByRole('checkbox', { name: 'Projects' }).uncheck()
    await app.look(page, 'consent-picker-phone-dark')
    await press(page, 'Allow access')
    const { access_token } = await tokens(page, begun)
    assert.deepEqual(await reached(access_token), [pages.onboarding, pages.week].sort())
  })

  await t.test('and hears that it was refused', async (t) => {
    const begun = await begin()
    const page = await visit(t, 'owner', begun)
    await press(page, 'Cancel')
    await page.waitForURL(`${callback}**`)
    assert.throws(
      () => oauth.validateAuthResponse(server, client, new URL(page.url()), begun.state),
      (error: oauth.AuthorizationResponseError) => error.error === 'access_denied',
    )
  })

  await t.test('in a page that no other site can put into a frame', async (t) => {
    const { address } = await begin()
    const page = await (await app.open('owner', '/login')).context().newPage()
    t.after(() => page.context().close())
    await page.route('https://evil.test/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${url}${address}"></iframe>` }),
    )
    await page.goto('https://evil.test/')
    assert.match(page.frames()[1]!.url(), /^chrome-error:/)
  })

  await t.test('where only what is approved may be added, and a member asks, waits and hears', async (t) => {
    const policy = { connections: { install: 'approved_only' } }
    assert.equal((await owner.patch(`${admin}/policy`, policy)).status, 200)
    const begun = await begin()
    const page = await visit(t, 'member', begun)
    await page.getByText('this is not one of them').waitFor()
    await page.getByLabel('What you need it for').fill('The survey of the spring')
    await app.look(page, 'consent-refused')
    await press(page, 'Request approval')
    await page.getByRole('heading', { name: 'An owner was asked' }).waitFor()
    await page.goto(url + begun.address)
    await page.getByText(/You asked the owners on .* None has answered yet/).waitFor()
    assert.equal(await page.getByRole('button', { name: /Ask|Request/ }).count(), 0)
    await app.look(page, 'consent-asked')

    const requests = await app.open('owner', '/settings/connections')
    t.after(() => requests.context().close())
    const answer = async (name: string) => {
      await requests.reload()
      await requests.getByRole('tab', { name: /Requests/ }).click()
      await requests.getByText(/The member asked on .*: The survey of the spring/).waitFor()
      await press(requests, name)
      await requests.getByText('Nobody is waiting for an answer').waitFor()
    }
    await answer('Deny Typeform')
    await page.reload()
    await page.getByText(/an owner decided not to approve it/).waitFor()
    await app.look(page, 'consent-denied')
    await page.getByLabel('What you need it for').fill('The survey of the spring, again')
    await press(page, 'Ask again')
    await answer('Approve Typeform')
    await page.goto(url + begun.address)
    await page.getByText('An owner of Acme approved it.').waitFor()
    await press(page, 'Select pages')
    await page.getByText('There is no page that you have full access to.').waitFor()
    await press(page, 'Allow access')
    assert.deepEqual(await reached((await tokens(page, begun)).access_token), [])
  })

  await t.test('and not of guests', async (t) => {
    const page = await visit(t, 'guest', await begin())
    await page.getByText('Ask an owner to make you a member').waitFor()
    await app.look(page, 'consent-guest')
  })
})

/** The address that browsers come back to. */
async function partnerSite(t: TestContext): Promise<string> {
  const site = createServer((_request, response) => response.end('Welcome back.'))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  t.after(() => site.close().closeAllConnections())
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/callback`
}

/** A second workspace that the owner is in. */
async function anotherWorkspace({ server }: TestWorkspace): Promise<void> {
  const name = 'Analytical Engines'
  const { id } = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name, settings: defaultSettings }),
  )
  const person = { name: 'The owner', email: 'owner@acme.test', role: 'member' } as const
  await inWorkspace(server, id, (context) => addPerson(context, person))
}

const isFocused = (element: unknown): boolean =>
  (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement === element

async function furnish({ acme }: ShownWebApp, callback: string) {
  await anotherWorkspace(acme)
  const owner = acme.as('owner')
  const made = async (path: string, body: object) => {
    const answer = await owner.post(path, body)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const page = async (parent: object, title: string, emoji?: string): Promise<string> =>
    (
      await made('/v1/pages', {
        parent,
        properties: { title: { title: [{ text: { content: title } }] } },
        ...(emoji && { icon: { emoji } }),
      })
    ).id
  const privately = { workspace: true }
  const diary = await page(privately, 'Diary', '🌿')
  const handbook = await page(privately, 'Handbook', '📗')
  const onboarding = await page({ page_id: handbook }, 'Onboarding', '👋')
  const week = await page({ page_id: onboarding }, 'First week')
  await page({ page_id: handbook }, 'How we decide')
  const projects = await made('/v1/databases', {
    parent: { page_id: handbook },
    title: [{ text: { content: 'Projects' } }],
    initial_data_source: { properties: { Name: { title: {} } } },
  })
  const source = projects.data_sources[0].id as string
  const row = await page({ data_source_id: source }, 'Ship it')
  const partner = await made(`/admin/v1/spaces/${acme.id}/connections`, {
    name: 'Typeform',
    kind: 'public',
    developer_name: 'Typeform, Inc.',
    website_url: 'https://typeform.example/',
    privacy_url: 'https://typeform.example/privacy',
    terms_url: 'https://typeform.example/terms',
    support_url: 'https://typeform.example/help',
    redirect_uris: [callback],
    capabilities: { content: ['read', 'insert'], user_info: 'no_email' },
  })
  return { partner, pages: { diary, onboarding, week, projects: projects.id as string, source, row } }
}
