/** What the server says of itself: RFC 8414 and RFC 9728. */
import type { FastifyReply } from 'fastify'
import { scopeWords } from '#server/domain/oauth/scope.ts'
import type { Server } from '#server/http/contexts.ts'
import { grantTypes } from './token.ts'

/** How clients may authenticate (RFC 7591 section 2). */
export const authMethods = ['client_secret_basic', 'client_secret_post', 'none'] as const

export const sendServerMetadata = (server: Server, reply: FastifyReply, registers: boolean): FastifyReply => {
  const base = server.baseUrl()
  return send(reply, {
    issuer: base,
    authorization_endpoint: `${base}/v1/oauth/authorize`,
    token_endpoint: `${base}/v1/oauth/token`,
    revocation_endpoint: `${base}/v1/oauth/revoke`,
    introspection_endpoint: `${base}/v1/oauth/introspect`,
    ...(registers ? { registration_endpoint: `${base}/v1/oauth/register` } : {}),
    scopes_supported: scopeWords,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: grantTypes,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_methods_supported: authMethods,
    introspection_endpoint_auth_methods_supported: authMethods,
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${base}/docs`,
  })
}

/** Of the API, which is one resource under two names. */
export const sendResourceMetadata = (server: Server, reply: FastifyReply, path: '' | '/v1'): FastifyReply =>
  send(reply, {
    resource: `${server.baseUrl()}${path}`,
    authorization_servers: [server.baseUrl()],
    scopes_supported: scopeWords,
    bearer_methods_supported: ['header'],
    resource_name: 'Octavo',
    resource_documentation: `${server.baseUrl()}/docs`,
  })

const send = (reply: FastifyReply, body: object): FastifyReply =>
  reply
    .header('cache-control', 'public, max-age=300')
    .header('access-control-allow-origin', '*')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
