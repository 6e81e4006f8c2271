/** OAuth 2.0 for public connections: RFC 6749 as RFC 9700 has it, with Notion's addresses and answers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { homeOfNewClients } from '#server/domain/oauth/register.ts'
import type { Server } from '#server/http/contexts.ts'
import { html } from '#server/http/html.ts'
import { sendPage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { decideRoute, showAuthorize } from './authorize.ts'
import { answerError } from './errors.ts'
import { introspectRoute } from './introspect.ts'
import { sendResourceMetadata, sendServerMetadata } from './metadata.ts'
import { registerRoute } from './register.ts'
import { revokeRoute } from './revoke.ts'
import { tokenRoute } from './token.ts'

/** What is read of a body, in bytes: the picker sends an id for each page that was chosen. */
const limits = { bodyLimit: 262_144 }

type Handler = (server: Server, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function mountOAuth(app: FastifyInstance, server: Server): void {
  app.register(async (screens) => {
    screens.setErrorHandler((error, _request, reply) => showProblem(error, reply))
    screens.get('/v1/oauth/authorize', (request, reply) => showAuthorize(server, request, reply))
    screens.post('/v1/oauth/authorize', limits, (request, reply) => decideRoute(server, request, reply))
  })

  app.register(async (endpoints) => {
    endpoints.setErrorHandler((error, request, reply) => answerError(error, request.id, reply))
    const post = (url: string, handle: Handler) => {
      endpoints.post(url, limits, (request, reply) => handle(server, request, reply))
    }
    post('/v1/oauth/token', tokenRoute)
    post('/v1/oauth/revoke', revokeRoute)
    post('/v1/oauth/introspect', introspectRoute)
    post('/v1/oauth/register', registerRoute)
    endpoints.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/v1/oauth/*',
      handler: () => {
        throw new Problem('invalid_address', 'Invalid request URL.')
      },
    })
  })

  for (const name of ['oauth-authorization-server', 'openid-configuration']) {
    app.get(`/.well-known/${name}`, async (_request, reply) =>
      sendServerMetadata(server, reply, (await homeOfNewClients(server.store.reader)) !== null),
    )
  }
  for (const path of ['', '/v1'] as const) {
    app.get(`/.well-known/oauth-protected-resource${path}`, (_request, reply) =>
      sendResourceMetadata(server, reply, path),
    )
  }
}

/** A page, and never an answer to the client: who it is, or where it may be answered, is not known. */
function showProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const { statusCode = 500, message } = error as Error & { statusCode?: number }
  if (!(error instanceof Problem) && statusCode >= 500) throw error
  const status = error instanceof Problem ? (error.kind === 'forbidden' ? 403 : 400) : statusCode
  return sendPage(reply, status, {
    title: 'This did not work',
    content: html`<h1>This did not work</h1>
<p role="alert">${message}</p>`,
  })
}
