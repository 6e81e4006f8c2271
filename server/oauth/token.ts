/** `POST /v1/oauth/token`: RFC 6749 section 3.2. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Source } from '#server/domain/events/record.ts'
import type { Client } from '#server/domain/oauth/client.ts'
import type { Issued } from '#server/domain/oauth/exchange-code.ts'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import type { Server } from '#server/http/contexts.ts'
import { sourceOf } from '#server/http/source.ts'
import { grantForCode } from './authorization-code.ts'
import { clientOf } from './client-authentication.ts'
import { sendAnswer } from './errors.ts'
import { bodyParameters, type Parameters } from './parameters.ts'
import { presentTokens } from './present.ts'
import { grantForRefreshToken } from './refresh-token.ts'

export type Grant = (
  server: Server,
  client: Client,
  parameters: Parameters,
  source: Source,
) => Promise<Issued | OAuthProblem>

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: grantForCode,
  refresh_token: grantForRefreshToken,
}

export const grantTypes = Object.keys(grants)

export async function tokenRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const parameters = bodyParameters(request)
  const client = await clientOf(server, request, parameters)
  const type = parameters.need('grant_type')
  if (!Object.hasOwn(grants, type)) {
    throw new OAuthProblem('unsupported_grant_type', `grant_type should be one of: ${grantTypes.join(', ')}.`)
  }
  const issued = await grants[type]!(server, client, parameters, sourceOf('api', request))
  if (issued instanceof OAuthProblem) throw issued
  request.workspaceId = issued.bot.workspace.id
  return sendAnswer(reply, { ...presentTokens(issued), request_id: request.id })
}
