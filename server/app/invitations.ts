/** Where the link of an invitation leads: whoever is signed in joins, others sign in or make their account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { SHORTEST_PASSWORD } from '#server/domain/accounts/password-policy.ts'
import {
  type Accepting,
  acceptInvitation,
  followInvitation,
  type InvitationLink,
  proveInvited,
} from '#server/domain/invitations/accept.ts'
import { enter } from '#server/domain/sign-in/enter.ts'
import { chooseWorkspace } from '#server/domain/sign-in/session.ts'
import { inWorkspace, type Server } from '#server/http/contexts.ts'
import { type Field, fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { letIn } from '#server/http/let-in.ts'
import { redirect } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { sendProblem, statusOf } from './errors.ts'

type Open = Extract<InvitationLink, { state: 'open' }>

export async function showInvitation(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const link = await linkOf(server, request, reply)
  if (link.state !== 'open') return refuse(reply, link.state)
  const session = await sessionOf(server, request)
  return sendForm(server, request, reply, link, { status: 200, session, retry: firstTry, alert: null })
}

export async function acceptInvitationRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const link = await linkOf(server, request, reply)
  if (link.state !== 'open') return refuse(reply, link.state)
  const session = await sessionOf(server, request)
  const { invitation } = link
  const accept = (who: Accepting) =>
    inWorkspace(
      server,
      invitation.workspace_id,
      (context) => acceptInvitation(context, tokenIn(request), who),
      sourceOf('invite', request),
    )

  if (session !== null && isInvited(link, session)) {
    await accept({ name: session.account.name, newPassword: null })
    await chooseWorkspace(server, session, invitation.workspace_id, sourceOf('ui', request))
    return redirect(reply, '/')
  }
  const [name, password] = [form('name'), form('password')]
  try {
    const typed = { name, password, address: request.ip }
    await accept(await proveInvited(server, invitation, typed))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const isField = error instanceof FieldProblem
    const retry = { values: { name }, mistakes: isField ? error.fields : {} }
    const alert = isField ? null : error.message
    const status = isField ? 422 : statusOf(error)
    return sendForm(server, request, reply.headers(error.headers ?? {}), link, {
      status,
      session,
      retry,
      alert,
    })
  }
  const entered = await enter(server, {
    email: invitation.email,
    method: 'invitation',
    source: sourceOf('ui', request),
    workspaceId: invitation.workspace_id,
  })
  return letIn(server, reply, entered, '/')
}

const tokenIn = (request: FastifyRequest): string => (request.params as { token: string }).token

/** The address of the page is a secret: nothing that is opened from it may learn it. */
function linkOf(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<InvitationLink> {
  reply.header('referrer-policy', 'no-referrer')
  return followInvitation(server, tokenIn(request))
}

const isInvited = ({ invitation }: Open, { account }: SignedIn): boolean =>
  account.email === invitation.email_key

const refusals = {
  used: [410, 'This invitation was accepted or taken back, or you have a newer one: each link works once.'],
  expired: [410, 'This invitation has expired. Ask whoever invited you to send it again.'],
  unknown: [404, 'This is not the link of an invitation. Use the link that you were sent, whole.'],
} as const

function refuse(reply: FastifyReply, state: keyof typeof refusals): FastifyReply {
  const [status, message] = refusals[state]
  return sendProblem(reply, status, message)
}

const accountFields: readonly Field[] = [
  {
    name: 'name',
    label: 'Your name',
    optional: true,
    hint: 'If you have no account on this server yet.',
    autocomplete: 'name',
  },
  {
    name: 'password',
    label: 'Password',
    hint: `That of your account on this server, or a new one of at least ${SHORTEST_PASSWORD} characters.`,
    type: 'password',
    autocomplete: 'current-password',
  },
]

interface InvitationForm {
  status: number
  session: SignedIn | null
  retry: Retry
  alert: string | null
}

function sendForm(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  link: Open,
  { status, session, retry, alert }: InvitationForm,
): FastifyReply {
  const { invitation, workspace, invitedBy } = link
  const isSignedIn = session !== null && isInvited(link, session)
  const who: Html =
    invitedBy === null ? html`You are invited` : html`<strong>${invitedBy}</strong> invited you`
  return sendPage(reply, status, {
    title: `Join ${workspace}`,
    content: html`<h1>Join ${workspace}</h1>
<p>${who} to <strong>${workspace}</strong> as ${invitation.email}.</p>
${invitation.message ? html`<p class="note">${invitation.message}</p>` : null}
${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
${
  session !== null && !isSignedIn
    ? html`<p class="soft">You are signed in as ${session.account.email}; joining signs you in as ${invitation.email}.</p>`
    : null
}
<form class="whole" method="post" action="/invitations/${tokenIn(request)}">
${formToken(server, request, reply)}
${isSignedIn ? null : fields(accountFields, retry)}
<button type="submit">Join ${workspace}</button>
</form>`,
  })
}
