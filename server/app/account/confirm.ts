/** Where the holder of a session proves again who they are, before what must not happen at a browser left open. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { confirm, meansOf } from '#server/domain/accounts/confirm.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { companyOf } from '#server/domain/saml/company.ts'
import { hasPasskeys } from '#server/domain/sign-in/passkey-proof.ts'
import { endSession } from '#server/domain/sign-in/session.ts'
import type { Base } from '#server/http/contexts.ts'
import { type Field, fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { PASSKEY_SCRIPT } from '#server/http/page-scripts.ts'
import { localAddress, redirect, toSignIn } from '#server/http/redirect.ts'
import { noSession, sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { statusOf } from '../errors.ts'
import { companyAddress } from '../sign-in/company.ts'
import { saidOf } from '../sign-in/said.ts'
import { codeField } from './totp-form.ts'

export async function showConfirm(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localAddress(saidOf(request, 'next'))
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
    const typed = { password: form('password'), code: form('code') }
    await confirm(server, session, typed, sourceOf('ui', request))
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

/** For who proves nothing here: they sign in again, and come back. */
export async function signInAgainRoute(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localAddress(readForm(server, request)('next'))
  const session = await sessionOf(server, request)
  if (session !== null) await endSession(server, session, sourceOf('ui', request))
  return toSignIn(reply.header('set-cookie', noSession(server)), next)
}

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

async function sendForm(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
  session: SignedIn,
  { status, next, retry, alert }: ConfirmForm,
): Promise<FastifyReply> {
  const means = await meansOf(server, session)
  const asked = means.code ? [codeField] : means.password ? [passwordField] : []
  const withPasskey = means.passkey && hasPasskeys(server.baseUrl())
  const company = await companyOf(server.store.reader, session.account.email)
  return sendPage(reply, status, {
    title: 'Confirm that it is you',
    scripts: withPasskey ? [PASSKEY_SCRIPT] : [],
    content: html`<h1>Confirm that it is you</h1>
<p class="soft">You are signed in as ${session.account.email}, but what you are about to do asks for a little more.</p>
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
<form class="whole" method="post" action="/account/confirm">
${formToken(server, request, reply)}
<input type="hidden" name="next" value="${next}">
${fields(asked, retry)}
<div class="ways">
${asked.length > 0 ? html`<button type="submit">Confirm</button>` : null}
${withPasskey ? html`<button type="button" class="plain" data-passkey="/account/confirm/passkey" hidden>Confirm with a passkey</button>` : null}
${company === null ? null : html`<a class="button plain" href="${companyAddress(company.workspaceId, next)}&again=true">Confirm with your company</a>`}
<button class="plain" type="submit" formaction="/account/confirm/again" formnovalidate>Sign in again</button>
</div>
</form>`,
  })
}
