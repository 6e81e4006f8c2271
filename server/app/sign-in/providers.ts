/** Signing in by an identity provider that the operator named (OpenID Connect). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { askProvider, hearProvider } from '#server/domain/sign-in/ask-provider.ts'
import { NotLetIn, signInByIdentity } from '#server/domain/sign-in/sign-in-by-identity.ts'
import type { Server } from '#server/http/contexts.ts'
import { html } from '#server/http/html.ts'
import { letIn } from '#server/http/let-in.ts'
import { localAddress, redirect } from '#server/http/redirect.ts'
import { sourceOf } from '#server/http/source.ts'
import { Problem } from '#shared/problem.ts'
import { browserOf, rememberBrowser } from './link-browser.ts'
import { saidOf } from './said.ts'
import type { Way } from './way.ts'

export const providers: Way = {
  offer: (server, { next }) =>
    server.providers.length === 0
      ? null
      : html`${server.providers.map(
          ({ settings: { id, name } }) =>
            html`<a class="button" href="/login/oidc/${id}?${new URLSearchParams({ next }).toString()}">Sign in with ${name}</a>\n`,
        )}`,
  routes: [
    { method: 'GET', url: '/login/oidc/:provider', answer: begin },
    { method: 'GET', url: '/login/oidc/:provider/callback', answer: finish },
  ],
}

async function begin(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const provider = providerOf(server, request)
  const browser = rememberBrowser(server, request, reply)
  const next = localAddress(saidOf(request, 'next'))
  return redirect(reply, await askProvider(server, provider, { browser, next, address: request.ip }))
}

async function finish(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const provider = providerOf(server, request)
  const source = sourceOf('ui', request)
  const query = request.url.split('?').slice(1).join('?')
  const { identity, next } = await hearProvider(server, provider, {
    query,
    browser: browserOf(server, request),
    address: source.ipAddress,
  })
  const { settings } = provider
  try {
    return letIn(server, reply, await signInByIdentity(server, settings, identity, { next, source }), next)
  } catch (error) {
    if (error instanceof NotLetIn && identity.email !== null) {
      server.noted.signInFailed({ email: identity.email, source, method: 'oidc', reason: error.reason })
    }
    throw error
  }
}

function providerOf(server: Server, request: FastifyRequest) {
  const { provider } = request.params as { provider: string }
  const found = server.providers.find(({ settings }) => settings.id === provider)
  if (found === undefined) throw new Problem('absent', 'This server knows no such identity provider.')
  return found
}
