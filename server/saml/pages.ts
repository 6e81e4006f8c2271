import type { FastifyReply, FastifyRequest } from 'fastify'
import { SamlRefusal } from '#server/domain/saml/refusal.ts'
import { type Html, html } from '#server/http/html.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem, type ProblemKind } from '#shared/problem.ts'

/** Asks whoever comes from their identity provider whether it is them who want to be signed in. */
export const sendConfirmation = (
  reply: FastifyReply,
  workspaceId: string,
  { workspace, name, email }: { workspace: string; name: string | null; email: string },
  token: Html,
): FastifyReply =>
  sendPage(reply.header('referrer-policy', 'same-origin'), 200, {
    title: `Sign in to ${workspace}`,
    content: html`<h1>Sign in to ${workspace}</h1>
<p>Your company says that you are:</p>
<dl>
${name === null ? null : html`<dt>Name</dt><dd>${name}</dd>`}
<dt>E-mail</dt><dd>${email}</dd>
</dl>
<form class="whole" method="post" action="/saml/${workspaceId}/finish">
${token}
<button type="submit">Sign in</button>
</form>
<p class="under soft">If this is not you, close this page: somebody else sent you here.</p>`,
  })

const statuses: Partial<Record<ProblemKind, number>> = {
  forbidden: 403,
  absent: 404,
  conflict: 409,
  rate_limited: 429,
}

/** A page that says why somebody was not signed in, and what to do. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { workspace_id } = request.params as { workspace_id: string }
  const { statusCode = 500, message } = error as Error & { statusCode?: number }
  if (!(error instanceof Problem)) {
    if (statusCode >= 500) throw error
    return sendProblem(reply, statusCode, 'This did not work', `${message}.`, null)
  }
  const title = error instanceof SamlRefusal ? 'You are not signed in' : 'This did not work'
  const again = error instanceof SamlRefusal ? `/saml/${workspace_id}/login` : null
  return sendProblem(reply.headers(error.headers ?? {}), statuses[error.kind] ?? 400, title, message, again)
}

const sendProblem = (
  reply: FastifyReply,
  status: number,
  title: string,
  message: string,
  again: string | null,
): FastifyReply =>
  sendPage(reply, status, {
    title,
    content: html`<h1>${title}</h1>
<p role="alert">${message}</p>
<p class="row">${again === null ? null : html`<a class="button" href="${again}">Try again</a>`}<a href="/login">Other ways to sign in</a></p>`,
  })
