/** Protocols that have an address here and no door yet: each is told so in its own words. */
import type { FastifyInstance } from 'fastify'

export function addMissingDoors(app: FastifyInstance): void {
  // RFC 7644, section 3.12.
  refuse(app, '/scim/v2/*', 501, 'application/scim+json', () => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '501',
    detail: 'This server does not offer SCIM.',
  }))
}

function refuse(
  app: FastifyInstance,
  url: string,
  status: number,
  type: string,
  body: (requestId: string) => object,
): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url,
    handler: (request, reply) =>
      reply
        .code(status)
        .type(`${type}; charset=utf-8`)
        .send(JSON.stringify(body(request.id))),
  })
}
