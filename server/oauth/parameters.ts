import type { FastifyRequest } from 'fastify'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import { parseJsonBody } from '#server/http/body.ts'

/** The parameters of a request: each once, and an empty one is as good as absent (RFC 6749 sections 3.1 and 3.2). */
export interface Parameters {
  /** Null when it is absent. */
  get(name: string): string | null
  need(name: string): string
  /** Those that came more than once, or that hold what no text holds. */
  readonly broken: ReadonlySet<string>
}

export function parametersOf(entries: Iterable<readonly [string, string]>): Parameters {
  const values = new Map<string, string>()
  const broken = new Set<string>()
  for (const [name, value] of entries) {
    if (values.has(name) || /\0/.test(name + value)) broken.add(name)
    values.set(name, value)
  }
  const get = (name: string) => values.get(name) || null
  return {
    get,
    need(name) {
      const value = get(name)
      if (value === null) throw new OAuthProblem('invalid_request', `${name} should be given.`)
      return value
    },
    broken,
  }
}

/** The parameters of a body: a form, or JSON as Notion's SDK sends it. */
export function bodyParameters(request: FastifyRequest): Parameters {
  const parameters = parametersOf(entriesOf(request))
  refuseBroken(parameters)
  return parameters
}

export function refuseBroken({ broken }: Parameters): void {
  for (const name of broken) {
    const shown = name.replaceAll('\0', '').slice(0, 100)
    throw new OAuthProblem('invalid_request', `${shown} should be given once, as text.`)
  }
}

function entriesOf(request: FastifyRequest): Iterable<[string, string]> {
  const body = (request.body ?? Buffer.alloc(0)) as Buffer
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') return new URLSearchParams(body.toString('utf8'))
  const value = jsonObject(body)
  // What is no text, the external account of a link preview for one, is nothing that OAuth knows.
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** The object of a JSON body. */
export function jsonObject(body: Buffer): Record<string, unknown> {
  const value = parseJsonBody(body, 'notion') ?? {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OAuthProblem('invalid_request', 'The body should be a JSON object.')
  }
  return value as Record<string, unknown>
}
