/** `POST /v1/oauth/revoke`: RFC 7009. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { revokeFamily } from '#server/domain/oauth/end.ts'
import { findToken } from '#server/domain/oauth/inspect.ts'
import { callerOnBehalf } from '#server/domain/oauth/on-behalf.ts'
import { inTransaction, type Server } from '#server/http/contexts.ts'
import { sourceOf } from '#server/http/source.ts'
import { clientOf } from './client-authentication.ts'
import { sendAnswer } from './errors.ts'
import { bodyParameters } from './parameters.ts'

/** Either token of a pair ends both. What is no token of the client is as good as revoked (section 2.2). */
export async function revokeRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = bodyParameters(request)
  const client = await clientOf(server, request, parameters)
  const [{ reader }, now] = [server.store, server.surroundings.now()]
  const token = await findToken(reader, client, parameters.need('token'), now)
  const bot =
    token && (await callerOnBehalf(reader, token.workspace_id, token.bot_id, sourceOf('api', request)))
  if (bot) await inTransaction(server, bot, now, (context) => revokeFamily(context, token))
  return sendAnswer(reply, { request_id: request.id })
}
