import type { FastifyReply, FastifyRequest } from 'fastify'
import { RecentSignInNeeded } from '#server/domain/accounts/recent.ts'
import { html } from '#server/http/html.ts'
import { redirect } from '#server/http/redirect.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem, type ProblemKind } from '#shared/problem.ts'

const statuses: Partial<Record<ProblemKind, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
}

export const statusOf = ({ kind }: Problem): number => statuses[kind] ?? 400

/** A page that says what went wrong. What is nobody's fault outside is left to the server. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RecentSignInNeeded) {
    return redirect(reply, `/account/confirm?next=${encodeURIComponent(pageOf(request))}`)
  }
  if (error instanceof Problem)
    return sendProblem(reply.headers(error.headers ?? {}), statusOf(error), error.message, companyIn(error))
  const { statusCode: status, message } = error as { statusCode?: number; message: string }
  if (status === undefined || status >= 500) throw error
  return sendProblem(reply, status, `${message}.`)
}

/** The page that was asked for, or that a form stood on. */
function pageOf({ method, url, headers: { referer, host } }: FastifyRequest): string {
  if (method === 'GET') return url
  const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : null
  return from?.host === host && from !== null ? from.pathname + from.search : '/account'
}

/** Where somebody can sign in who may in no other way. */
export const companyIn = ({ data }: Problem): string | null =>
  typeof data?.sign_in_url === 'string' ? data.sign_in_url : null

/** A page that says why there is nothing else to see. */
export const sendProblem = (
  reply: FastifyReply,
  status: number,
  message: string,
  company: string | null = null,
): FastifyReply =>
  sendPage(reply, status, {
    title: 'This did not work',
    content: html`<h1>This did not work</h1>
<p role="alert">${message}</p>
${company === null ? null : html`<p><a class="button" href="${company}">Sign in with your company</a></p>`}
<p><a href="/">To the start page</a></p>`,
  })
