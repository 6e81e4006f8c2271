import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Authenticate, Caller } from '#server/domain/access/authenticate.ts'
import { requireCapability } from '#server/domain/access/capabilities.ts'
import type { Context } from '#server/domain/context.ts'
import type { Source } from '#server/domain/events/record.ts'
import type { References, Resolved } from '#shared/references.ts'
import { validate } from '#shared/validation/validate.ts'
import { answerAtLength, isAnsweredAtLength } from './answer-at-length.ts'
import { parseJsonBody } from './body.ts'
import { inTransaction, readingContext, type Server } from './contexts.ts'
import { etagOf, hasAnswer, taggedAs } from './etag.ts'
import { printAnswer } from './print-answer.ts'
import type { AnyRoute, Parts } from './route.ts'
import { callerOfSession, hasSession } from './session.ts'
import { sourceOf } from './source.ts'
import { makeStreams, type Streams } from './streams.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The routes of an address, where `mount` put some there. */
    routes?: readonly AnyRoute[]
  }
  interface FastifyRequest {
    /** Milliseconds since 1970; one moment for the whole request. */
    begun: number
    /** Who calls a route that `mount` put here. */
    caller: Caller | null
  }
  interface FastifyInstance {
    streams: Streams
  }
}

/** How one protocol differs from another. */
export interface Door<Version> {
  version(request: FastifyRequest): Version
  /** Which of several routes of one address answers this version; undefined when none does. */
  has(version: Version, route: AnyRoute): boolean
  notFound(): Error
  lift(version: Version, route: AnyRoute, parts: RawParts): RawParts
  resolve(context: Context, references: References): Resolved | Promise<Resolved>
  /** The answer as the caller's version has it; it may look up what an older shape tells and the newest does not. */
  lower(context: Context, version: Version, route: AnyRoute, answer: unknown): unknown
  /** Keeps a request that was allowed until somebody works on it, and answers with the task that it became. */
  queue(
    context: Context,
    version: Version,
    route: AnyRoute,
    parts: Parts<never, never, never>,
  ): Promise<unknown>
  /** What a caller that may write but not read is shown of an answer. */
  redact(context: Context, route: AnyRoute, answer: unknown): unknown
}

export interface RawParts {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/** What every request to a mounted route carries, and what holds the long answers; said once for an app. */
export function prepareForRoutes(
  app: FastifyInstance,
  server: Server,
  fault: (error: unknown, requestId: string) => void,
): void {
  app.decorateRequest('begun', 0)
  app.decorateRequest('caller', null)
  const streams = makeStreams(server.store, fault)
  app.decorate('streams', streams)
  app.addHook('preClose', async () => streams.end())
}

/** Puts routes into Fastify. Routes of one method and address are told apart by version. */
export function mount<Version>(
  app: FastifyInstance,
  server: Server,
  authenticate: Authenticate,
  door: Door<Version>,
  routes: readonly AnyRoute[],
) {
  const byAddress = Map.groupBy(routesInOrder(routes), (one) => `${one.method} ${one.url}`)
  for (const candidates of byAddress.values()) {
    const { method, url, receive } = candidates[0]!
    const options: RouteOptions = {
      method,
      url,
      config: { routes: candidates },
      // Before the body: nobody unknown has the server read one.
      onRequest: (request, _reply, done) => identify(server, authenticate, request, done),
      handler: (request, reply) => answer(server, authenticate, door, candidates, request, reply),
    }
    if (receive) app.register(async (streaming) => leaveBodyUnread(streaming).route(options))
    else app.route(options)
  }
}

/** Routes that take their body as it comes are handed the stream. */
function leaveBodyUnread(app: FastifyInstance): FastifyInstance {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  return app
}

/**
 * By a token or, where a browser sends none, by its session. Without a promise where the caller is
 * remembered: this is done at every request.
 */
function identify(
  server: Server,
  authenticate: Authenticate,
  request: FastifyRequest,
  done: (error?: Error) => void,
): void {
  const known = (caller: Caller) => {
    request.caller = caller
    request.workspaceId = caller.workspace.id
    if (!caller.actor.isSession) server.tokenUses.note(caller, request)
    done()
  }
  try {
    request.begun = server.surroundings.now()
    const { authorization } = request.headers
    const caller =
      authorization === undefined && hasSession(server, request)
        ? callerOfSession(server, request)
        : authenticate(bearerToken(authorization), request.begun)
    if (caller instanceof Promise) caller.then(known, done)
    else known(caller)
  } catch (error) {
    done(error as Error)
  }
}

const identified = (server: Server, authenticate: Authenticate, request: FastifyRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    identify(server, authenticate, request, (error) => (error ? reject(error) : resolve()))
  })

/** Of several routes that answer a version, the one that stands first was made for it. */
export const routesInOrder = (routes: readonly AnyRoute[]): AnyRoute[] => routes.toSorted(firstEnded)

const firstEnded = (a: AnyRoute, b: AnyRoute): number =>
  a.until === b.until ? 0 : a.until === undefined || (b.until !== undefined && a.until > b.until) ? 1 : -1

async function answer<Version>(
  server: Server,
  authenticate: Authenticate,
  door: Door<Version>,
  candidates: readonly AnyRoute[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer | Readable | FastifyReply> {
  const { caller, begun: now } = request
  if (caller === null) throw new Error('a route answered nobody')
  const version = door.version(request)
  const route = candidates.find((candidate) => door.has(version, candidate))
  if (route === undefined) throw door.notFound()
  if (route.isExtension && !caller.workspace.settings.emulate.extensions) throw door.notFound()
  const counting = server.rateLimiter.count(server.store, caller, now, reply)
  if (counting) await counting
  const params: unknown = route.params ? validate(route.params, request.params, 'path') : {}
  requireCapability(caller.actor, route.needs)

  const raw = rawParts(request, params as RawParts['params'], caller, route)
  const parts = validated(caller, route, door.lift(version, route, raw))
  if (isAnsweredAtLength(route, request)) {
    const { record } = route.stream
    if (record) {
      await inTransaction(server, { ...caller, source: sourceFor(caller, request) }, now, async (context) => {
        await route.allow(context, parts)
        record(context, parts)
      })
    }
    return answerAtLength(route, parts, request, reply, {
      identifyAgain: () => identified(server, authenticate, request),
      contextFor: (asked, moment) => readingContext(server, asked, moment),
      show: (context, result) => showIn(context, version, route, door, result),
    })
  }
  // Found before what is shown, which may only be newer.
  const state = await route.state?.(readingContext(server, caller, now))
  const etag = state === undefined ? null : etagOf(request, version, caller, state)
  if (etag !== null && hasAnswer(request, etag)) return notModified(route, caller, etag, reply)
  const shown = route.receive
    ? await performReceived(server, caller, now, version, route, door, parts, request)
    : await perform(server, caller, now, version, route, door, parts, request)
  if (route.mayWait?.(parts)) reply.code(202)
  reply.header('content-type', 'application/json; charset=utf-8').header('vary', 'Accept-Encoding')
  if (route.headers) reply.headers(route.headers(caller))
  if (etag !== null) reply.headers(taggedAs(etag))
  // `request_id` ends the top level of every answer.
  return printAnswer(shown, route.isBare ? '' : `,"request_id":"${request.id}"`, reply)
}

function notModified({ headers }: AnyRoute, caller: Caller, etag: string, reply: FastifyReply): FastifyReply {
  reply.code(304).headers(taggedAs(etag))
  if (headers) reply.headers(headers(caller))
  return reply.send()
}

/** Runs the steps that need the store, in a transaction when the route writes. */
async function perform<Version>(
  server: Server,
  caller: Caller,
  now: number,
  version: Version,
  route: AnyRoute,
  door: Door<Version>,
  parts: Parts<never, never, never>,
  request: FastifyRequest,
): Promise<unknown> {
  if (route.reads) {
    const context = readingContext(server, caller, now)
    const answered = await answerIn(context, version, route, door, parts)
    if (route.views && caller.workspace.settings.audit.page_views) {
      server.noted.viewed(caller, route.views(parts), sourceFor(caller, request), now)
    }
    return answered
  }
  const known = { ...caller, source: sourceFor(caller, request) }
  const asked = route.ask ? await route.ask(readingContext(server, known, now), parts, server) : undefined
  const then = route.ask ? server.surroundings.now() : now
  return inTransaction(server, known, then, async (context) => {
    if (!route.mayWait?.(parts)) return answerIn(context, version, route, door, parts, asked)
    await route.allow(context, parts)
    return door.queue(context, version, route, parts)
  })
}

const sourceFor = ({ actor }: Caller, request: FastifyRequest): Source =>
  sourceOf(actor.isSession ? 'ui' : 'api', request)

/** What a route answers in a context, from `allow` on, as the caller's version has it. */
export async function answerIn<Version>(
  context: Context,
  version: Version,
  route: AnyRoute,
  door: Door<Version>,
  parts: Parts<never, never, never>,
  asked?: unknown,
): Promise<unknown> {
  const allowed = await route.allow(context, parts)
  const handled = route.handle(context, parts, allowed, asked)
  return showIn(context, version, route, door, isPromise(handled) ? await handled : handled)
}

async function showIn<Version>(
  context: Context,
  version: Version,
  route: AnyRoute,
  door: Door<Version>,
  result: unknown,
): Promise<unknown> {
  const references: References = {
    users: new Set(),
    pages: new Set(),
    databases: new Set(),
    shown: new Set(),
  }
  route.refers?.(result, references)
  const found = door.resolve(context, references)
  const presented = route.present(result, isPromise(found) ? await found : found)
  const lowered = door.lower(context, version, route, presented)
  return door.redact(context, route, isPromise(lowered) ? await lowered : lowered)
}

/** Reads the body as it comes, before the transaction: it may take minutes. What came is discarded when the rest fails. */
async function performReceived<Version>(
  server: Server,
  caller: Caller,
  now: number,
  version: Version,
  route: AnyRoute,
  door: Door<Version>,
  parts: Parts<never, never, never>,
  request: FastifyRequest,
): Promise<unknown> {
  const context = readingContext(server, caller, now)
  const { headers, raw } = request
  const body = await route.receive!(context, parts, { headers, stream: raw })
  try {
    const later = server.surroundings.now()
    const received = { ...parts, body: body as never }
    return await perform(server, caller, later, version, route, door, received, request)
  } catch (error) {
    await route.discard?.(context, body)
    throw error
  }
}

/** Waiting for what is there already costs a turn of the queue; a request has many such steps. */
const isPromise = <T>(value: T | Promise<T>): value is Promise<T> => value instanceof Promise

function rawParts(
  request: FastifyRequest,
  params: RawParts['params'],
  caller: Caller,
  route: AnyRoute,
): RawParts {
  const { receive, stream } = route
  return {
    params,
    query: withLastEvent(withPlainNames(request.query as Record<string, unknown>), request, stream),
    body: receive
      ? undefined
      : parseJsonBody(request.body as Buffer | null | undefined, sizesOf(caller, route)),
  }
}

/** What may be given several times is `name[]` as well, which is how many clients spell it. */
function withPlainNames(query: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(query)
  if (!given.some(([name]) => isOfList(name))) return query
  const byName = Map.groupBy(given, ([name]) => (isOfList(name) ? name.slice(0, -2) : name))
  return Object.fromEntries(
    [...byName].map(([name, all]) => [
      name,
      all.length === 1 ? all[0]![1] : all.flatMap(([, value]) => value),
    ]),
  )
}

const isOfList = (name: string): boolean => name.endsWith('[]')

/** A client that was cut off asks as it did at first, and tells in a header how far it came. */
function withLastEvent(
  query: Record<string, unknown>,
  request: FastifyRequest,
  stream: AnyRoute['stream'],
): Record<string, unknown> {
  const last = request.headers['last-event-id']
  return stream && last ? { ...query, start_cursor: last } : query
}

/** Whether Notion's walls for the size of a request count. */
const sizesOf = ({ workspace }: Caller, { isUnsized }: AnyRoute) =>
  isUnsized ? 'none' : workspace.settings.limits.sizes

/** The query and the body; the ids of the path were checked before. */
function validated(caller: Caller, route: AnyRoute, parts: RawParts): Parts<never, never, never> {
  const sizes = sizesOf(caller, route)
  return {
    params: parts.params as never,
    query: (route.query ? validate(route.query, parts.query, 'query', { sizes }) : {}) as never,
    body: (route.body && !route.receive
      ? validate(route.body, parts.body === undefined ? {} : parts.body, 'body', { sizes })
      : {}) as never,
  }
}

function bearerToken(header: string | undefined): string | null {
  if (header === undefined || header.length < 8 || header.slice(0, 7).toLowerCase() !== 'bearer ') return null
  return header.slice(7).trim()
}
