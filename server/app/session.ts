import type { FastifyReply, FastifyRequest } from 'fastify'
import { workspacesOf } from '#server/domain/sign-in/session.ts'
import type { Base } from '#server/http/contexts.ts'
import { csrfToken } from '#server/http/forms.ts'
import { sessionOf } from '#server/http/session.ts'

/** Tells our own scripts who is signed in and where, and what they show when they change something. */
export async function showSession(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await sessionOf(server, request)
  const body = session && {
    account: { id: session.account.id, name: session.account.name, email: session.account.email },
    user: { id: session.user.id, name: session.user.name, role: session.user.role },
    workspace: { id: session.workspace.id, name: session.workspace.name, icon: session.workspace.icon },
    workspaces: await workspacesOf(server, session.account),
    csrf_token: csrfToken(server, request, reply),
  }
  return reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ session: body }))
}
