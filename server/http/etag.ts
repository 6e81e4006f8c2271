import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'

/**
 * The entity tag of an answer (RFC 9110, section 8.8.3): that of all that it is made from. A weak one, for answers of
 * the same differ in their `request_id`.
 *
 * @param state of what the answer shows.
 */
export function etagOf(request: FastifyRequest, version: unknown, caller: Caller, state: string): string {
  const { actor, workspace } = caller
  const made = [request.url, version, actor.userId, actor.isSession, actor.capabilities, workspace, state]
  return `W/"${hash('sha256', JSON.stringify(made), 'base64url').slice(0, 27)}"`
}

/** The headers of an answer with a tag: whoever keeps it asks whether it still holds. */
export const taggedAs = (etag: string) => ({
  etag,
  'cache-control': 'private, no-cache',
  vary: 'Accept-Encoding, Authorization, Notion-Version',
})

/** Whether a request says that the caller has the answer of a tag (RFC 9110, section 13.1.2). `*` says nothing of one. */
export const hasAnswer = ({ headers }: FastifyRequest, etag: string): boolean =>
  headers['if-none-match']?.split(',').some((one) => one.trim() === etag) ?? false
