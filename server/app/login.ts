import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { TooManyAttempts } from '#server/domain/sign-in/attempts.ts'
import { endSession } from '#server/domain/sign-in/session.ts'
import { signIn } from '#server/domain/sign-in/sign-in.ts'
import type { Server } from '#server/http/contexts.ts'
import { MOST_FORM_BYTES, readForm } from '#server/http/forms.ts'
import { letIn } from '#server/http/let-in.ts'
import { localAddress, redirect } from '#server/http/redirect.ts'
import { noSession, sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { Problem } from '#shared/problem.ts'
import { answerProblem, companyIn, statusOf } from './errors.ts'
import { forgottenPassword } from './sign-in/forgotten-password.ts'
import { sendSignIn } from './sign-in/page.ts'
import { saidOf } from './sign-in/said.ts'
import type { WayRoute } from './sign-in/way.ts'
import { ways } from './sign-in/ways.ts'

/** Signing in, by every way. */
export function mountSignIn(pages: FastifyInstance, server: Server): void {
  pages.register(async (entrance) => {
    entrance.setErrorHandler((error, request, reply) => tellOnPage(server, error, request, reply))
    for (const { method, url, answer } of [...own, ...ways.flatMap(({ routes }) => routes)]) {
      entrance.route({
        method,
        url,
        bodyLimit: MOST_FORM_BYTES,
        handler: (request, reply) => answer(server, request, reply),
      })
    }
  })
}

const own: readonly WayRoute[] = [
  { method: 'GET', url: '/login', answer: showSignIn },
  { method: 'POST', url: '/login', answer: signInByPassword },
  ...forgottenPassword,
]

async function showSignIn(server: Server, request: FastifyRequest, reply: FastifyReply) {
  if (await sessionOf(server, request)) return redirect(reply, localAddress(saidOf(request, 'next')))
  return sendSignIn(server, request, reply)
}

async function signInByPassword(server: Server, request: FastifyRequest, reply: FastifyReply) {
  const form = readForm(server, request)
  const source = sourceOf('ui', request)
  try {
    const next = localAddress(form('next'))
    const entered = await signIn(server, { email: form('email'), password: form('password'), source, next })
    return letIn(server, reply, entered, next)
  } catch (error) {
    const failed = { email: form('email'), source, method: 'password' as const }
    if (error instanceof TooManyAttempts) {
      if (error.isFirst) server.noted.signInFailed({ ...failed, reason: 'too_many_attempts' })
    } else if (error instanceof Problem && error.kind === 'unauthenticated') {
      server.noted.signInFailed(failed)
    }
    throw error
  }
}

export async function signOutRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  readForm(server, request)
  const session = await sessionOf(server, request)
  if (session) await endSession(server, session, sourceOf('ui', request))
  return redirect(reply.header('set-cookie', noSession(server)), '/')
}

/** Whoever could not come in by one way is shown all of them again. */
function tellOnPage(
  server: Server,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  if (!(error instanceof Problem)) return answerProblem(error, request, reply)
  reply.headers(error.headers ?? {})
  if (error instanceof FieldProblem) {
    return sendSignIn(server, request, reply, { status: 422, mistakes: error.fields })
  }
  const company = companyIn(error)
  return sendSignIn(server, request, reply, {
    status: statusOf(error),
    alert: error.message,
    ...(company !== null && { company }),
  })
}
