import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { requireCapability } from '#server/domain/access/capabilities.ts'
import type { Context } from '#server/domain/context.ts'
import { Problem } from '#shared/problem.ts'
import type { AnyRoute, AnyStream, Live, Parts } from './route.ts'

type StreamedRoute = AnyRoute & { stream: AnyStream }

/** The steps of a request that come again while its answer goes on. */
export interface Steps {
  /** Asks anew who calls. */
  identifyAgain(): Promise<void>
  contextFor(caller: Caller, now: number): Context
  /** A result as the caller's version has it. */
  show(context: Context, result: unknown): Promise<unknown>
}

/** Bytes that are made before somebody reads them. */
const MOST_WAITING = 16 * 1024

/** Whether a route answers this request with a long text. */
export const isAnsweredAtLength = (route: AnyRoute, { headers }: FastifyRequest): route is StreamedRoute =>
  route.stream !== undefined && (route.stream.only === true || names(headers.accept, route.stream.type))

const names = (accept = '', type: string): boolean =>
  accept.split(',').some((range) => range.split(';')[0]!.trim().toLowerCase() === type)

/**
 * Answers with the text of many results. Whoever is refused meanwhile, or no longer sees what they named, is cut off.
 *
 * @throws what the request is refused with before there is anything to send.
 */
export async function answerAtLength(
  route: StreamedRoute,
  parts: Parts<never, never, never>,
  request: FastifyRequest,
  reply: FastifyReply,
  { identifyAgain, contextFor, show }: Steps,
): Promise<Readable> {
  const { type, headers = {}, next, print } = route.stream
  const { workspace } = request.caller!
  const { streams } = request.server
  const stream = streams.open(request.caller!, reply.raw)
  let context = contextFor(request.caller!, request.begun)
  const live: Live<unknown> = {
    wait: stream.wait,
    async renew() {
      await stream.takeTurn()
      await identifyAgain()
      const caller = request.caller!
      if (caller.workspace.id !== workspace.id) {
        throw new Problem('unauthenticated', 'The session is in another workspace now.')
      }
      requireCapability(caller.actor, route.needs)
      const renewed = contextFor(caller, request.begun)
      context = renewed
      return { context, allow: async () => route.allow(renewed, parts) }
    },
  }
  const textOf = async (result: unknown) => print((await show(context, result)) as never)
  const first = await route.handle(context, parts, await route.allow(context, parts), undefined)
  const firstText = await textOf(first)

  async function* texts() {
    try {
      if (firstText !== '') yield firstText
      for (let last: unknown = first; ; ) {
        last = await next(live, parts, last)
        if (last === null) return
        const text = await textOf(last)
        stream.rest()
        if (text !== '') yield text
      }
    } catch (error) {
      // Of an answer that nobody reads any more, nothing matters.
      if (!(error instanceof Problem || reply.raw.destroyed)) streams.fault(error, request.id)
      throw error
    } finally {
      stream.rest()
    }
  }
  reply.headers({ 'content-type': `${type}; charset=utf-8`, ...headers })
  request.answeredAfter = reply.elapsedTime
  return Readable.from(texts(), { objectMode: false, highWaterMark: MOST_WAITING })
}
