/** A real browser, and an identity provider at another site. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { trustDomain } from '#server/domain/domains/add.ts'
import { openBrowser } from '#test/browser.ts'
import { realIdentityProvider } from '#test/saml/real-identity-provider.ts'
import { testStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

test('people sign in with their company: tried, begun here and there, for the first time, and in no other way', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const address = await acme.listen()
  await acme.do((context) => trustDomain(context, 'acme.test'))
  const owner = acme.as('owner')
  const path = `/admin/v1/spaces/${acme.id}/saml`
  const idp = await realIdentityProvider(t, {
    id: 'grace@acme.test',
    emails: [{ value: 'grace@acme.test' }],
    displayName: 'Grace',
    name: { givenName: 'Grace', familyName: 'Hopper' },
  })
  const metadata = await (await fetch(`${idp.url}/metadata`)).text()
  const set = await owner.put(path, {
    metadata_xml: metadata,
    enabled: true,
    just_in_time: true,
    allow_idp_initiated: true,
    break_glass: [owner.userId],
  })
  assert.equal(set.status, 200, set.body.message)
  const { service_provider: provider } = set.body
  idp.acs = provider.acs_url

  const browser = await openBrowser(t)
  const open = async () => (await browser.newContext({ viewport: { width: 900, height: 800 } })).newPage()

  // An owner tries it before anybody signs in.
  const trying = await open()
  await trying.goto((await owner.post(`${path}/test`)).body.login_url)
  await trying.getByRole('heading', { name: 'The test went well' }).waitFor()
  await trying.getByText('Grace Hopper', { exact: true }).waitFor()
  assert.equal((await owner.get(path)).body.last_test.passed, true)
  await trying.goto(address)
  await trying.getByRole('link', { name: 'Sign in' }).waitFor()

  // She begins here, at the sign-in page, and is new.
  const grace = await open()
  await grace.goto(`${address}/login?next=/healthz`)
  await grace.getByLabel('E-mail').fill('grace@acme.test')
  await grace.getByRole('button', { name: 'Sign in with your company' }).click()
  await grace.waitForURL(`${address}/healthz`)
  await grace.goto(address)
  await grace.getByText('Grace Hopper').waitFor()

  // She begins at the portal of her company.
  const portal = await open()
  await portal.goto(idp.tile(provider, '/healthz'))
  await portal.getByRole('heading', { name: 'Sign in to Acme' }).waitFor()
  await portal.getByRole('button', { name: 'Sign in' }).click()
  await portal.waitForURL(`${address}/healthz`)

  // From now on there is no other way, but for the owner.
  await setPassword(acme.server, {
    name: 'Grace',
    email: 'grace@acme.test',
    password: 'correct horse battery',
  })
  const enforced = await owner.put(path, { enforced: true })
  assert.equal(enforced.status, 200, enforced.body.message)
  const other = await open()
  await other.goto(`${address}/login`)
  await other.getByLabel('E-mail').fill('grace@acme.test')
  await other.getByLabel('Password').fill('correct horse battery')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await other.getByText('in no other way').waitFor()
  await other.getByRole('link', { name: 'Sign in with your company' }).click()
  await other.getByText('Grace Hopper').waitFor()

  // An answer of the identity provider that another site posts signs nobody in by itself.
  idp.user = { ...idp.user, id: 'suspended@elsewhere.test', emails: [{ value: 'mallory@elsewhere.test' }] }
  await portal.goto(idp.tile(provider, ''))
  await portal.getByRole('button', { name: 'Sign in' }).click()
  await portal.getByText('not in a domain of this workspace').waitFor()
})
