/** Protocols that have an address here and no door yet: each is told so in its own words. */
import type { FastifyInstance } from 'fastify'

export function addMissingDoors(app: FastifyInstance): void {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

  // RFC 7644, section 3.12.
  app.route({
    method: [...methods],
    url: '/scim/v2/*',
    handler: (_request, reply) =>
      reply
        .code(501)
        .type('application/scim+json; charset=utf-8')
        .send(
          JSON.stringify({
            schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
            status: '501',
            detail: 'This server does not offer SCIM.',
          }),
        ),
  })

  // RFC 6749, section 5.2.
  app.route({
    method: [...methods],
    url: '/v1/oauth/*',
    handler: (request, reply) =>
      reply
        .code(400)
        .type('application/json; charset=utf-8')
        .send(
          JSON.stringify({
            error: 'invalid_request',
            error_description: 'This server does not offer OAuth.',
            request_id: request.id,
          }),
        ),
  })

  app.route({
    method: [...methods],
    url: '/admin/v1/*',
    handler: (request, reply) =>
      reply
        .code(400)
        .type('application/json; charset=utf-8')
        .send(
          JSON.stringify({
            object: 'error',
            status: 400,
            code: 'invalid_request',
            message: 'Unsupported request: this server does not offer the administration API.',
            request_id: request.id,
          }),
        ),
  })
}
