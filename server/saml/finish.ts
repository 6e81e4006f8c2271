import type { FastifyReply, FastifyRequest } from 'fastify'
import { lookAtArrival, takeArrival } from '#server/domain/saml/arrival.ts'
import { describeArrival } from '#server/domain/saml/describe.ts'
import { admitPerson } from '#server/domain/saml/person.ts'
import type { Arrival } from '#server/domain/saml/receive.ts'
import { recordSamlFailure } from '#server/domain/saml/record-failure.ts'
import { SamlRefusal } from '#server/domain/saml/refusal.ts'
import { recordTest } from '#server/domain/saml/test-sign-in.ts'
import { countAttempt } from '#server/domain/sign-in/attempts.ts'
import { enter } from '#server/domain/sign-in/enter.ts'
import { inWorkspace, type Server } from '#server/http/contexts.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { letIn } from '#server/http/let-in.ts'
import { localAddress } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { arrivalOf, browserOf, dropArrival } from './browser.ts'
import { sendConfirmation } from './pages.ts'
import { sendTest } from './test-page.ts'

/** Signs in whoever comes back in the browser that began it; asks whoever began at the identity provider. */
export async function finishSignIn(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  return recordingFailure(server, request, workspaceId, async () => {
    const arrival = await lookAtArrival(server, workspaceId, arrivalOf(server, request))
    if (arrival.browser !== null) return complete(server, request, reply, workspaceId)
    const who = await describeArrival(server, workspaceId, arrival)
    return sendConfirmation(reply, workspaceId, who, formToken(server, request, reply))
  })
}

/** Whoever began at the identity provider says that they want to be signed in: another site can post anybody's answer. */
export async function confirmSignIn(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  readForm(server, request)
  return recordingFailure(server, request, workspaceId, () => complete(server, request, reply, workspaceId))
}

async function complete(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
): Promise<FastifyReply> {
  const arrival = await server.store.transaction((db) =>
    takeArrival(db, {
      workspaceId,
      token: arrivalOf(server, request),
      browser: browserOf(server, request),
      now: server.surroundings.now(),
    }),
  )
  reply.header('set-cookie', dropArrival(server))
  return arrival.isTest
    ? showTest(server, request, reply, workspaceId, arrival)
    : signIn(server, request, reply, workspaceId, arrival)
}

async function signIn(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
  { assertion, next }: Arrival,
): Promise<FastifyReply> {
  const admitting = sourceOf('saml_jit', request)
  const email = await inWorkspace(
    server,
    workspaceId,
    (context) => admitPerson(context, assertion),
    admitting,
  )
  const source = sourceOf('ui', request)
  const entered = await enter(server, { email, method: 'saml', source, workspaceId })
  return letIn(server, reply, entered, localAddress(next))
}

async function showTest(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
  { assertion }: Arrival,
): Promise<FastifyReply> {
  const source = sourceOf('ui', request)
  const test = await inWorkspace(server, workspaceId, (context) => recordTest(context, { assertion }), source)
  return sendTest(reply, test)
}

/** Whoever is refused is in the audit log, though all else that was done for them is undone. Anybody can be, so it is counted. */
async function recordingFailure<T>(
  server: Server,
  request: FastifyRequest,
  workspaceId: string,
  work: () => Promise<T>,
): Promise<T> {
  const source = sourceOf('ui', request)
  const wasGood = await countAttempt(server, { kind: 'saml_answer', address: source.ipAddress })
  try {
    const done = await work()
    await wasGood()
    return done
  } catch (error) {
    if (error instanceof SamlRefusal) {
      await inWorkspace(server, workspaceId, async (context) => recordSamlFailure(context, error), source)
    }
    throw error
  }
}
