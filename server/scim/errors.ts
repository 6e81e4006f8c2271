/** What SCIM's errors look like: RFC 7644 section 3.12, RFC 9865 section 2.3. */
import type { FastifyReply } from 'fastify'
import { Problem, type ProblemKind } from '#shared/problem.ts'

export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidCursor'

/** A mistake of the client in the words of the protocol. */
export class ScimProblem extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    { scimType, headers = {} }: { scimType?: ScimType; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.scimType = scimType
    this.headers = headers
  }
}

export const refuse = (scimType: ScimType, message: string): ScimProblem =>
  new ScimProblem(scimType === 'uniqueness' ? 409 : 400, message, { scimType })

export const absent = (what: string): ScimProblem => new ScimProblem(404, `${what} was not found.`)

/** How what the domain refuses is told. */
const kinds: Record<ProblemKind, { status: number; scimType?: ScimType }> = {
  invalid: { status: 400, scimType: 'invalidValue' },
  invalid_json: { status: 400, scimType: 'invalidSyntax' },
  invalid_address: { status: 404 },
  unsupported: { status: 400, scimType: 'invalidValue' },
  missing_version: { status: 400 },
  unauthenticated: { status: 401 },
  forbidden: { status: 403 },
  absent: { status: 404 },
  conflict: { status: 409 },
  too_large: { status: 413 },
  rate_limited: { status: 429 },
  unavailable: { status: 503 },
}

export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

export interface ScimError {
  schemas: [typeof ERROR]
  /** A string, though a number in HTTP. */
  status: string
  scimType?: ScimType
  detail: string
}

const LONGEST_DETAIL = 2000

/** The body of an error; of what is nobody's mistake outside, 500 without detail. */
export function presentProblem(error: unknown): ScimError {
  const { status, scimType } = kindOf(error)
  const detail = status === 500 ? 'Unexpected error occurred.' : (error as Error).message
  return {
    schemas: [ERROR],
    status: String(status),
    ...(scimType && { scimType }),
    // A message may repeat what a client sent.
    detail: detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL).toWellFormed()}…` : detail,
  }
}

function kindOf(error: unknown): { status: number; scimType?: ScimType | undefined } {
  if (error instanceof ScimProblem) return error
  if (error instanceof Problem) {
    return error.data?.reason === 'not_unique' ? { status: 409, scimType: 'uniqueness' } : kinds[error.kind]
  }
  // What Fastify itself refuses: a body that is too large, an address that cannot be read.
  const { statusCode = 500 } = error as { statusCode?: number }
  return statusCode >= 400 && statusCode < 500 ? { status: statusCode } : { status: 500 }
}

/** Answers an error. The caller logs those of status 500. */
export function sendProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const body = presentProblem(error)
  if (error instanceof ScimProblem || error instanceof Problem) reply.headers(error.headers ?? {})
  if (body.status === '401') reply.header('www-authenticate', 'Bearer realm="Octavo SCIM"')
  return sendScim(reply.code(Number(body.status)), body)
}

export const sendScim = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.header('content-type', 'application/scim+json; charset=utf-8').send(JSON.stringify(body))
