/** A password that was forgotten: another one is chosen by a link that is mailed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { askForLink, LINK_MINUTES, sendsNoMail } from '#server/domain/sign-in/ask-for-link.ts'
import { type ShownLink, showLink } from '#server/domain/sign-in/follow-link.ts'
import { resetPassword } from '#server/domain/sign-in/reset-password.ts'
import type { Server } from '#server/http/contexts.ts'
import { fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { letIn } from '#server/http/let-in.ts'
import { localAddress } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { newPasswordField } from '../new-password-field.ts'
import { browserOf, rememberBrowser } from './link-browser.ts'
import { whereMailIs } from './mailed-link.ts'
import { saidOf } from './said.ts'
import type { WayRoute } from './way.ts'

export const forgottenPassword: readonly WayRoute[] = [
  { method: 'GET', url: '/login/forgotten', answer: showAsking },
  { method: 'POST', url: '/login/forgotten', answer: ask },
  { method: 'GET', url: '/login/reset/:token', answer: showChoosing },
  { method: 'POST', url: '/login/reset/:token', answer: choose },
]

async function showAsking(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (server.mail.kind === 'none') throw sendsNoMail()
  return sendAsking(server, request, reply, { ...firstTry, values: { email: saidOf(request, 'email') } })
}

async function ask(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(server, request)
  const [email, next] = [form('email'), localAddress(form('next'))]
  const browser = rememberBrowser(server, request, reply)
  const source = sourceOf('ui', request)
  try {
    await askForLink(server, { purpose: 'reset_password', email, next, browser, source })
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error
    return sendAsking(server, request, reply, { values: { email }, mistakes: error.fields })
  }
  return sendPage(reply, 200, {
    title: 'Look into your mailbox',
    content: html`<h1>Look into your mailbox</h1>
<p>If <strong>${email.trim()}</strong> can sign in here, a mail with a link to choose a password is on its way. The link works once, for ${LINK_MINUTES} minutes.</p>
${whereMailIs(server)}
<p class="soft">Nothing came? Look among the unwanted mail, or <a href="/login/forgotten?${new URLSearchParams({ next, email }).toString()}">try again</a>.</p>`,
  })
}

const sendAsking = (
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  retry: Retry,
): FastifyReply =>
  sendPage(reply, Object.keys(retry.mistakes).length > 0 ? 422 : 200, {
    title: 'Choose another password',
    content: html`<h1>Choose another password</h1>
<p class="soft">You are sent a link by mail, under which you choose one.</p>
<form class="whole" method="post" action="/login/forgotten">
${formToken(server, request, reply)}
<input type="hidden" name="next" value="${localAddress(saidOf(request, 'next'))}">
${fields([{ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' }], retry)}
<button type="submit">E-mail me a link</button>
</form>
<p class="under"><a href="/login">Back to signing in</a></p>`,
  })

async function showChoosing(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return sendChoosing(server, request, reply, await linkOf(server, request, reply), firstTry)
}

async function choose(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(server, request)
  const link = await linkOf(server, request, reply)
  try {
    const entered = await resetPassword(server, tokenIn(request), form('password'), sourceOf('ui', request))
    return letIn(server, reply, entered, entered.next)
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error
    return sendChoosing(server, request, reply, link, { values: {}, mistakes: error.fields })
  }
}

const tokenIn = (request: FastifyRequest): string => (request.params as { token: string }).token

/** The address of the page is a secret: nothing that is opened from it may learn it. */
function linkOf(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<ShownLink> {
  if (server.mail.kind === 'none') throw sendsNoMail()
  reply.header('referrer-policy', 'no-referrer')
  return showLink(server, 'reset_password', tokenIn(request), browserOf(server, request))
}

const sendChoosing = (
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  { email, isSameBrowser }: ShownLink,
  retry: Retry,
): FastifyReply =>
  sendPage(reply, Object.keys(retry.mistakes).length > 0 ? 422 : 200, {
    title: 'Choose a password',
    content: html`<h1>Choose a password</h1>
<p>For <strong>${email}</strong>. You are signed out everywhere else by it.</p>
${
  isSameBrowser
    ? null
    : html`<p class="note">This link was asked for in another browser. Go on only if it was you who asked for it.</p>`
}
<form class="whole" method="post" action="/login/reset/${tokenIn(request)}">
${formToken(server, request, reply)}
<input type="text" name="username" value="${email}" autocomplete="username" hidden>
${fields([newPasswordField], retry)}
<button type="submit">Choose this password</button>
</form>`,
  })
