/** A provider of identities in this process: oidc-provider, at an https address that only tests trust. */
import { randomBytes } from 'node:crypto'
import { request } from 'node:https'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import type { ProviderSettings } from '#server/adapters/identity-provider.ts'
import { certificate, serveHttps } from './https.ts'

/** Somebody whom the provider knows. */
export interface Known {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

export interface TestProvider {
  settings: ProviderSettings
  /** Who is at the browser; null refuses. */
  is(person: Known | null): void
  /** Follows an address at the provider, as a browser would, until it leads away; where to. */
  follow(url: string): Promise<string>
  /** An ID token as the provider signs it. */
  sign(claims: JWTPayload): Promise<string>
}

/** @param callback where Octavo hears its answers. */
export async function identityProvider(
  t: { after(work: () => Promise<void> | void): void },
  callback: string,
  changes: Partial<ProviderSettings> = {},
): Promise<TestProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'key', alg: 'RS256', use: 'sig' }
  let answer: (...parts: Parameters<ReturnType<Provider['callback']>>) => void = () => {}
  const { url: issuer } = await serveHttps(t, (request, response) =>
    answer(request as never, response as never),
  )
  let person: Known | null = null
  const secret = randomBytes(32).toString('hex')
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'octavo', client_secret: secret, redirect_uris: [callback] }],
    jwks: { keys: [key as never] },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...person, sub }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next()
    const result =
      person === null
        ? { error: 'access_denied', error_description: 'It was refused' }
        : { login: { accountId: person.sub } }
    await provider.interactionFinished(context.req, context.res, result)
    context.respond = false
  })
  answer = provider.callback()

  return {
    settings: {
      id: 'acme',
      name: 'Acme ID',
      issuer,
      clientId: 'octavo',
      clientSecret: secret,
      domains: null,
      join: null,
      trustsEmail: false,
      ...changes,
    },
    is: (wanted) => {
      person = wanted
    },
    follow: (url) => follow(issuer, url),
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key' }).sign(privateKey),
  }
}

/** Each time as a browser that the provider does not know yet. */
async function follow(issuer: string, url: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let address = url, count = 0; count < 10; count++) {
    const { location, setCookies } = await get(address, cookies)
    for (const line of setCookies) {
      const [name, value] = line.split(';', 1)[0]!.split('=', 2) as [string, string]
      cookies.set(name, value)
    }
    address = new URL(location, address).href
    if (!address.startsWith(`${issuer}/`)) return address
  }
  throw new Error('the provider leads in a circle')
}

const get = (url: string, cookies: Map<string, string>) =>
  new Promise<{ location: string; setCookies: string[] }>((resolve, reject) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    request(url, { ca: certificate, headers: { cookie } }, (response) => {
      response.resume()
      const { location, 'set-cookie': setCookies = [] } = response.headers
      if (location === undefined) reject(new Error(`${url} answered ${response.statusCode}`))
      else resolve({ location, setCookies })
    })
      .on('error', reject)
      .end()
  })
