/** The order of the steps of a request, written once. */
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { administrationOf } from '#server/domain/access/administration.ts'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { authenticateDirectory } from '#server/domain/access/scim-tokens.ts'
import type { Context } from '#server/domain/context.ts'
import type { NewEvent } from '#server/domain/events/record.ts'
import { tryOut } from '#server/domain/try-out.ts'
import { requireScim } from '#server/domain/workspaces/plan.ts'
import { parseJsonBody } from '#server/http/body.ts'
import { inTransaction, readingContext, type Server } from '#server/http/contexts.ts'
import { sourceOf } from '#server/http/source.ts'
import type { Asked } from './endpoint.ts'
import { refuse, ScimProblem, sendScim } from './errors.ts'
import { keepRefused, keepWritten, noteRead, type Sent, sentBy } from './log.ts'
import { perform, type Write, type Written } from './write.ts'

export interface ScimRequest {
  baseUrl: string
  params: Record<string, string>
  query: Record<string, unknown>
  /** Undefined where there is none. */
  body: unknown
  /** Whether `write` only says what would be. */
  isTrial: boolean
  /** In bytes. */
  bodySize: number
  header(name: string): string | undefined
  /** For what only reads. */
  reading(): Asked
  /** Does a write in a transaction: all of it, or nothing. Of a trial nothing stays, and nobody is told. */
  write(write: Write): Promise<Written>
  /** Keeps that one of several writes was refused. */
  refused(operation: Pick<Sent, 'method' | 'path' | 'isBulk'>, error: unknown): Promise<void>
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
      handler: (request, reply) =>
        answer(server, request, reply, () => {
          throw new ScimProblem(405, `${request.method} is not possible here.`, {
            headers: { allow: known.join(', ') },
          })
        }),
    })
  }
}

const methods: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Answers a request of a directory that is known, and keeps that it was asked. */
export async function answer(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  handle: ScimRoute['handle'],
): Promise<FastifyReply> {
  const caller = await identify(server, request)
  try {
    const asked = requestOf(server, request, caller)
    const { status = 200, headers = {}, body } = await handle(asked)
    reply.code(status).headers(headers)
    if (isRead(request)) noteRead(server, caller, request, { status })
    if (asked.isTrial) reply.header('octavo-dry-run', 'true')
    return body === undefined ? reply.send() : sendScim(reply, body)
  } catch (error) {
    if (isRead(request)) noteRead(server, caller, request, { error })
    else await keepRefused(server, caller, sentBy(request), error)
    throw error
  }
}

const isRead = ({ method, routeOptions }: FastifyRequest): boolean =>
  !['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) || routeOptions.url?.endsWith('/.search') === true

/** Who asks; nobody unknown learns what is there. */
async function identify(server: Server, request: FastifyRequest): Promise<Caller> {
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
  const sent = sentBy(request)
  return {
    baseUrl: server.baseUrl(),
    params: request.params as Record<string, string>,
    query,
    body: readBody(body, headers['content-type']),
    isTrial,
    bodySize: body?.length ?? 0,
    header: (name) => headers[name] as string | undefined,
    reading: () => asked(readingContext(server, caller, now)),
    write: (write) =>
      inTransaction(server, caller, now, async (context) => {
        const events: NewEvent[] = []
        const work = (inside: Context) => perform(asked(listened(inside, events)), write)
        const written = await (isTrial ? tryOut(context, work) : work(context))
        await keepWritten(context, caller, sent, write, written, events)
        return written
      }),
    refused: (operation, error) => keepRefused(server, caller, { ...sent, ...operation }, error),
  }
}

/** A context whose events are heard of by the way. */
const listened = (context: Context, events: NewEvent[]): Context => ({
  ...context,
  record(event) {
    events.push(event)
    context.record(event)
  },
})

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
