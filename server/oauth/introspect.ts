/** `POST /v1/oauth/introspect`: RFC 7662. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findToken } from '#server/domain/oauth/inspect.ts'
import type { Server } from '#server/http/contexts.ts'
import { clientOf } from './client-authentication.ts'
import { sendAnswer } from './errors.ts'
import { bodyParameters } from './parameters.ts'

/** Of tokens of other clients and of what is no token at all the answer is the same (section 2.2). */
export async function introspectRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = bodyParameters(request)
  const client = await clientOf(server, request, parameters)
  const { store, surroundings } = server
  const token = await findToken(store.reader, client, parameters.need('token'), surroundings.now())
  if (!token?.isActive) return sendAnswer(reply, { active: false, request_id: request.id })
  return sendAnswer(reply, {
    active: true,
    scope: token.scope,
    iat: seconds(token.created_time),
    ...(token.expires_time === null ? {} : { exp: seconds(token.expires_time) }),
    client_id: client.client_id,
    request_id: request.id,
  })
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
