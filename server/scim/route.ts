/** The order of the steps of a request, written once. */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { administrationOf } from '#server/domain/access/administration.ts'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { authenticateDirectory } from '#server/domain/access/scim-tokens.ts'
import { tryOut } from '#server/domain/try-out.ts'
import { requireScim } from '#server/domain/workspaces/plan.ts'
import { parseJsonBody } from '#server/http/body.ts'
import { inTransaction, readingContext, type Server } from '#server/http/contexts.ts'
import { sourceOf } from '#server/http/source.ts'
import type { Asked } from './endpoint.ts'
import { refuse, ScimProblem, sendScim } from './errors.ts'

export interface ScimRequest {
  baseUrl: string
  params: Record<string, string>
  query: Record<string, unknown>
  /** Undefined where there is none. */
  body: unknown
  /** Whether `writing` only says what would be. */
  isTrial: boolean
  /** In bytes. */
  bodySize: number
  header(name: string): string | undefined
  /** For what only reads. */
  reading(): Asked
  /** Does work in a transaction: all of it, or nothing. Of a trial nothing stays, and nobody is told. */
  writing<T>(work: (asked: Asked) => Promise<T>): Promise<T>
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** JSON; none where it is absent. */
  body?: unknown
}

export interface ScimRoute {
  method: HTTPMethods
  url: string
  handle(request: ScimRequest): Promise<Answer> | Answer
}

/** Puts routes under `/scim/v2`; each other method of their addresses is refused (RFC 9110 section 15.5.6). */
export function mountRoutes(app: FastifyInstance, server: Server, routes: readonly ScimRoute[]): void {
  for (const [url, of] of Map.groupBy(routes, (route) => route.url)) {
    const known = of.map(({ method }) => method)
    for (const { method, handle } of of) {
      app.route({ method, url, handler: (request, reply) => answer(server, request, reply, handle) })
    }
    app.route({
      method: methods.filter((method) => !known.includes(method)),
      url,
      handler: async (request) => {
        await identify(server, request)
        throw new ScimProblem(405, `${request.method} is not possible here.`, {
          headers: { allow: known.join(', ') },
        })
      },
    })
  }
}

const methods: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

async function answer(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  handle: ScimRoute['handle'],
): Promise<FastifyReply> {
  const caller = await identify(server, request)
  const asked = requestOf(server, request, caller)
  const { status = 200, headers = {}, body } = await handle(asked)
  reply.code(status).headers(headers)
  if (asked.isTrial) reply.header('octavo-dry-run', 'true')
  return body === undefined ? reply.send() : sendScim(reply, body)
}

/** Who asks; nobody unknown learns what is there. */
export async function identify(server: Server, request: FastifyRequest): Promise<Caller> {
  request.begun = server.surroundings.now()
  const token = tokenIn(request.headers.authorization)
  const caller = await authenticateDirectory(server.store.reader, token, request.begun)
  request.workspaceId = caller.workspace.id
  server.tokenUses.note(caller, request)
  await requireScim(server.store.reader, caller)
  return { ...caller, source: sourceOf('scim', request) }
}

/** Some identity providers send what their administrator typed, without "Bearer" before it. */
const tokenIn = (header: string | undefined): string | null =>
  header === undefined ? null : header.replace(/^bearer\s+/i, '').trim()

function requestOf(server: Server, request: FastifyRequest, caller: Caller): ScimRequest {
  const { begun: now, headers } = request
  const asked = (context: Asked['context']): Asked => ({
    context,
    administration: administrationOf(context, caller.workspace.id, 'owners'),
  })
  const body = request.body as Buffer | null | undefined
  const query = request.query as Record<string, unknown>
  const isTrial = trialIn(query)
  return {
    baseUrl: server.baseUrl(),
    params: request.params as Record<string, string>,
    query,
    body: readBody(body, headers['content-type']),
    isTrial,
    bodySize: body?.length ?? 0,
    header: (name) => headers[name] as string | undefined,
    reading: () => asked(readingContext(server, caller, now)),
    writing: (work) =>
      inTransaction(server, caller, now, (context) =>
        isTrial ? tryOut(context, (inside) => work(asked(inside))) : work(asked(context)),
      ),
  }
}

/** Nothing that is nearly a trial may be done in earnest. */
function trialIn({ dry_run = 'false' }: Record<string, unknown>): boolean {
  if (dry_run === 'true' || dry_run === 'false') return dry_run === 'true'
  throw refuse('invalidValue', `dry_run should be true or false, instead was ${JSON.stringify(dry_run)}.`)
}

/** JSON under either name, or under none (RFC 7644 section 3.1). */
function readBody(body: Buffer | null | undefined, type: string | undefined): unknown {
  if (body === null || body === undefined || body.length === 0) return undefined
  const [name] = (type ?? '').toLowerCase().split(';', 1) as [string]
  if (/^(application\/([\w.-]+\+)?json)?$/.test(name.trim())) return parseJsonBody(body, 'none')
  throw new ScimProblem(415, `A body should be application/scim+json, instead was ${name}.`)
}
