/** The sign-in page: e-mail and password, and below them every other way. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { companyOf } from '#server/domain/saml/company.ts'
import type { Server } from '#server/http/contexts.ts'
import { type Field, fields, type Retry } from '#server/http/form-fields.ts'
import { formToken } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { leadsElsewhere, localAddress } from '#server/http/redirect.ts'
import { sendPage } from '#server/http/web-page.ts'
import { companyAddress } from './company.ts'
import { saidOf } from './said.ts'
import { ways } from './ways.ts'

export interface SignInPage {
  status?: number
  /** What went wrong before. */
  alert?: string
  /** What is wrong with a field, by its name. */
  mistakes?: Retry['mistakes']
  /** The address at which they sign in who may in no other way. */
  company?: string
  /** Where to go afterwards, and the e-mail that was typed; as the request says when absent. */
  next?: string
  email?: string
}

/** Shows the sign-in page, with what the request says of where to go and of whom. */
export async function sendSignIn(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, alert, mistakes = {}, ...given }: SignInPage = {},
): Promise<FastifyReply> {
  const next = localAddress(given.next ?? saidOf(request, 'next'))
  const email = given.email ?? saidOf(request, 'email')
  const company = (await enforcedCompany(server, email, next)) ?? given.company ?? null
  const shown = await Promise.all(ways.map(async (way) => way.offer(server, { next, request, reply })))
  const offers = shown.filter((offer) => offer !== null)
  const scripts = ways.flatMap(({ script }, at) => (script && shown[at] !== null ? [script] : []))
  return sendPage(reply, status, {
    title: 'Sign in',
    leadsElsewhere: leadsElsewhere(next),
    scripts,
    content: html`<h1>Sign in</h1>
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
${company === null ? null : leadToCompany(company, given.company === undefined)}
<form class="whole" method="post" action="/login">
${formToken(server, request, reply)}
<input type="hidden" name="next" value="${next}">
${fields(formFields, { mistakes, values: { email } })}
<button type="submit">Sign in</button>
${server.mail.kind === 'none' ? null : html`<p class="under"><a href="/login/forgotten?${new URLSearchParams({ next, email }).toString()}">Forgotten your password?</a></p>`}
${offers.length === 0 ? null : html`<p class="or"><span>or</span></p>\n<div class="ways">${offers}</div>`}
</form>`,
  })
}

/** Where everybody of a domain signs in, whoever they are; null where any way is open to them. */
async function enforcedCompany({ store }: Server, email: string, next: string): Promise<string | null> {
  const company = email === '' ? null : await companyOf(store.reader, email)
  return company?.isEnforced ? companyAddress(company.workspaceId, next) : null
}

/** @param isNews that it was not said already. */
const leadToCompany = (address: string, isNews: boolean): Html =>
  html`<div class="note">${isNews ? html`<p>People with this e-mail domain sign in with their company.</p>` : null}
<a class="button" href="${address}">Sign in with your company</a></div>`

const formFields: readonly Field[] = [
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username webauthn' },
  { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
]
