/** Where an authenticator app is added, and where recovery codes are shown. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { confirmedAccount } from '#server/domain/access/accounts.ts'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { confirmTotp, offerTotp } from '#server/domain/accounts/change-totp.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { renewRecoveryCodes } from '#server/domain/accounts/recovery-codes.ts'
import type { Server } from '#server/http/contexts.ts'
import { fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { toSignIn } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { asSession } from './as-session.ts'
import { codesList } from './codes-list.ts'
import { appSteps, newCodeField } from './totp-form.ts'

const HERE = '/account#second-factor'

export async function showNewTotp(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await sessionOf(server, request)
  if (session === null) return toSignIn(reply, '/account/totp')
  return sendForm(server, request, reply, session, 200, firstTry)
}

export async function addTotpRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const session = await sessionOf(server, request)
  if (session === null) return toSignIn(reply, '/account/totp')
  try {
    const codes = await asSession({ server, session, source: sourceOf('ui', request) }, async (context) =>
      confirmTotp(context, await confirmedAccount(context), form('code')),
    )
    return sendCodes(reply, codes)
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error
    return sendForm(server, request, reply, session, 422, { values: {}, mistakes: error.fields })
  }
}

export async function renewCodesRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  readForm(server, request)
  const session = await sessionOf(server, request)
  if (session === null) return toSignIn(reply, HERE)
  const codes = await asSession({ server, session, source: sourceOf('ui', request) }, async (context) =>
    renewRecoveryCodes(context, await confirmedAccount(context)),
  )
  return sendCodes(reply, codes)
}

const sendCodes = (reply: FastifyReply, codes: readonly string[]): FastifyReply =>
  sendPage(reply, 200, { title: 'Your recovery codes', content: codesList(codes, HERE) })

async function sendForm(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  session: SignedIn,
  status: number,
  retry: Retry,
): Promise<FastifyReply> {
  const offered = await asSession({ server, session, source: sourceOf('ui', request) }, async (context) => {
    const account = await confirmedAccount(context)
    return offerTotp(context, account, account.sessionId)
  })
  return sendPage(reply, status, {
    title: 'Add an authenticator app',
    content: html`<h1>Add an authenticator app</h1>
<form class="whole" method="post" action="/account/totp">
${formToken(server, request, reply)}
${appSteps(offered)}
${fields([newCodeField], retry)}
<button type="submit">Add the app</button>
</form>
<p class="under"><a href="${HERE}">Back to your account</a></p>`,
  })
}
