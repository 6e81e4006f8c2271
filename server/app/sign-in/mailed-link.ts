/** Signing in by a link that is mailed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { askForLink, LINK_MINUTES, sendsNoMail } from '#server/domain/sign-in/ask-for-link.ts'
import { showLink, signInByLink } from '#server/domain/sign-in/follow-link.ts'
import type { Base, Server } from '#server/http/contexts.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { letIn } from '#server/http/let-in.ts'
import { leadsElsewhere, localAddress } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { browserOf, rememberBrowser } from './link-browser.ts'
import type { Way } from './way.ts'

export const mailedLink: Way = {
  offer: ({ mail }) =>
    mail.kind === 'none'
      ? null
      : html`<button class="plain" type="submit" formaction="/login/link" formnovalidate>E-mail me a link</button>`,
  routes: [
    { method: 'POST', url: '/login/link', answer: ask },
    { method: 'GET', url: '/login/link/:token', answer: show },
    { method: 'POST', url: '/login/link/:token', answer: follow },
  ],
}

async function ask(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = readForm(server, request)
  const [email, next] = [form('email'), localAddress(form('next'))]
  const browser = rememberBrowser(server, request, reply)
  const source = sourceOf('ui', request)
  await askForLink(server, { purpose: 'sign_in', email, next, browser, source })
  return sendPage(reply, 200, {
    title: 'Look into your mailbox',
    content: html`<h1>Look into your mailbox</h1>
<p>If <strong>${email.trim()}</strong> can sign in here, a mail with a link is on its way. The link works once, for ${LINK_MINUTES} minutes.</p>
${whereMailIs(server)}
<p class="soft">Nothing came? Look among the unwanted mail, or <a href="/login?${new URLSearchParams({ next, email }).toString()}">try again</a>.</p>`,
  })
}

/** Mail of a sandbox reaches nobody. */
export const whereMailIs = ({ mail }: Base): Html | null =>
  mail.kind === 'kept'
    ? html`<p class="note">This is a sandbox, which sends no mail: what it would send is <a href="/admin/v1/mail">here to be read</a>.</p>`
    : null

/** Opening a link does nothing yet: programs that look through mail open links too. */
async function show(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = tokenIn(server, request, reply)
  const link = await showLink(server, 'sign_in', token, browserOf(server, request))
  const session = await sessionOf(server, request)
  const isSomebodyElse = session !== null && session.account.email !== link.email
  return sendPage(reply, 200, {
    title: 'Sign in',
    leadsElsewhere: leadsElsewhere(link.next),
    content: html`<h1>Sign in to ${link.workspace}</h1>
<dl>
<dt>As</dt><dd>${link.email}</dd>
<dt>At</dt><dd>${new URL(server.baseUrl()).host}</dd>
</dl>
${
  link.isSameBrowser
    ? null
    : html`<p class="note">This link was asked for in another browser. Go on only if it was you who asked for it.</p>`
}
${isSomebodyElse ? html`<p class="soft">You are signed in as ${session.account.email}; going on signs you in as ${link.email}.</p>` : null}
<form class="whole" method="post" action="/login/link/${token}">
${formToken(server, request, reply)}
<button type="submit">Sign in</button>
</form>`,
  })
}

async function follow(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  readForm(server, request)
  const entered = await signInByLink(server, tokenIn(server, request, reply), sourceOf('ui', request))
  return letIn(server, reply, entered, entered.next)
}

/** The address of the page is a secret: nothing that is opened from it may learn it. */
function tokenIn(server: Server, request: FastifyRequest, reply: FastifyReply): string {
  if (server.mail.kind === 'none') throw sendsNoMail()
  reply.header('referrer-policy', 'no-referrer')
  return (request.params as { token: string }).token
}
