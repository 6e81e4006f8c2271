/** An identity provider that was not made for us: Auth0's samlp, at another site than the server. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import samlp from 'samlp'
import { keys } from './identity-provider.ts'

/** As Passport describes people, which samlp goes by. */
export interface IdpUser {
  id: string
  emails: { value: string }[]
  displayName: string
  name: { givenName: string; familyName: string }
  groups?: string[]
}

export interface RealIdentityProvider {
  url: string
  /** Who is signed in there. */
  user: IdpUser
  /** Where it sends its answers, as its administrator says. */
  acs: string
  /** The page of a portal, from which a sign-in begins. */
  tile(serviceProvider: { entity_id: string; acs_url: string }, relayState: string): string
}

const page = (response: ServerResponse) =>
  Object.assign(response, {
    set: (name: string, value: string) => response.setHeader(name, value),
    send: (text: string) => response.end(text),
  })

/** Listens as `localhost`, which browsers take for another site than `127.0.0.1`, until the test ends. */
export async function realIdentityProvider(
  t: { after(work: () => Promise<void> | void): void },
  user: IdpUser,
): Promise<RealIdentityProvider> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, url)
    const query = Object.fromEntries(searchParams)
    const asked = Object.assign(request, { query, body: {}, protocol: 'http', originalUrl: request.url })
    const fail = (error?: unknown) => response.writeHead(500).end(String(error))
    if (pathname === '/metadata') {
      const options = {
        issuer: url,
        cert: keys.idp.certificate,
        redirectEndpointPath: '/sso',
        postEndpointPath: '/sso',
      }
      return samlp.metadata(options)(asked, page(response), fail)
    }
    const acs = query.acs ?? provider.acs
    const handle = samlp.auth({
      issuer: url,
      cert: keys.idp.certificate,
      key: keys.idp.key,
      getUserFromRequest: () => provider.user,
      getPostURL: (_audience: string, dom: SamlRequest | undefined, _request: unknown, done: Done) => {
        const wanted = dom?.documentElement.getAttribute('AssertionConsumerServiceURL')
        done(null, wanted ?? acs)
      },
      ...(query.audience !== undefined && { audience: query.audience }),
      recipient: acs,
      destination: acs,
    })
    return handle(asked, page(response), fail)
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider: RealIdentityProvider = {
    url,
    user,
    acs: '',
    tile: ({ entity_id, acs_url }, RelayState) =>
      `${url}/sso?${new URLSearchParams({ audience: entity_id, acs: acs_url, RelayState })}`,
  }
  return provider
}

interface SamlRequest {
  documentElement: { getAttribute(name: string): string }
}

type Done = (error: null, url: string) => void
