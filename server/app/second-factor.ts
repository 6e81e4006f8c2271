/** Where somebody shows their second factor, after a password or a link; who needs one and has none adds an app. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OfferedTotp } from '#server/domain/accounts/change-totp.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import {
  addTotpAndEnter,
  answerTicket,
  offerTotpFor,
  type TicketHolder,
  ticketHolder,
} from '#server/domain/sign-in/answer-ticket.ts'
import { TooManyAttempts } from '#server/domain/sign-in/attempts.ts'
import { hasPasskeys } from '#server/domain/sign-in/passkey-proof.ts'
import type { Server } from '#server/http/contexts.ts'
import { fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { keepEntered, letIn, placeAfter, ticketOf } from '#server/http/let-in.ts'
import { PASSKEY_SCRIPT } from '#server/http/page-scripts.ts'
import { leadsElsewhere, localAddress, toSignIn } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { codesList } from './account/codes-list.ts'
import { appSteps, codeField, newCodeField } from './account/totp-form.ts'
import { statusOf } from './errors.ts'
import { saidOf } from './sign-in/said.ts'

export async function showSecondFactor(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localAddress(saidOf(request, 'next'))
  return sendForm(server, request, reply, { status: 200, next, retry: firstTry, alert: null })
}

export async function secondFactorRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const next = localAddress(form('next'))
  return orFormAgain(server, request, reply, next, async (ticket, source) =>
    letIn(server, reply, await answerTicket(server, ticket, form('code'), source), next),
  )
}

export async function addSecondFactorRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const next = localAddress(form('next'))
  return orFormAgain(server, request, reply, next, async (ticket, source) => {
    const { entered, codes } = await addTotpAndEnter(server, ticket, form('code'), source)
    return sendPage(keepEntered(server, reply, entered), 200, {
      title: 'Your recovery codes',
      content: codesList(codes, placeAfter(entered, next)),
    })
  })
}

async function orFormAgain(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  answer: (ticket: string, source: ReturnType<typeof sourceOf>) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const ticket = ticketOf(server, request)
  if (ticket === null) return toSignIn(reply, next)
  const source = sourceOf('ui', request)
  const holder = await ticketHolder(server, ticket)
  try {
    return await answer(ticket, source)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.kind === 'unauthenticated') return sendAgain(reply, next, error.message)
    const isField = error instanceof FieldProblem
    if (holder !== null) noteFailure(server, holder, error, source)
    return sendForm(server, request, reply.headers(error.headers ?? {}), {
      status: isField ? 422 : statusOf(error),
      next,
      retry: { values: {}, mistakes: isField ? error.fields : {} },
      alert: isField ? null : error.message,
    })
  }
}

function noteFailure(
  { noted }: Server,
  { account, method }: TicketHolder,
  error: Problem,
  source: ReturnType<typeof sourceOf>,
): void {
  const failed = { email: account.email_key, method, source }
  if (error instanceof FieldProblem) noted.signInFailed({ ...failed, reason: 'wrong_code' })
  if (error instanceof TooManyAttempts && error.isFirst) {
    noted.signInFailed({ ...failed, reason: 'too_many_attempts' })
  }
}

const sendAgain = (reply: FastifyReply, next: string, message: string): FastifyReply =>
  sendPage(reply, 401, {
    title: 'Sign in again',
    content: html`<h1>Sign in again</h1>
<p role="alert">${message}</p>
<p><a href="/login?next=${encodeURIComponent(next)}">Sign in</a></p>`,
  })

interface SecondFactorForm {
  status: number
  next: string
  retry: Retry
  alert: string | null
}

async function sendForm(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, next, retry, alert }: SecondFactorForm,
): Promise<FastifyReply> {
  const ticket = ticketOf(server, request)
  const holder = ticket === null ? null : await ticketHolder(server, ticket)
  if (ticket === null || holder === null) return toSignIn(reply, next)
  const hidden = html`${formToken(server, request, reply)}
<input type="hidden" name="next" value="${next}">`
  const withPasskey = holder.factors.passkeys && hasPasskeys(server.baseUrl())
  const shown =
    holder.factors.totp || holder.factors.passkeys
      ? askFor(holder, hidden, retry, withPasskey)
      : offer(await offerTotpFor(server, ticket, sourceOf('ui', request)), hidden, retry)
  return sendPage(reply, status, {
    title: 'One more step',
    leadsElsewhere: leadsElsewhere(next),
    scripts: withPasskey ? [PASSKEY_SCRIPT] : [],
    content: html`<h1>One more step</h1>
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
${shown}
<p class="under"><a href="/login?next=${encodeURIComponent(next)}">Sign in as somebody else</a></p>`,
  })
}

const askFor = (
  { account, factors }: TicketHolder,
  hidden: Html,
  retry: Retry,
  withPasskey: boolean,
): Html => html`${
  factors.totp
    ? null
    : html`<p>This workspace wants two factors. ${account.email_key} has a passkey, which counts as two: sign in with it.</p>`
}
<form class="whole" method="post" action="/login/second-factor">
${hidden}
${factors.totp ? fields([codeField], retry) : null}
<div class="ways">
${factors.totp ? html`<button type="submit">Sign in</button>` : null}
${withPasskey ? html`<button type="button" class="plain" data-passkey="/login/passkey" hidden>Use a passkey</button>` : null}
</div>
</form>`

const offer = (offered: OfferedTotp, hidden: Html, retry: Retry): Html =>
  html`<p>This workspace wants a second factor of everybody: an app on your phone that shows a new code every half a minute.</p>
<form class="whole" method="post" action="/login/second-factor/add">
${hidden}
${appSteps(offered)}
${fields([newCodeField], retry)}
<button type="submit">Add the app and sign in</button>
</form>`
