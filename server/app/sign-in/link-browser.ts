/** Which browser asked for something that comes back to it: a secret of its own, in a cookie. */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieForm } from '#server/domain/sign-in/session-cookie.ts'
import type { Base } from '#server/http/contexts.ts'
import { printCookie, readCookie } from '#server/http/cookies.ts'

/** Seconds for which a browser is known again. */
const KEPT_FOR = 60 * 60

const cookieOf = (server: Base) => cookieForm('octavo_sign_in', server.baseUrl())

/** The secret of a browser, null when it has none. */
export const browserOf = (server: Base, request: FastifyRequest): string | null =>
  readCookie(request, cookieOf(server))

/** The secret of a browser, which is given one where it has none. */
export function rememberBrowser(server: Base, request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(server, request)
  const value = known !== null && /^[\w-]{32}$/.test(known) ? known : randomBytes(24).toString('base64url')
  reply.header('set-cookie', printCookie(cookieOf(server), value, KEPT_FOR))
  return value
}
