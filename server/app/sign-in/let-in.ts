import type { FastifyReply } from 'fastify'
import type { OpenedSession } from '#server/domain/accounts/enter.ts'
import type { Base } from '#server/http/contexts.ts'
import { sessionFor } from '#server/http/session.ts'
import { redirect } from '../redirect.ts'

/** Takes somebody who entered on to where they wanted to go. */
export const letIn = (
  server: Base,
  reply: FastifyReply,
  { token }: OpenedSession,
  next: string,
): FastifyReply => redirect(reply.header('set-cookie', sessionFor(server, token)), next)
