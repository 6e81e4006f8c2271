/** Signing in with the company: its identity provider, which the domain of the e-mail tells. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { companyOf, isSamlOffered } from '#server/domain/saml/company.ts'
import type { Server } from '#server/http/contexts.ts'
import { readForm } from '#server/http/forms.ts'
import { html } from '#server/http/html.ts'
import { localAddress } from '#server/http/redirect.ts'
import { sendPage } from '#server/http/web-page.ts'
import type { Way } from './way.ts'

export const company: Way = {
  offer: async ({ store }) =>
    (await isSamlOffered(store.reader))
      ? html`<button class="plain" type="submit" formaction="/login/company" formnovalidate>Sign in with your company</button>`
      : null,
  routes: [{ method: 'POST', url: '/login/company', answer: leadToCompany }],
}

/** Whether somebody has the e-mail is neither looked at nor told: its domain is all that counts. */
async function leadToCompany(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const email = form('email').trim()
  if (email === '') {
    throw new FieldProblem({ email: 'Enter your e-mail: its domain tells which company is yours.' })
  }
  const found = await companyOf(server.store.reader, email)
  if (found === null) {
    throw new FieldProblem({ email: 'No company has set this up for the domain of this e-mail.' })
  }
  const address = companyAddress(found.workspaceId, localAddress(form('next')))
  // No form may be redirected to another site, so the browser goes there anew.
  return sendPage(reply.header('refresh', `0; url=${address}`), 200, {
    title: 'To your company',
    content: html`<h1>To your company</h1>
<p>You sign in to <strong>${found.name}</strong> with your company.</p>
<p><a class="button" href="${address}">Go on</a></p>`,
  })
}

export const companyAddress = (workspaceId: string, next: string): string =>
  `/saml/${workspaceId}/login?next=${encodeURIComponent(next)}`
