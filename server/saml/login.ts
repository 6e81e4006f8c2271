import type { FastifyReply, FastifyRequest } from 'fastify'
import { beginSignIn } from '#server/domain/saml/begin.ts'
import { countAttempt } from '#server/domain/sign-in/attempts.ts'
import type { Server } from '#server/http/contexts.ts'
import { localAddress, redirect } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { markBrowser } from './browser.ts'

/** Sends a browser to the identity provider. `?next=` is where it leads here, `?test=` makes it a trial, `?again=true` asks whoever is signed in there to prove it anew. */
export async function beginRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  await countAttempt(server, { kind: 'saml_begun', address: sourceOf('ui', request).ipAddress })
  const { next, test, again } = request.query as Record<string, unknown>
  const address = await beginSignIn(server, workspaceId, {
    next: localAddress(String(next ?? '')),
    browser: markBrowser(server, request, reply),
    test: typeof test === 'string' ? test : null,
    isAgain: again === 'true',
  })
  return redirect(reply.header('referrer-policy', 'no-referrer'), address)
}
