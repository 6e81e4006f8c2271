import { randomBytes } from 'node:crypto'
import type { Db } from '#server/store/dialects/dialect.ts'
import { putOnce, readOnce, takeOnce } from '#server/store/saml.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { type Assertion, CLOCK_SKEW, readAssertion } from './assertion.ts'
import { type BegunSignIn, noSaml } from './begin.ts'
import { SamlRefusal } from './refusal.ts'
import { type ResponseShape, shapeOf } from './response.ts'
import { readSaml, type SamlSettings, serviceProviderOf } from './settings.ts'
import { signedAssertion } from './signed.ts'

/** An assertion that was found good, until the browser that brought it comes back with its cookies. */
export interface Arrival {
  assertion: Assertion
  /** Hash of what the browser has in a cookie that began it here; null where the identity provider began. */
  browser: string | null
  next: string
  isTest: boolean
}

/** What an identity provider lets a browser post (saml-bindings section 3.5). */
export interface Posted {
  samlResponse: string
  relayState: string
}

/** How long a browser may take to come back, in milliseconds. */
const ARRIVAL_LASTS = 5 * 60_000

/** What is kept of an address that came from elsewhere. */
const LONGEST_NEXT = 2000

/** The sign-in that an answer belongs to, by what came back with it; null for one that was not begun here. */
export async function begunSignIn(
  { store, surroundings }: Installation,
  workspaceId: string,
  relayState: string,
): Promise<BegunSignIn | null> {
  const row = await readOnce(store.reader, 'request', hashOfToken(relayState), surroundings.now())
  return row?.workspace_id === workspaceId ? (JSON.parse(row.data) as BegunSignIn) : null
}

/**
 * Looks at the answer of an identity provider. Nobody is signed in yet: a post from another site brings no cookies, so
 * whether this is the browser that asked is seen when it comes back with the token.
 *
 * @returns the token.
 * @throws `SamlRefusal`; `absent` where nobody can sign in so.
 */
export async function receiveResponse(
  installation: Installation,
  workspaceId: string,
  posted: Posted,
  begun: BegunSignIn | null,
): Promise<string> {
  const { store } = installation
  const now = installation.surroundings.now()
  const settings = await readSaml(store.reader, workspaceId)
  if (settings?.provider == null || !(settings.enabled || begun?.isTest)) throw noSaml()
  const { assertion, shape } = await verifiedAssertion(installation, settings, posted)
  if (!(await store.transaction((db) => isFirst(db, workspaceId, assertion, now)))) {
    throw new SamlRefusal('replayed')
  }
  requireAsked(settings, assertion, shape, begun)

  const token = randomBytes(32).toString('base64url')
  const arrival: Arrival =
    begun === null
      ? { assertion, browser: null, next: posted.relayState.slice(0, LONGEST_NEXT), isTest: false }
      : { assertion, browser: begun.browser, next: begun.next, isTest: begun.isTest }
  await store.transaction(async (db) => {
    const isSpent = begun !== null && !(await takeOnce(db, 'request', hashOfToken(posted.relayState), now))
    if (isSpent) throw new SamlRefusal('unknown_request')
    const row = {
      kind: 'arrival' as const,
      hash: hashOfToken(token),
      workspace_id: workspaceId,
      data: JSON.stringify(arrival),
      expires_time: now + ARRIVAL_LASTS,
    }
    await putOnce(db, row, now)
  })
  return token
}

async function verifiedAssertion(
  { surroundings, baseUrl }: Installation,
  { workspaceId, provider, allowSha1 }: SamlSettings,
  { samlResponse }: Posted,
): Promise<{ assertion: Assertion; shape: ResponseShape }> {
  const xml = Buffer.from(samlResponse, 'base64').toString('utf8')
  const shape = shapeOf(xml, { allowSha1 })
  const { entityId, acsUrl } = serviceProviderOf(baseUrl(), workspaceId)
  const signed = await signedAssertion(samlResponse, provider!.certificates, shape)
  // An answer that is signed has to say where it goes (saml-bindings section 3.5.5.2).
  const isAstray = shape.destination === null ? shape.isResponseSigned : shape.destination !== acsUrl
  if (isAstray) throw new SamlRefusal('wrong_destination')
  const assertion = readAssertion(signed, {
    issuer: provider!.entityId,
    audience: entityId,
    recipient: acsUrl,
    now: surroundings.now(),
  })
  return { assertion, shape }
}

/** Remembers an assertion for as long as it could be used again. */
const isFirst = (
  db: Db,
  workspaceId: string,
  { id, issuer, expiresTime }: Assertion,
  now: number,
): Promise<boolean> =>
  putOnce(
    db,
    {
      kind: 'assertion',
      hash: hashOfToken(JSON.stringify([workspaceId, issuer, id])),
      workspace_id: workspaceId,
      data: '{}',
      expires_time: expiresTime + CLOCK_SKEW + 1,
    },
    now,
  )

/** An answer names the request it answers, in what is signed; one to no request is taken only where that is allowed. */
function requireAsked(
  { allowIdpInitiated }: SamlSettings,
  assertion: Assertion,
  shape: ResponseShape,
  begun: BegunSignIn | null,
): void {
  const named = assertion.inResponseTo ?? (shape.isResponseSigned ? shape.inResponseTo : null)
  const isConsistent = shape.inResponseTo === null || shape.inResponseTo === named
  if (begun !== null) {
    if (named !== begun.id || !isConsistent) throw new SamlRefusal('unknown_request')
    return
  }
  if (named !== null || !isConsistent) throw new SamlRefusal('unknown_request')
  if (!allowIdpInitiated) throw new SamlRefusal('unsolicited')
}
