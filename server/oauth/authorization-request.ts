/** What a client asks for: RFC 6749 section 4.1.1, with RFC 7636, RFC 8707 and Notion's `owner`. */
import type { Authorization } from '#server/domain/oauth/agree.ts'
import { type Client, findClient } from '#server/domain/oauth/client.ts'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import { isRegistered } from '#server/domain/oauth/redirect-uri.ts'
import { capabilitiesToGrant } from '#server/domain/oauth/scope.ts'
import type { Server } from '#server/http/contexts.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { type Parameters, parametersOf, refuseBroken } from './parameters.ts'

/** Who asks, and where they may be answered. */
export interface Asking {
  client: Client
  redirectUri: string
  sentRedirectUri: string | null
  state: string | null
  parameters: Parameters
}

/**
 * The client of a request and its address. What is wrong here is told to the person on a page and never to an
 * address that nobody registered (RFC 6749 section 4.1.2.1).
 *
 * @param query the query of the address, as it came.
 */
export async function whoAsks({ store }: Server, query: string): Promise<Asking> {
  const parameters = parametersOf(new URLSearchParams(query))
  const { broken } = parameters
  for (const name of ['client_id', 'redirect_uri']) {
    if (broken.has(name)) throw invalid(`${name} should be given once, as text.`)
  }
  const clientId = parameters.get('client_id')
  const client = clientId === null ? undefined : await findClient(store.reader, clientId)
  if (client === undefined) {
    throw invalid(
      'Missing or incomplete Client ID: no connection of this server has it. Go back to where you came from and try again, or ask its makers.',
    )
  }
  const sentRedirectUri = parameters.get('redirect_uri')
  const state = broken.has('state') ? null : parameters.get('state')
  return { client, redirectUri: addressOf(client, sentRedirectUri), sentRedirectUri, state, parameters }
}

function addressOf({ name, redirect_uris }: Client, sent: string | null): string {
  const registered = JSON.parse(redirect_uris) as string[]
  if (sent === null && registered.length === 1) return registered[0]!
  if (sent !== null && isRegistered(registered, sent)) return sent
  throw new Problem(
    'invalid',
    sent === null
      ? `Missing redirect_uri: “${name}” has registered ${registered.length === 0 ? 'none' : 'several'}, so it must say which.`
      : `Mismatching redirect_uri: “${name}” has not registered the address that it wants to be answered at.`,
  )
}

/** The rest of a request. What is wrong here is told to the client. */
export function readAuthorization(server: Server, asking: Asking): Authorization {
  const { parameters, client } = asking
  refuseBroken(parameters)
  const type = parameters.need('response_type')
  if (type !== 'code') {
    throw new OAuthProblem('unsupported_response_type', 'response_type should be code.')
  }
  for (const [name, only] of [
    ['response_mode', 'query'],
    ['owner', 'user'],
  ] as const) {
    if ((parameters.get(name) ?? only) !== only) {
      throw new OAuthProblem('invalid_request', `${name} should be ${only}.`)
    }
  }
  const scope = parameters.get('scope')
  return {
    ...asking,
    codeChallenge: readChallenge(client, parameters),
    resource: readResource(server, parameters.get('resource')),
    scope,
    capabilities: capabilitiesToGrant(JSON.parse(client.capabilities), scope),
  }
}

/** RFC 7636 section 4.3; S256 alone, and from clients without a secret always. */
function readChallenge(client: Client, parameters: Parameters): string | null {
  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (challenge === null && method === null) {
    if (client.client_auth_method !== 'none') return null
    throw new OAuthProblem('invalid_request', 'code_challenge should be given: this client has no secret.')
  }
  if (method !== 'S256') throw new OAuthProblem('invalid_request', 'code_challenge_method should be S256.')
  if (challenge === null || !/^[\w-]{43}$/.test(challenge)) {
    throw new OAuthProblem('invalid_request', 'code_challenge should be a SHA-256 hash in base64url.')
  }
  return challenge
}

/** RFC 8707 section 2: there is the API and nothing else that a token could be for. */
function readResource(server: Server, resource: string | null): string | null {
  const known = resourcesOf(server)
  if (resource === null || known.includes(resource)) return resource
  throw new OAuthProblem('invalid_target', `resource should be one of: ${known.join(', ')}.`)
}

export const resourcesOf = (server: Pick<Server, 'baseUrl'>): string[] => [
  server.baseUrl(),
  `${server.baseUrl()}/`,
  `${server.baseUrl()}/v1`,
]
