import type { Asked, Identity, IdentityProvider } from '#server/adapters/identity-provider.ts'
import { ProviderFailed } from '#server/adapters/identity-provider.ts'
import { insertSignInRequest, takeSignInRequest } from '#server/store/sign-in-requests.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { countAttempt } from './attempts.ts'

/** How long somebody may take at their provider, in milliseconds. */
const PATIENCE = 10 * 60_000

/** The address where answers of a provider arrive; it is registered there. */
export const callbackOf = (
  { baseUrl }: Pick<Installation, 'baseUrl'>,
  { settings }: IdentityProvider,
): string => `${baseUrl()}/login/oidc/${settings.id}/callback`

/**
 * Sends a browser to a provider, which is asked who is there.
 *
 * @param browser a secret that the browser keeps: the answer is taken from it alone.
 * @param next where to go afterwards, an address on this server.
 * @returns where to send it.
 */
export async function askProvider(
  installation: Installation,
  provider: IdentityProvider,
  { browser, next, address }: { browser: string; next: string; address: string },
): Promise<string> {
  const { store, surroundings, secrets } = installation
  await countAttempt(installation, { kind: 'provider', address })
  const { url, asked } = await provider.ask(callbackOf(installation, provider)).catch(inWords(provider))
  const now = surroundings.now()
  const row = {
    state_hash: hashOfToken(asked.state),
    browser_hash: hashOfToken(browser),
    provider: provider.settings.id,
    sealed: secrets.seal(JSON.stringify(asked)),
    next,
    expires_time: now + PATIENCE,
  }
  await store.transaction((db) => insertSignInRequest(db, row, now))
  return url
}

/**
 * Whom the answer of a provider names. What was asked is spent by it, whatever comes of it: no answer counts twice,
 * and none that another browser, another provider or nobody asked for.
 *
 * @param query of the address at which the browser came back.
 */
export async function hearProvider(
  installation: Installation,
  provider: IdentityProvider,
  { query, browser, address }: { query: string; browser: string | null; address: string },
): Promise<{ identity: Identity; next: string }> {
  const { store, surroundings, secrets } = installation
  const wasRight = await countAttempt(installation, { kind: 'provider', address })
  const answer = new URL(`${callbackOf(installation, provider)}?${query}`)
  const state = answer.searchParams.get('state') ?? ''
  const row = await store.transaction((db) => takeSignInRequest(db, hashOfToken(state)))
  const isOurs =
    row?.provider === provider.settings.id &&
    row.expires_time > surroundings.now() &&
    browser !== null &&
    row.browser_hash === hashOfToken(browser)
  if (row === undefined || !isOurs) throw notAsked(provider)
  const asked = JSON.parse(secrets.open(row.sealed)) as Asked
  const identity = await provider.identify(answer, asked).catch(inWords(provider))
  await wasRight()
  return { identity, next: row.next }
}

const notAsked = ({ settings: { name } }: IdentityProvider): Problem =>
  new Problem(
    'unauthenticated',
    `This answer of ${name} belongs to no sign-in of this browser, or to one that is over. Begin again.`,
  )

/** What somebody is told when a provider did not vouch for them, and what they can do. */
function inWords({ settings: { name } }: IdentityProvider): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ProviderFailed)) throw error
    const { why, message } = error
    if (why === 'unreachable') {
      throw new Problem(
        'unavailable',
        `${name} cannot be asked at the moment. Try again later, or come in by another way. (${message})`,
      )
    }
    if (why === 'declined') {
      throw new Problem(
        'unauthenticated',
        `${name} did not let you through (${message}). Begin again, or come in by another way.`,
      )
    }
    throw new Problem(
      'unauthenticated',
      `What ${name} answered is not to be believed: ${message}. Begin again; if that does not help, tell whoever runs this server.`,
    )
  }
}
