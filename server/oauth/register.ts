/** `POST /v1/oauth/register`: RFC 7591, where the policy of the first workspace lets clients in. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import {
  countRegistration,
  homeOfNewClients,
  type NewClient,
  registerClient,
} from '#server/domain/oauth/register.ts'
import { readScope } from '#server/domain/oauth/scope.ts'
import { inWorkspace, type Server } from '#server/http/contexts.ts'
import { sourceOf } from '#server/http/source.ts'
import { webAddress } from '#shared/addresses.ts'
import { Problem } from '#shared/problem.ts'
import { sendAnswer } from './errors.ts'
import { authMethods } from './metadata.ts'
import { jsonObject } from './parameters.ts'
import { grantTypes } from './token.ts'

export async function registerRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const home = await homeOfNewClients(server.store.reader)
  if (home === null) {
    throw new Problem(
      'forbidden',
      'Clients do not register themselves here. Ask an owner to make a connection.',
    )
  }
  await countRegistration(server, request.ip)
  const metadata = jsonObject((request.body ?? Buffer.alloc(0)) as Buffer)
  const client = readClient(metadata)
  const { clientId, clientSecret } = await inWorkspace(
    server,
    home.id,
    (context) => registerClient(context, client),
    sourceOf('api', request),
  )
  return sendAnswer(reply.code(201), {
    client_id: clientId,
    client_id_issued_at: Math.floor(server.surroundings.now() / 1000),
    ...(clientSecret === null ? {} : { client_secret: clientSecret, client_secret_expires_at: 0 }),
    client_name: client.name,
    redirect_uris: client.redirectUris,
    token_endpoint_auth_method: client.authMethod,
    grant_types: grantTypes,
    response_types: ['code'],
    ...(client.scope === null ? {} : { scope: client.scope }),
    ...Object.fromEntries(
      Object.entries(addresses).flatMap(([name, column]) => {
        const address = client.details[column]
        return address === undefined ? [] : [[name, address]]
      }),
    ),
    request_id: request.id,
  })
}

/** Where a client's addresses are kept. */
const addresses = {
  client_uri: 'website_url',
  logo_uri: 'logo_url',
  policy_uri: 'privacy_url',
  tos_uri: 'terms_url',
} as const

/** What is asked for beyond what there is, is refused; what is not known is ignored (section 2). */
function readClient(metadata: Record<string, unknown>): NewClient {
  const scope = readText(metadata, 'scope', 1000)
  if (scope !== null) readScope(scope)
  readSubset(metadata, 'grant_types', grantTypes)
  readSubset(metadata, 'response_types', ['code'])
  const method = readText(metadata, 'token_endpoint_auth_method', 100) ?? 'client_secret_basic'
  const authMethod = authMethods.find((one) => one === method)
  if (authMethod === undefined) throw wrong('token_endpoint_auth_method', `one of: ${authMethods.join(', ')}`)
  const details = Object.entries(addresses).flatMap(([name, column]) => {
    const address = readText(metadata, name, 2000)
    if (address === null) return []
    if (webAddress(address) === null) throw wrong(name, 'an address that begins with https://')
    return [[column, address]]
  })
  return {
    name: readText(metadata, 'client_name', 200)?.trim() || 'An app without a name',
    redirectUris: readRedirectUris(metadata.redirect_uris),
    authMethod,
    scope,
    details: Object.fromEntries(details),
  }
}

function readText(metadata: Record<string, unknown>, name: string, longest: number): string | null {
  const value = metadata[name] ?? null
  if (value === null || (typeof value === 'string' && value.length <= longest)) return value
  throw wrong(name, `a text of at most ${longest} characters`)
}

function readSubset(metadata: Record<string, unknown>, name: string, known: readonly string[]): void {
  const value = metadata[name] ?? []
  if (Array.isArray(value) && value.every((one) => known.includes(one))) return
  throw wrong(name, `a list of: ${known.join(', ')}`)
}

const MOST_URIS = 20

function readRedirectUris(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= MOST_URIS && value.every(mayRedirectTo)) {
    return value
  }
  throw new OAuthProblem(
    'invalid_redirect_uri',
    `redirect_uris should be a list of 1 to ${MOST_URIS} addresses without a fragment: https, http on this device, or a scheme of the app's own.`,
  )
}

/** RFC 8252 sections 7 and 8.3, and no scheme that a browser would run. */
function mayRedirectTo(uri: unknown): boolean {
  if (typeof uri !== 'string' || uri.length > 2000 || /[\s#]/.test(uri)) return false
  const url = URL.parse(uri)
  if (url === null || unsafe.has(url.protocol)) return false
  return url.protocol !== 'http:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
}

const unsafe = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'])

const wrong = (name: string, expected: string): OAuthProblem =>
  new OAuthProblem('invalid_client_metadata', `${name} should be ${expected}.`)
