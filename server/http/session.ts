import type { FastifyRequest } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import { actorOfSession } from '#server/domain/access/authenticate.ts'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { noteSeen, sessionOfToken } from '#server/domain/sign-in/session.ts'
import { SESSION_SECONDS, sessionCookie, tokenOfCookie } from '#server/domain/sign-in/session-cookie.ts'
import { Problem } from '#shared/problem.ts'
import type { Base } from './contexts.ts'
import { printCookie, readCookie } from './cookies.ts'
import { requireFormToken } from './forms.ts'
import { sourceOf } from './source.ts'

/** Who is signed in, in which workspace; null when nobody is. The store is asked at every request. */
export async function sessionOf(server: Base, request: FastifyRequest): Promise<SignedIn | null> {
  const value = readCookie(request, sessionCookie(server.baseUrl()))
  const session = value === null ? null : await sessionOfToken(server, tokenOfCookie(value))
  request.workspaceId = session?.workspace.id ?? null
  if (session !== null) await noteSeen(server, session, sourceOf('ui', request))
  return session
}

/** The `Set-Cookie` value that makes a browser keep a session. */
export const sessionFor = (server: Base, token: string): string =>
  printCookie(sessionCookie(server.baseUrl()), token, SESSION_SECONDS)

/** The `Set-Cookie` value that takes a session's cookie away. */
export const noSession = (server: Base): string => printCookie(sessionCookie(server.baseUrl()), '', 0)

export const hasSession = (server: Base, request: FastifyRequest): boolean =>
  readCookie(request, sessionCookie(server.baseUrl())) !== null

/**
 * A browser that calls as the person who is signed in there. What changes something needs the header
 * `X-CSRF-Token` with the value that `GET /app/session` tells: a page of another site can neither read nor send it.
 */
export async function callerOfSession(server: Base, request: FastifyRequest): Promise<Caller> {
  const session = await sessionOf(server, request)
  if (session === null) throw new Problem('unauthenticated', 'The session has ended. Sign in again.')
  if (request.method !== 'GET' && request.method !== 'HEAD') requireFormToken(server, request)
  return { actor: await actorOfSession(server.store.reader, session), workspace: session.workspace }
}
