import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { waitsForOwner } from '#server/domain/accounts/set-up.ts'
import { chooseWorkspace, workspacesOf } from '#server/domain/sign-in/session.ts'
import type { Base } from '#server/http/contexts.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { localAddress, redirect } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'

/** The start page: what this server is, or where somebody is signed in. */
export async function showHome(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await sessionOf(server, request)
  if (session === null) {
    const content = aboutServer(server, await waitsForOwner(server))
    return sendPage(reply, 200, { title: 'Octavo', content })
  }
  const others = (await workspacesOf(server, session.account)).filter(({ id }) => id !== session.workspace.id)
  const content = aboutSession(server, session, others, formToken(server, request, reply))
  return sendPage(reply, 200, { title: session.workspace.name, content })
}

export async function chooseWorkspaceRoute(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  const session = await sessionOf(server, request)
  if (session === null) return redirect(reply, '/login')
  await chooseWorkspace(server, session, form('workspace_id'), sourceOf('ui', request))
  return redirect(reply, localAddress(form('next')))
}

const aboutServer = (server: Base, waits: boolean): Html => html`<h1>Octavo</h1>
<p>This is a workspace server that speaks Notion’s API. Programs written for Notion work against it at this address.</p>
${
  waits
    ? html`<p class="note">It has no owner yet. Open the one-time link that the server printed when it started, and it will be you.</p>`
    : html`<p><a href="/login">Sign in</a></p>`
}
${forPrograms(server)}`

const aboutSession = (
  server: Base,
  { account, user, workspace }: SignedIn,
  others: readonly { id: string; name: string }[],
  token: Html,
): Html => html`<h1>${workspace.name}</h1>
<dl>
<dt>Signed in as</dt><dd>${user.name ?? account.name}</dd>
<dt>E-mail</dt><dd>${user.email ?? account.email}</dd>
<dt>Role</dt><dd>${(user.role ?? 'member').replaceAll('_', ' ')}</dd>
</dl>
${
  others.length === 0
    ? null
    : html`<h2>Your other workspaces</h2>
<form class="row" method="post" action="/workspace">
${token}
${others.map(({ id, name }) => html`<button class="plain" type="submit" name="workspace_id" value="${id}">${name}</button>`)}
</form>`
}
${forPrograms(server)}
<p><a href="/account">Your account</a></p>
<form method="post" action="/logout">
${token}
<button class="plain" type="submit">Sign out</button>
</form>`

const forPrograms = (server: Base): Html => html`<h2>For programs</h2>
<ul>
<li>The API is at <code>${server.baseUrl()}/v1</code></li>
<li><a href="/docs">What the API offers</a>, and the same <a href="/openapi.json">as OpenAPI</a></li>
<li>For operators: <a href="/healthz">health</a>, <a href="/readyz">readiness</a>, <a href="/metrics">figures for Prometheus</a></li>
</ul>`
