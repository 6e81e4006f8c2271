import type { FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { sessionOfToken } from '#server/domain/accounts/session.ts'
import { sessionCookie, tokenOfCookie } from '#server/domain/accounts/session-cookie.ts'
import { printCookie, readCookie } from './cookies.ts'
import type { Base } from './mount.ts'

/** Who is signed in, in which workspace; null when nobody is. The store is asked at every request. */
export async function sessionOf(server: Base, request: FastifyRequest): Promise<SignedIn | null> {
  const value = readCookie(request, sessionCookie(server.baseUrl()))
  const session = value === null ? null : await sessionOfToken(server, tokenOfCookie(value))
  request.workspaceId = session?.workspace.id ?? null
  return session
}

/** The `Set-Cookie` value that takes a session's cookie away. */
export const noSession = (server: Base): string => printCookie(sessionCookie(server.baseUrl()), '', 0)
