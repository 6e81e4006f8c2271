/** A service provider of SAML 2.0 for each workspace: the Web Browser SSO Profile (saml-profiles-2.0-os section 4.1). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requireWorkspace } from '#server/domain/workspaces/read.ts'
import type { Server } from '#server/http/contexts.ts'
import { MOST_FORM_BYTES } from '#server/http/forms.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { consumeAssertion } from './acs.ts'
import { confirmSignIn, finishSignIn } from './finish.ts'
import { beginRoute } from './login.ts'
import { sendSpMetadata } from './metadata.ts'
import { answerProblem } from './pages.ts'

/** What is read of an answer, in bytes: base64 of an assertion with a long list of groups. */
const MOST_ANSWER_BYTES = 512 * 1024

type Handler = (
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  workspaceId: string,
) => Promise<FastifyReply>

export function mountSaml(app: FastifyInstance, server: Server): void {
  app.register(async (saml) => {
    saml.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
    const route = (method: 'GET' | 'POST', url: string, handle: Handler, bodyLimit = MOST_FORM_BYTES) =>
      saml.route({
        method,
        url: `/saml/:workspace_id/${url}`,
        bodyLimit,
        handler: async (request, reply) => {
          const { workspace_id: asked } = request.params as { workspace_id: string }
          const id = isUuid(asked) ? toUuid(asked) : ''
          await requireWorkspace(server.store.reader, id)
          return handle(server, request, reply, id)
        },
      })
    route('GET', 'login', beginRoute)
    route('GET', 'metadata', sendSpMetadata)
    route('POST', 'acs', consumeAssertion, MOST_ANSWER_BYTES)
    route('GET', 'finish', finishSignIn)
    route('POST', 'finish', confirmSignIn)
  })
}
