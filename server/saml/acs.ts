import type { FastifyReply, FastifyRequest } from 'fastify'
import { begunSignIn, type Posted, receiveResponse } from '#server/domain/saml/receive.ts'
import { recordSamlFailure } from '#server/domain/saml/record-failure.ts'
import { SamlRefusal } from '#server/domain/saml/refusal.ts'
import { recordTest } from '#server/domain/saml/test-sign-in.ts'
import { countAttempt } from '#server/domain/sign-in/attempts.ts'
import { inWorkspace, type Server } from '#server/http/contexts.ts'
import { redirect } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { invalid } from '#shared/problem.ts'
import { keepArrival } from './browser.ts'
import { sendTest } from './test-page.ts'

/**
 * The Assertion Consumer Service: what an identity provider lets a browser post. The browser brings no cookies with
 * it, so it is sent on to an address of ours, and brings them there.
 */
export async function consumeAssertion(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  const source = sourceOf('ui', request)
  const posted = postedIn(request)
  const wasGood = await countAttempt(server, { kind: 'saml_answer', address: source.ipAddress })
  const begun = await begunSignIn(server, workspaceId, posted.relayState)
  try {
    const token = await receiveResponse(server, workspaceId, posted, begun)
    await wasGood()
    return redirect(reply.header('set-cookie', keepArrival(server, token)), `/saml/${workspaceId}/finish`)
  } catch (error) {
    if (!(error instanceof SamlRefusal)) throw error
    await inWorkspace(server, workspaceId, async (context) => recordSamlFailure(context, error), source)
    if (!begun?.isTest) throw error
    const { reason } = error
    const test = await inWorkspace(server, workspaceId, (context) => recordTest(context, { reason }), source)
    return sendTest(reply, test)
  }
}

function postedIn(request: FastifyRequest): Posted {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw invalid('An answer of an identity provider is sent as application/x-www-form-urlencoded.')
  }
  const fields = new URLSearchParams((request.body as Buffer | null)?.toString('utf8') ?? '')
  return { samlResponse: fields.get('SAMLResponse') ?? '', relayState: fields.get('RelayState') ?? '' }
}
