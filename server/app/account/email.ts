/** The e-mail address of an account: asking for another one, and confirming it where the link leads that was mailed. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { askForEmail } from '#server/domain/accounts/ask-for-email.ts'
import { confirmEmail, emailToConfirm } from '#server/domain/accounts/confirm-email.ts'
import { accountRulesOf, pendingEmailOf } from '#server/domain/accounts/own-account.ts'
import type { Server } from '#server/http/contexts.ts'
import { type Field, fields } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { redirect } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import type { Section } from './section.ts'

const emailField: Field = { name: 'email', label: 'New e-mail', type: 'email', autocomplete: 'email' }

export const emailSection: Section = {
  name: 'email',
  title: 'E-mail',
  async show({ server, session: { account, user }, token, retry }) {
    const db = server.store.reader
    const { locked, lock, domains } = await accountRulesOf(db, account.email)
    const pending = await pendingEmailOf(db, account.id, server.surroundings.now())
    const now = html`<p>You sign in as <strong>${user.email ?? account.email}</strong>.</p>`
    if (lock !== null && locked.includes('email')) {
      return html`${now}
<p class="soft">It is managed by the directory “${lock.by.name}” of ${lock.workspace}.</p>`
    }
    return html`${now}
${
  pending === null
    ? null
    : html`<p class="note">We mailed a link to ${pending.email}. Open it within the hour, in a browser where you are signed in, to confirm that address.</p>`
}
<form method="post" action="/account/email">
${token}
${fields([domains === null ? emailField : { ...emailField, hint: `In ${domains.join(' or ')}.` }], retry, { isOneOfSeveral: true })}
<button type="submit">Change</button>
</form>`
  },
  forms: {
    '': {
      act: ({ server, session, form, source }) => askForEmail(server, session, form('email'), source),
    },
  },
}

/** Where the link leads. Opening it does nothing: programs that look through mail follow links too. */
export async function showConfirmEmail(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.header('referrer-policy', 'no-referrer')
  const session = await sessionOf(server, request)
  if (session === null) return redirect(reply, `/login?next=${encodeURIComponent(request.url)}`)
  const email = await emailToConfirm(server, session, tokenIn(request))
  return sendPage(reply, 200, {
    title: 'Confirm your e-mail address',
    content: html`<h1>Confirm your e-mail address</h1>
<p>You sign in as <strong>${email}</strong> from now on, and not as ${session.account.email} any more. Your other sessions end.</p>
<form class="whole" method="post" action="/account/email/${tokenIn(request)}">
${formToken(server, request, reply)}
<button type="submit">Confirm</button>
</form>`,
  })
}

export async function confirmEmailRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  readForm(server, request)
  reply.header('referrer-policy', 'no-referrer')
  const session = await sessionOf(server, request)
  if (session === null) return redirect(reply, `/login?next=${encodeURIComponent(request.url)}`)
  await confirmEmail(server, session, tokenIn(request), sourceOf('ui', request))
  return redirect(reply, '/account')
}

const tokenIn = (request: FastifyRequest): string => (request.params as { token: string }).token
