import { randomBytes } from 'node:crypto'
import { putOnce, readOnce } from '#server/store/saml.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import type { Context } from '../context.ts'
import { type IdentityProvider, readSaml, serviceProviderOf } from './settings.ts'

/** A sign-in that was begun here, until the identity provider has answered. */
export interface BegunSignIn {
  /** The id of the request, which the answer has to name. */
  id: string
  /** Hash of what the browser keeps in a cookie. */
  browser: string
  /** Where on this server it leads; any text. */
  next: string
  isTest: boolean
}

/** How long somebody may take at their identity provider, in milliseconds. */
const REQUEST_LASTS = 15 * 60_000

/** How long a test can be begun, in milliseconds. */
const TEST_LASTS = 60 * 60_000

export interface Beginning {
  next: string
  /** What the browser keeps in a cookie. */
  browser: string
  /** Of a link to a test. */
  test: string | null
  /** Whether somebody who is signed in there shall prove anew who they are. */
  isAgain: boolean
}

/**
 * Begins a sign-in: the address of the identity provider to send the browser to (saml-bindings section 3.4).
 *
 * @throws `absent` where nobody can sign in so, or the test is over.
 */
export async function beginSignIn(
  { store, surroundings, baseUrl }: Installation,
  workspaceId: string,
  { next, browser, test, isAgain }: Beginning,
): Promise<string> {
  const now = surroundings.now()
  const isTest = test !== null && (await isOpenTest(store.reader, workspaceId, test, now))
  const settings = await readSaml(store.reader, workspaceId)
  const provider = settings?.provider ?? null
  if (provider === null || !(settings!.enabled || isTest)) throw noSaml()
  if (test !== null && !isTest) throw new Problem('absent', 'This test is over. Begin another one.')

  const id = `_${randomBytes(20).toString('hex')}`
  const relayState = randomBytes(24).toString('base64url')
  const begun: BegunSignIn = { id, browser: hashOfToken(browser), next, isTest }
  await store.transaction((db) =>
    putOnce(
      db,
      {
        kind: 'request',
        hash: hashOfToken(relayState),
        workspace_id: workspaceId,
        data: JSON.stringify(begun),
        expires_time: now + REQUEST_LASTS,
      },
      now,
    ),
  )
  return addressOf(provider, baseUrl(), workspaceId, { id, relayState, isAgain })
}

async function isOpenTest(
  db: Installation['store']['reader'],
  workspaceId: string,
  test: string,
  now: number,
): Promise<boolean> {
  const found = await readOnce(db, 'test', hashOfToken(test), now)
  return found?.workspace_id === workspaceId
}

async function addressOf(
  { ssoUrl, certificates }: IdentityProvider,
  baseUrl: string,
  workspaceId: string,
  { id, relayState, isAgain }: { id: string; relayState: string; isAgain: boolean },
): Promise<string> {
  const { SAML } = await import('@node-saml/node-saml')
  const { entityId, acsUrl } = serviceProviderOf(baseUrl, workspaceId)
  const saml = new SAML({
    issuer: entityId,
    callbackUrl: acsUrl,
    entryPoint: ssoUrl,
    idpCert: [...certificates],
    generateUniqueId: () => id,
    forceAuthn: isAgain,
    // How people prove themselves, and by what they are named, is for the identity provider to say.
    disableRequestedAuthnContext: true,
    identifierFormat: null,
  })
  return saml.getAuthorizeUrlAsync(relayState, undefined, {})
}

export const noSaml = (): Problem =>
  new Problem('absent', 'There is no sign-in with the company at this address.')

/** Makes a link under which a sign-in is tried, whether or not anybody can sign in so yet. Nobody is signed in by it. */
export async function offerTest(
  { db, workspace, now, baseUrl }: Context,
  _administration: Administration<'owners'>,
): Promise<{ loginUrl: string; expiresTime: number }> {
  const settings = await readSaml(db, workspace.id)
  if (settings?.provider == null) {
    throw new Problem(
      'conflict',
      'There is no metadata of an identity provider yet, so nothing can be tested.',
    )
  }
  const token = randomBytes(24).toString('base64url')
  const expiresTime = now + TEST_LASTS
  const hash = hashOfToken(token)
  await putOnce(
    db,
    { kind: 'test', hash, workspace_id: workspace.id, data: '{}', expires_time: expiresTime },
    now,
  )
  return { loginUrl: `${serviceProviderOf(baseUrl, workspace.id).loginUrl}?test=${token}`, expiresTime }
}
