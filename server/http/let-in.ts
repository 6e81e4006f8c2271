import type { FastifyReply, FastifyRequest } from 'fastify'
import { CHALLENGE_LASTS } from '#server/domain/sign-in/challenge.ts'
import type { Entered } from '#server/domain/sign-in/enter.ts'
import { cookieForm } from '#server/domain/sign-in/session-cookie.ts'
import type { Base } from './contexts.ts'
import { printCookie, readCookie } from './cookies.ts'
import { sessionFor } from './session.ts'

/**
 * Answers a browser whose person `enter` has looked at: with their session, on to `next`; or on to where the second
 * factor is asked for, which leads to `next` then.
 *
 * @param next an address on this server.
 */
export const letIn = (server: Base, reply: FastifyReply, entered: Entered, next: string): FastifyReply =>
  keepEntered(server, reply, entered)
    .code(303)
    .header('location', placeAfter(entered, next))
    .header('cache-control', 'no-store')
    .send()

/** Has the browser keep what `enter` gave, for an answer that is a page of its own. */
export const keepEntered = (server: Base, reply: FastifyReply, entered: Entered): FastifyReply =>
  reply.header(
    'set-cookie',
    entered.state === 'entered'
      ? [sessionFor(server, entered.token), printCookie(ticketCookie(server), '', 0)]
      : printCookie(ticketCookie(server), entered.ticket, CHALLENGE_LASTS / 1000),
  )

/** Where somebody goes on to. */
export const placeAfter = ({ state }: Entered, next: string): string =>
  state === 'entered' ? next : `/login/second-factor?next=${encodeURIComponent(next)}`

/** What the browser shows with its second factor; null when it keeps none. */
export const ticketOf = (server: Base, request: FastifyRequest): string | null =>
  readCookie(request, ticketCookie(server))

const ticketCookie = (server: Base) => cookieForm('octavo_ticket', server.baseUrl())
