/** A provider of identities by OpenID Connect, of which this server is a client. */
import type { ClientAuth, Configuration, CustomFetchOptions } from 'openid-client'
import type { Outgoing } from './outgoing-http.ts'
import { UnreachableAddress } from './walls.ts'

/** What the operator says of a provider. */
export interface ProviderSettings {
  /** In addresses of this server. */
  id: string
  /** On its button. */
  name: string
  issuer: string
  clientId: string
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null
  /** Domains of the e-mails that may come in by it; null for any. */
  domains: readonly string[] | null
  /** The id of the workspace that whoever comes in by it becomes a member of; null for none. */
  join: string | null
  /** Whether its e-mails count as verified although it does not say so, as Entra ID does not. */
  trustsEmail: boolean
}

/** What an answer is checked by; kept until it comes. */
export interface Asked {
  state: string
  nonce: string
  verifier: string
}

/** Whom a provider vouches for. */
export interface Identity {
  issuer: string
  subject: string
  email: string | null
  isEmailVerified: boolean
  name: string | null
  /** Whether it says that it asked for several factors (`mfa` of RFC 8176). */
  isStrong: boolean
}

export interface IdentityProvider {
  settings: ProviderSettings
  /**
   * Where to send a browser, and what its answer will be checked by.
   *
   * @throws `ProviderFailed`
   */
  ask(redirectUri: string): Promise<{ url: string; asked: Asked }>
  /**
   * Whom an answer names, everything about it having been checked: state, issuer (RFC 9207), code with PKCE, and of
   * the ID token signature, issuer, audience, times and nonce (OpenID Connect Core section 3.1.3.7).
   *
   * @param answer the address at which the browser came back, with its query.
   * @throws `ProviderFailed`
   */
  identify(answer: URL, asked: Asked): Promise<Identity>
}

/** Why a provider did not vouch for anybody: it does not answer, it declined, or what it said is not to be believed. */
export class ProviderFailed extends Error {
  readonly why: 'unreachable' | 'declined' | 'wrong'

  constructor(why: ProviderFailed['why'], detail: string, cause?: unknown) {
    super(detail, { cause })
    this.why = why
  }
}

/** Milliseconds for which what a provider says of itself is remembered. */
const DISCOVERED_FOR = 60 * 60_000

/** The library is loaded with the first sign-in. */
export function openProvider(settings: ProviderSettings, outgoing: Outgoing): IdentityProvider {
  let known: { configuration: Promise<Configuration>; until: number } | null = null

  function discovered(): Promise<Configuration> {
    const now = performance.now()
    if (known === null || known.until <= now) {
      const configuration = discover(settings, outgoing)
      known = { configuration, until: now + DISCOVERED_FOR }
      // What failed is asked again at the next sign-in.
      configuration.catch(() => {
        known = null
      })
    }
    return known.configuration
  }

  return {
    settings,
    ask: (redirectUri) =>
      failing('unreachable', async () => {
        const configuration = await discovered()
        const client = await import('openid-client')
        const asked = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        }
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: 'openid email profile',
          state: asked.state,
          nonce: asked.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
          code_challenge_method: 'S256',
        })
        return { url: url.href, asked }
      }),
    identify: (answer, { state, nonce, verifier }) =>
      failing('wrong', async () => {
        const configuration = await discovered()
        const client = await import('openid-client')
        const tokens = await client.authorizationCodeGrant(configuration, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const { iss, sub, ...claims } = tokens.claims()!
        // Some tell the e-mail only to who asks for it.
        const { userinfo_endpoint } = configuration.serverMetadata()
        const more =
          claims.email === undefined && userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, sub)
            : {}
        const { email, email_verified, name } = { ...more, ...claims } as Record<string, unknown>
        return {
          issuer: iss,
          subject: sub,
          email: typeof email === 'string' ? email : null,
          isEmailVerified: email_verified === true || settings.trustsEmail,
          name: typeof name === 'string' ? name : null,
          isStrong: Array.isArray(claims.amr) && claims.amr.includes('mfa'),
        }
      }),
  }
}

async function discover(settings: ProviderSettings, outgoing: Outgoing): Promise<Configuration> {
  const client = await import('openid-client')
  const { issuer, clientId, clientSecret } = settings
  const isPlain = new URL(issuer).protocol === 'http:'
  return client.discovery(new URL(issuer), clientId, undefined, authentication(client, clientSecret), {
    // Also the signature, although the token comes from the provider itself.
    execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    timeout: 10,
    [client.customFetch]: (url: string, { method, headers, body, signal }: CustomFetchOptions) =>
      outgoing.fetch(url, { method, headers, signal, body: body == null ? undefined : String(body) }),
  })
}

/** By the way of authentication that the provider takes; by `client_secret_basic` where it does not say (RFC 8414). */
function authentication(client: typeof import('openid-client'), secret: string | null): ClientAuth {
  if (secret === null) return client.None()
  const [post, basic] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)]
  return (server, ...request) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ? post : basic)(
      server,
      ...request,
    )
}

async function failing<T>(otherwise: ProviderFailed['why'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toFailure(error as Error & { error?: string }, otherwise)
  }
}

/** The errors of the library say what was wrong, and no secrets. */
function toFailure(error: Error & { error?: string }, otherwise: ProviderFailed['why']): ProviderFailed {
  const cause = error.cause as Error | undefined
  if (error instanceof UnreachableAddress || cause instanceof UnreachableAddress) {
    return new ProviderFailed('unreachable', (cause ?? error).message, error)
  }
  if (error.name === 'AuthorizationResponseError') {
    return new ProviderFailed('declined', error.error ?? 'error', error)
  }
  return new ProviderFailed(otherwise, error.message, error)
}
