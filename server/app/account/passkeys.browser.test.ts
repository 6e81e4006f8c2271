import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { setPassword } from '#server/domain/accounts/set-password.ts'
import { addPerson } from '#server/domain/users/create.ts'
import { createWorkspace } from '#server/domain/workspaces/create.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import { openBrowser } from '#test/browser.ts'
import { emptyServer } from '#test/empty-server.ts'
import { testStores } from '#test/stores.ts'

const ada = { name: 'Ada Lovelace', email: 'ada@acme.test', password: 'correct horse battery' }

test('a passkey is added at /account, signs in, confirms, and works no more once it is removed', async (t) => {
  const server = await emptyServer(t, testStores[0]!)
  const { id } = await server.store.transaction((db) =>
    createWorkspace(db, server.surroundings, { name: 'Acme', settings: defaultSettings }),
  )
  await inWorkspace(server, id, (context) =>
    addPerson(context, { name: ada.name, email: ada.email, role: 'owner' }),
  )
  await setPassword(server, ada)
  const address = await server.listen(buildApp(server))
  server.reachAt(address.replace('127.0.0.1', 'localhost'))

  const browser = await openBrowser(t)
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } })
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text())
  })
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })

  await page.goto(`${server.baseUrl()}/login?next=/account`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('Name of a new passkey').fill('Laptop')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('The passkey was added.').waitFor()
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId })
  assert.deepEqual(
    credentials.map(({ isResidentCredential, rpId }) => [isResidentCredential, rpId]),
    [[true, 'localhost']],
  )
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('This device has a passkey for your account already.').waitFor()

  const signOut = async () => {
    await page.goto(`${server.baseUrl()}/workspace`)
    await page.getByRole('button', { name: 'Sign out' }).click()
  }
  await signOut()
  await page.goto(`${server.baseUrl()}/login?next=/account`)
  // Nothing is pressed: the browser offers it where the e-mail is typed.
  await page.getByText('by a passkey, with two factors').waitFor()
  await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false')

  server.wait(60 * 60_000)
  await page.getByText('Laptop', { exact: true }).click()
  await page.getByLabel('New name of Laptop').fill('Old laptop')
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('button', { name: 'Confirm with a passkey' }).click()
  await page.getByRole('heading', { name: 'Your account' }).waitFor()
  await page.getByText('Laptop', { exact: true }).click()
  await page.getByLabel('New name of Laptop').fill('Old laptop')
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByText('Old laptop').waitFor()

  // A copy of the device that has been used less often than the device itself.
  await server.store.transaction((db) => db.run('update account_passkeys set counter = 1000', []))
  await signOut()
  await page.goto(`${server.baseUrl()}/login`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('alert').waitFor()
  await server.store.transaction((db) => db.run('update account_passkeys set counter = 0', []))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Acme' }).waitFor()

  await page.goto(`${server.baseUrl()}/account`)
  await page.getByRole('button', { name: 'Remove Old laptop' }).click()
  await page.getByText('The passkey was removed.').waitFor()
  await signOut()
  await page.goto(`${server.baseUrl()}/login`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('This passkey is not known here.').waitFor()
  assert.deepEqual(refused, [])
})
