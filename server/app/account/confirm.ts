/** Where the holder of a session proves again who they are, before what must not happen at a browser left open. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { confirmByPassword } from '#server/domain/accounts/confirm.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import type { Base } from '#server/http/contexts.ts'
import { type Field, fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { statusOf } from '../errors.ts'
import { localAddress, redirect } from '../redirect.ts'

export async function showConfirm(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localAddress(String((request.query as Record<string, unknown>).next ?? ''))
  const session = await sessionOf(server, request)
  if (session === null) return toSignIn(reply, next)
  return sendForm(server, request, reply, session, { status: 200, next, retry: firstTry, alert: null })
}

export async function confirmRoute(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const next = localAddress(form('next'))
  const session = await sessionOf(server, request)
  if (session === null) return toSignIn(reply, next)
  try {
    await confirmByPassword(server, session, form('password'), sourceOf('ui', request))
    return redirect(reply, next)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const isField = error instanceof FieldProblem
    return sendForm(server, request, reply.headers(error.headers ?? {}), session, {
      status: isField ? 422 : statusOf(error),
      next,
      retry: { values: {}, mistakes: isField ? error.fields : {} },
      alert: isField ? null : error.message,
    })
  }
}

const toSignIn = (reply: FastifyReply, next: string): FastifyReply =>
  redirect(reply, `/login?next=${encodeURIComponent(next)}`)

const passwordField: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
}

interface ConfirmForm {
  status: number
  next: string
  retry: Retry
  alert: string | null
}

const sendForm = (
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
  { account }: SignedIn,
  { status, next, retry, alert }: ConfirmForm,
): FastifyReply =>
  sendPage(reply, status, {
    title: 'Confirm that it is you',
    content: html`<h1>Confirm that it is you</h1>
<p class="soft">You are signed in as ${account.email}, but it was a while ago.</p>
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
<form class="whole" method="post" action="/account/confirm">
${formToken(server, request, reply)}
<input type="hidden" name="next" value="${next}">
${fields([passwordField], retry)}
<button type="submit">Confirm</button>
</form>`,
  })
