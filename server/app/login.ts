import type { FastifyReply, FastifyRequest } from 'fastify'
import { endSession } from '#server/domain/accounts/session.ts'
import { signIn } from '#server/domain/accounts/sign-in.ts'
import type { Base, Server } from '#server/http/contexts.ts'
import { type Field, fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { noSession, sessionFor, sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { statusOf } from './errors.ts'
import { localAddress, redirect } from './redirect.ts'

export async function showSignIn(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localAddress(String((request.query as Record<string, unknown>).next ?? ''))
  if (await sessionOf(server, request)) return redirect(reply, next)
  return sendForm(server, request, reply, { status: 200, next, retry: firstTry, alert: null })
}

export async function signInRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const next = localAddress(form('next'))
  try {
    const who = { email: form('email'), password: form('password'), source: sourceOf('ui', request) }
    const { token } = await signIn(server, who)
    return redirect(reply.header('set-cookie', sessionFor(server, token)), next)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.kind === 'unauthenticated') {
      server.noted.signInFailed({ email: form('email'), source: sourceOf('ui', request) })
    }
    reply.headers(error.headers ?? {})
    const retry = { values: { email: form('email') }, mistakes: {} }
    return sendForm(server, request, reply, { status: statusOf(error), next, retry, alert: error.message })
  }
}

export async function signOutRoute(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  readForm(server, request)
  const session = await sessionOf(server, request)
  if (session) await endSession(server, session, sourceOf('ui', request))
  return redirect(reply.header('set-cookie', noSession(server)), '/')
}

const formFields: readonly Field[] = [
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
]

interface SignInForm {
  status: number
  next: string
  retry: Retry
  alert: string | null
}

/** Signing in is a step of authorising a connection; see the screens there. */
const leadsElsewhere = (next: string): boolean => next.startsWith('/v1/oauth/authorize?')

const sendForm = (
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, next, retry, alert }: SignInForm,
): FastifyReply =>
  sendPage(reply, status, {
    title: 'Sign in',
    leadsElsewhere: leadsElsewhere(next),
    content: html`<h1>Sign in</h1>
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
<form class="whole" method="post" action="/login">
${formToken(server, request, reply)}
<input type="hidden" name="next" value="${next}">
${fields(formFields, retry)}
<button type="submit">Sign in</button>
</form>`,
  })
