import type { FastifyReply, FastifyRequest } from 'fastify'
import { printMetadata } from '#server/domain/saml/describe.ts'
import type { Server } from '#server/http/contexts.ts'

/** What an administrator of an identity provider loads, or gives it the address of. */
export async function sendSpMetadata(
  server: Server,
  _request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  return reply
    .type('application/samlmetadata+xml; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .send(await printMetadata(server, workspaceId))
}
