import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { makeDns } from '#server/adapters/dns.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { dnsServer } from '#test/dns-server.ts'
import { realIdentityProvider } from '#test/saml/real-identity-provider.ts'
import { type ShownWebApp, showWebApp } from '#test/web-app.ts'

const phone = { viewport: { width: 360, height: 740 } }

test('identity and provisioning in the web app', async (t) => {
  const app = await showWebApp(t)
  const { acme, url } = app
  const owner = acme.as('owner')
  const admin = `/admin/v1/spaces/${acme.id}`
  const dns = await dnsServer(t)
  Object.assign(acme.server, { dns: makeDns([dns.address]) })
  const screen = async (
    name: string,
    tab: string,
    work: (page: Page) => Promise<void>,
    options: Parameters<ShownWebApp['open']>[2] = {},
  ) =>
    t.test(name, async () => {
      const page = await app.open('owner', '/settings/identity', options)
      await page.getByRole('tab', { name: tab }).click()
      await work(page)
      await page.context().close()
    })

  await screen('prove a domain by a record in DNS', 'Domains', async (page) => {
    await page.getByText('No domains yet').waitFor()
    await app.look(page, 'identity-domains-empty')
    await page.getByRole('button', { name: 'Add domain' }).click()
    await page.getByText('Give the domain, such as acme.com.').waitFor()
    await page.getByLabel('Domain', { exact: true }).fill('bücher.example')
    await page.getByRole('button', { name: 'Add domain' }).click()
    const line = page.getByRole('list', { name: 'Domains' }).getByRole('listitem')
    await line.getByText('waits for its record').waitFor()
    await line.getByRole('button', { name: 'Copy Value' }).waitFor()
    await line.getByRole('button', { name: 'Check now: bücher.example' }).click()
    await page.getByText('The record is not there yet.').waitFor()
    await app.look(page, 'identity-domain-pending')
    const [{ record }] = (await owner.get(`${admin}/domains`)).body.results
    dns.records.set(record.name, [record.value])
    await line.getByRole('button', { name: 'Check now: bücher.example' }).click()
    await line.getByText('verified', { exact: true }).waitFor()
    await line.getByRole('button', { name: 'Remove bücher.example' }).click()
    await page.getByRole('dialog').getByText('They stay members.').waitFor()
    await app.look(page, 'identity-domain-remove')
  })

  await screen(
    'give a directory its token, once, and warn where there is no single sign-on',
    'Provisioning',
    async (page) => {
      await page.getByText('No directory comes here').waitFor()
      await page.getByRole('button', { name: 'New token' }).click()
      await page.getByLabel('Name').fill('okta')
      await page.getByLabel('It ends').selectOption({ label: 'In a year' })
      await app.look(page, 'scim-new-token')
      await page.getByRole('button', { name: 'Create' }).click()
      const token = (await page
        .getByRole('dialog')
        .getByText(/^octs_/)
        .textContent())!
      await app.look(page, 'scim-token-once')
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByText('A directory brings people, and single sign-on is off').waitFor()

      // What the directory does, and what somebody changes behind its back, shows without reload.
      const scim = async (method: string, path: string, body: object) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
        const answer = await fetch(`${url}/scim/v2${path}`, { method, headers, body: JSON.stringify(body) })
        return (await answer.json()) as { id: string }
      }
      const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User']
      const grace = {
        schemas,
        userName: 'grace@acme.test',
        name: { givenName: 'Grace', familyName: 'Hopper' },
      }
      const { id } = await scim('POST', '/Users', grace)
      await scim('POST', '/Users', grace)
      await owner.patch(`${admin}/users/${id}`, { name: 'Amazing Grace' })
      const conflicts = page.getByRole('list', { name: 'Conflicts' })
      await conflicts.getByText('Amazing Grace: name').waitFor()
      await conflicts.getByText('okta says Grace Hopper, here it is Amazing Grace').waitFor()
      await app.look(page, 'scim-provisioning')
      await conflicts.getByRole('button', { name: /Take the directory’s value/ }).click()
      await page.getByText('Where people and directories disagree').waitFor({ state: 'detached' })
      assert.equal((await owner.get(`${admin}/users/${id}`)).body.name, 'Grace Hopper')

      const requests = page.getByRole('list', { name: 'Requests of directories' })
      await page.getByLabel('Answer').selectOption({ label: 'Refused' })
      await requests.getByText('409').waitFor()
      await page.getByLabel('Answer').selectOption({ label: 'Done' })
      await requests.getByRole('button', { name: 'POST /Users' }).click()
      await requests.getByRole('cell', { name: 'userName' }).waitFor()
      await app.look(page, 'scim-request')

      await page.getByRole('button', { name: /^Rotate okta/ }).click()
      await page
        .getByRole('dialog', { name: 'Another token of okta' })
        .getByRole('button', { name: 'Create' })
        .click()
      await page.getByRole('button', { name: 'Done' }).click()
      const tokens = page.getByRole('list', { name: 'SCIM tokens' })
      await tokens.getByRole('listitem').nth(1).waitFor()
      await tokens
        .getByRole('button', { name: /^Revoke okta/ })
        .first()
        .click()
      await page.getByRole('dialog').getByText('stay managed by okta').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
      await tokens.getByRole('listitem').nth(1).waitFor({ state: 'detached' })
      await owner.post(`${admin}/scim_tokens`, { name: 'entra' })
      await tokens.getByText('entra', { exact: true }).waitFor()
      await page
        .getByLabel('Whom directories may bring')
        .selectOption({ label: 'Only people of verified domains' })
      await page.getByText('The rule holds from now on.').waitFor()
      assert.equal((await owner.get(`${admin}/policy`)).body.scim.domains, 'verified')
    },
  )

  await screen(
    'set SAML up, try it at a real identity provider, and enforce it',
    'Single sign-on',
    async (page) => {
      await page.getByText('No domain is verified yet.').waitFor({ state: 'detached' })
      await acme.do((context) => trustDomain(context, 'acme.test'))
      const idp = await realIdentityProvider(t, {
        id: 'member@acme.test',
        emails: [{ value: 'member@acme.test' }],
        displayName: 'Mem Ber',
        name: { givenName: 'Mem', familyName: 'Ber' },
      })
      idp.acs = (await owner.get(`${admin}/saml`)).body.service_provider.acs_url
      await page.getByText(idp.acs, { exact: true }).waitFor()
      await app.look(page, 'saml-empty')
      await page.getByRole('tab', { name: 'As text or file' }).click()
      const metadata = await (await fetch(`${idp.url}/metadata`)).text()
      const file = { name: 'metadata.xml', mimeType: 'text/xml', buffer: Buffer.from('<html/>') }
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByRole('button', { name: 'Use this metadata' }).click()
      await page.getByText(/its root should be an EntityDescriptor/).waitFor()
      await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(metadata) })
      await page.getByRole('button', { name: 'Use this metadata' }).click()
      await page
        .getByRole('list', { name: 'Certificates' })
        .getByText(/^Valid /)
        .waitFor()

      await page.getByLabel('Groups', { exact: true }).fill('teams')
      await page.getByRole('button', { name: 'Save names' }).click()
      await page.getByLabel('Who signs in for the first time becomes a member').check()
      await page.getByLabel('They come as').selectOption({ label: 'Restricted member' })
      await page.getByLabel('People can sign in with the company').check()
      await page.getByText('People can sign in with the company.', { exact: true }).waitFor()

      await page.getByRole('button', { name: 'Test sign-in' }).click()
      const [trying] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: 'Open the test sign-in' }).click(),
      ])
      await trying.getByRole('heading', { name: 'The test went well' }).waitFor()
      await trying.close()
      await page.getByText('It would sign in Mem Ber').waitFor()
      await page.getByRole('cell', { name: 'Mem Ber' }).first().waitFor()
      await app.look(page, 'saml-tested', /400/)

      await page.getByText(/It can be enforced once a break-glass owner is named/).waitFor()
      await page.getByLabel(/^The owner/).check()
      await page.getByRole('button', { name: 'Enforce…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Enforce single sign-on?' })
      await dialog.getByText(/never signed in with the company/).waitFor()
      await dialog.getByText('Any way in stays open to The owner.').waitFor()
      await app.look(page, 'saml-enforce')
      await dialog.getByRole('button', { name: 'Enforce' }).click()
      await page.getByRole('button', { name: 'Stop enforcing' }).waitFor()
      const { body } = await owner.get(`${admin}/saml`)
      assert.deepEqual(
        [body.enforced, body.default_role, body.groups.attribute],
        [true, 'restricted_member', 'teams'],
      )
      await page.getByRole('button', { name: 'Stop enforcing' }).click()
      await page.getByRole('button', { name: 'Enforce…' }).waitFor()
    },
  )

  await screen('ask for two factors, and sign everybody out', 'Sign-in', async (page) => {
    await page.getByLabel('People come in with').selectOption({ label: 'Two factors only' })
    await page.getByRole('dialog').getByText('You need one yourself first.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Ask for two factors' }).click()
    await page.getByText('You signed in with one factor yourself.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'End everyone’s sessions' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click()
    await page.getByText(/^(Nobody else was|Everybody else is) signed/).waitFor()
    await app.look(page, 'sign-in-rules', /409/)
  })

  await screen(
    'fit on a phone, light and dark',
    'Single sign-on',
    async (page) => {
      await page.getByText('The settings were changed since').or(page.getByText('Tried')).first().waitFor()
      await app.look(page, 'saml-phone')
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.getByRole('tab', { name: 'Provisioning' }).click()
      await page.getByRole('list', { name: 'SCIM tokens' }).waitFor()
      await app.look(page, 'scim-phone-dark')
    },
    phone,
  )
})
