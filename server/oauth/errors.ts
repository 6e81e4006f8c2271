/** What OAuth's errors look like: RFC 6749 section 5.2, with the members of the API's own errors beside. */
import type { FastifyReply } from 'fastify'
import { type OAuthError, OAuthProblem } from '#server/domain/oauth/problem.ts'
import { Problem, type ProblemKind } from '#shared/problem.ts'

/** 400 and `validation_error` where nothing else stands here. */
const statuses: Partial<Record<OAuthError, { status: number; code: string }>> = {
  invalid_grant: { status: 400, code: 'invalid_grant' },
  invalid_client: { status: 401, code: 'unauthorized' },
  access_denied: { status: 403, code: 'restricted_resource' },
}

/** Of what is no mistake of OAuth itself. */
const kinds: Partial<Record<ProblemKind, { error: string; status: number; code: string }>> = {
  forbidden: { error: 'access_denied', status: 403, code: 'restricted_resource' },
  rate_limited: { error: 'slow_down', status: 429, code: 'rate_limited' },
  too_large: { error: 'invalid_request', status: 413, code: 'validation_error' },
  invalid_json: { error: 'invalid_request', status: 400, code: 'invalid_json' },
  invalid_address: { error: 'invalid_request', status: 400, code: 'invalid_request_url' },
}

const invalidRequest = { error: 'invalid_request', status: 400, code: 'validation_error' }

/** Answers a problem; what is nobody's fault outside is left to the server. */
export function answerError(error: unknown, requestId: string, reply: FastifyReply): FastifyReply {
  const { message, statusCode = 500 } = error as Error & { statusCode?: number }
  if (error instanceof OAuthProblem) {
    const { status, code } = statuses[error.error] ?? invalidRequest
    if (status === 401) reply.header('www-authenticate', 'Basic realm="Octavo", charset="UTF-8"')
    return send(reply, requestId, { error: error.error, status, code, message })
  }
  if (error instanceof Problem) {
    reply.headers(error.headers ?? {})
    return send(reply, requestId, { ...(kinds[error.kind] ?? invalidRequest), message })
  }
  // What Fastify itself refuses: a body that is too large, for one.
  if (statusCode >= 500) throw error
  return send(reply, requestId, { ...invalidRequest, status: statusCode, message })
}

interface Shown {
  error: string
  status: number
  code: string
  message: string
}

const send = (reply: FastifyReply, requestId: string, { error, status, code, message }: Shown) =>
  sendAnswer(reply.code(status), {
    error,
    error_description: message,
    object: 'error',
    status,
    code,
    message,
    request_id: requestId,
  })

/** Answers hold secrets: nobody on the way keeps them (RFC 6749 section 5.1). */
export const sendAnswer = (reply: FastifyReply, body: object): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('pragma', 'no-cache')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
