/** How a client proves itself: RFC 6749 section 2.3. */
import type { FastifyRequest } from 'fastify'
import { authenticateClient, type Client } from '#server/domain/oauth/client.ts'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import type { Server } from '#server/http/contexts.ts'
import type { Parameters } from './parameters.ts'

/** By HTTP Basic, by its secret in the body, or by its name alone where it can keep no secret. */
export function clientOf(server: Server, request: FastifyRequest, parameters: Parameters): Promise<Client> {
  const shown =
    request.headers.authorization === undefined ? inBody(parameters) : inHeader(request, parameters)
  return authenticateClient(server.store.reader, shown, server.surroundings.now())
}

function inBody(parameters: Parameters) {
  const id = parameters.get('client_id')
  if (id === null) throw new OAuthProblem('invalid_client', 'Client authentication is missing.')
  return { id, secret: parameters.get('client_secret') }
}

function inHeader({ headers }: FastifyRequest, parameters: Parameters) {
  const [, encoded] = /^basic +([\w+/-]+=*)$/i.exec(headers.authorization!.trim()) ?? []
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const at = text.indexOf(':')
  if (at === -1) throw new OAuthProblem('invalid_client', 'Client authentication is not HTTP Basic.')
  const id = decodeForm(text.slice(0, at))
  const other = parameters.get('client_id')
  if (parameters.get('client_secret') !== null || (other !== null && other !== id)) {
    throw new OAuthProblem('invalid_request', 'A client should authenticate in one way only.')
  }
  return { id, secret: decodeForm(text.slice(at + 1)) || null }
}

/** Both parts are encoded like a form; who does not know that sends them as they are (RFC 6749 section 2.3.1). */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replaceAll('\0', '')
  } catch {
    return text
  }
}
