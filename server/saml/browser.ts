/** What a browser keeps while somebody signs in. Both cookies stay away from what another site posts (`SameSite=Lax`). */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieForm } from '#server/domain/sign-in/session-cookie.ts'
import type { Server } from '#server/http/contexts.ts'
import { printCookie, readCookie } from '#server/http/cookies.ts'

/** Which browser began a sign-in here. */
const browserCookie = (server: Server) => cookieForm('octavo_saml', server.baseUrl())

/** What it brought from the identity provider. */
const arrivalCookie = (server: Server) => cookieForm('octavo_saml_arrival', server.baseUrl())

const ARRIVAL_SECONDS = 5 * 60

/** What tells this browser from others; it gets something where it has nothing. */
export function markBrowser(server: Server, request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(server, request)
  if (known !== null && /^[\w-]{32}$/.test(known)) return known
  const fresh = randomBytes(24).toString('base64url')
  reply.header('set-cookie', printCookie(browserCookie(server), fresh))
  return fresh
}

export const browserOf = (server: Server, request: FastifyRequest): string | null =>
  readCookie(request, browserCookie(server))

export const arrivalOf = (server: Server, request: FastifyRequest): string | null =>
  readCookie(request, arrivalCookie(server))

/** The `Set-Cookie` values that keep an arrival, and take it away. */
export const keepArrival = (server: Server, token: string): string =>
  printCookie(arrivalCookie(server), token, ARRIVAL_SECONDS)
export const dropArrival = (server: Server): string => printCookie(arrivalCookie(server), '', 0)
