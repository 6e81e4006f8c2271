import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Problem } from '#shared/problem.ts'
import { auditLogRoutes } from './admin/audit-log/routes.ts'
import { developerRoutes } from './admin/connections/developer-routes.ts'
import { governanceRoutes, reachRoutes } from './admin/connections/governance-routes.ts'
import { connectionRoutes } from './admin/connections/routes.ts'
import { directoryConflictRoutes } from './admin/directory/conflict-routes.ts'
import { directoryGraphRoutes } from './admin/directory/graph-routes.ts'
import { scimRequestRoutes } from './admin/directory/request-routes.ts'
import { domainRoutes } from './admin/domains/routes.ts'
import { adminDoor } from './admin/door.ts'
import { groupRoutes } from './admin/groups/routes.ts'
import { addSandboxMail } from './admin/mail.ts'
import { policyRoutes } from './admin/policy/routes.ts'
import { samlRoutes } from './admin/saml/routes.ts'
import { scimTokenRoutes } from './admin/scim-tokens/routes.ts'
import { teamspaceMemberRoutes } from './admin/teamspaces/member-routes.ts'
import { teamspaceRoutes } from './admin/teamspaces/routes.ts'
import { tokenRoutes } from './admin/tokens/routes.ts'
import { memberRoutes } from './admin/users/routes.ts'
import { serverRoutes, workspaceRoutes } from './admin/workspaces/routes.ts'
import { passkeyRoutes } from './api/account/passkeys.ts'
import { passwordRoutes } from './api/account/password.ts'
import { accountRoutes } from './api/account/routes.ts'
import { sessionRoutes } from './api/account/sessions.ts'
import { totpRoutes } from './api/account/totp.ts'
import { forgetTasks, performTask } from './api/async-tasks/perform.ts'
import { asyncTaskRoutes } from './api/async-tasks/routes.ts'
import { meetingNotesRoutes } from './api/blocks/meeting-notes.ts'
import { blockRoutes } from './api/blocks/routes.ts'
import { changeRoutes } from './api/changes/routes.ts'
import { discussionRoutes } from './api/comments/discussions.ts'
import { commentRoutes } from './api/comments/routes.ts'
import { customEmojiRoutes } from './api/custom-emojis/routes.ts'
import { dataSourceRoutes } from './api/data-sources/routes.ts'
import { routesBeforeDataSources } from './api/databases/before-data-sources.ts'
import { databaseRoutes } from './api/databases/routes.ts'
import { apiDoor } from './api/door.ts'
import { editPageRoute } from './api/edits/routes.ts'
import { presentError } from './api/errors.ts'
import { eventRoutes } from './api/events/routes.ts'
import { favoriteRoutes } from './api/favorites/routes.ts'
import { fileUploadRoutes } from './api/file-uploads/routes.ts'
import { invitationRoutes } from './api/invitations/routes.ts'
import { pageConnectionRoutes } from './api/pages/connections.ts'
import { markdownRoutes } from './api/pages/markdown.ts'
import { propertyItemRoutes } from './api/pages/property-item.ts'
import { pageRoutes } from './api/pages/routes.ts'
import { pageTitlesRoute } from './api/pages/titles.ts'
import { permissionRoutes } from './api/permissions/routes.ts'
import { searchRoutes } from './api/search/routes.ts'
import { searchTextRoute } from './api/search/text-routes.ts'
import { placeInTreeRoute } from './api/tree/place.ts'
import { treeRoutes } from './api/tree/routes.ts'
import { unsupportedRoutes } from './api/unsupported.ts'
import { userChangesRoute } from './api/users/changes.ts'
import { groupNamesRoute } from './api/users/groups.ts'
import { userRoutes } from './api/users/routes.ts'
import { apiVersions } from './api/versions/change.ts'
import { viewGroupsRoute } from './api/views/groups.ts'
import { viewQueryRoutes } from './api/views/queries.ts'
import { viewRoutes } from './api/views/routes.ts'
import { bodyOf } from './api/webhooks/envelope.ts'
import { fanOutDue } from './api/webhooks/fan-out.ts'
import { webhookRoutes } from './api/webhooks/routes.ts'
import { mountApp } from './app/routes.ts'
import type { WebApp } from './app/web-app.ts'
import { makeAuthenticate } from './domain/access/authenticate.ts'
import { MOST_BODY_BYTES } from './http/body.ts'
import type { Server } from './http/contexts.ts'
import { mount, prepareForRoutes } from './http/mount.ts'
import type { AnyRoute } from './http/route.ts'
import { watchRequests } from './http/watch.ts'
import { deliverWebhooks } from './jobs/deliver-webhooks.ts'
import type { Job } from './jobs/runner.ts'
import { mountOAuth } from './oauth/routes.ts'
import { faultsOnly, type Log } from './operations/log.ts'
import { makeMetrics } from './operations/metrics.ts'
import { describeApi } from './operations/openapi.ts'
import { withOAuth } from './operations/openapi-oauth.ts'
import { addOperations } from './operations/routes.ts'
import { mountSaml } from './saml/routes.ts'
import { sendProblem } from './scim/errors.ts'
import { mountScim } from './scim/routes.ts'

/** The whole surface of `/v1`. */
export const apiRoutes: readonly AnyRoute[] = [
  ...pageRoutes,
  editPageRoute,
  ...propertyItemRoutes,
  pageTitlesRoute,
  ...markdownRoutes,
  ...pageConnectionRoutes,
  ...blockRoutes,
  ...meetingNotesRoutes,
  ...databaseRoutes,
  ...routesBeforeDataSources,
  ...dataSourceRoutes,
  ...viewRoutes,
  ...viewQueryRoutes,
  viewGroupsRoute,
  ...commentRoutes,
  ...discussionRoutes,
  ...fileUploadRoutes,
  ...customEmojiRoutes,
  ...searchRoutes,
  searchTextRoute,
  ...treeRoutes,
  placeInTreeRoute,
  ...favoriteRoutes,
  ...permissionRoutes,
  ...invitationRoutes,
  ...userRoutes,
  ...accountRoutes,
  ...sessionRoutes,
  ...totpRoutes,
  ...passkeyRoutes,
  userChangesRoute,
  ...passwordRoutes,
  groupNamesRoute,
  ...asyncTaskRoutes,
  ...changeRoutes,
  ...eventRoutes,
  ...webhookRoutes,
]

/** The whole surface of `/admin/v1`. */
export const adminRoutes: readonly AnyRoute[] = [
  ...serverRoutes,
  ...workspaceRoutes,
  ...policyRoutes,
  ...memberRoutes,
  ...groupRoutes,
  ...tokenRoutes,
  ...scimTokenRoutes,
  ...samlRoutes,
  ...domainRoutes,
  ...scimRequestRoutes,
  ...directoryConflictRoutes,
  ...directoryGraphRoutes,
  ...teamspaceRoutes,
  ...teamspaceMemberRoutes,
  ...connectionRoutes,
  ...developerRoutes,
  ...reachRoutes,
  ...governanceRoutes,
  ...auditLogRoutes,
]

/** Requests to `/v1` that are answered later. */
export const apiJobs: readonly Job[] = [
  { name: 'async tasks', every: 250, perform: (base) => performTask(base, apiRoutes) },
  {
    name: 'old async tasks',
    every: 60 * 60 * 1000,
    perform: async (base) => {
      await forgetTasks(base)
      return false
    },
  },
]

/**
 * What subscriptions are told.
 *
 * @param window milliseconds in which events of one object are told together
 */
export const webhookJobs = (window: number): Job[] => [
  {
    name: 'fan out events',
    every: 1000,
    followsEvents: true,
    perform: (base) => fanOutDue(base, window),
  },
  deliverWebhooks((base, ...about) => bodyOf(base, apiRoutes, ...about)),
]

/** Milliseconds for a request to arrive whole; who sends slower is cut off. */
const LONGEST_REQUEST = 300_000

/**
 * Puts the doors into Fastify.
 *
 * @param trustedProxies addresses and networks: what comes from them came from whom `X-Forwarded-For` names.
 * @param web the web app that was built; null: people have the plain pages alone.
 */
export function buildApp(
  server: Server,
  log: Log = faultsOnly,
  trustedProxies: readonly string[] = [],
  web: WebApp | null = null,
): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: () => randomUUID(),
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: LONGEST_REQUEST,
    exposeHeadRoutes: false,
    // Routes check and print by themselves: Fastify's own compilers are a hundred modules that nothing would use.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    // What comes on an open connection while the server stops is answered like anything else.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    clientErrorHandler: refuseBrokenHttp,
    frameworkErrors: (error, request, reply) => {
      if (request.url.startsWith('/scim/v2')) sendProblem(error, reply)
      else sendError(log, reply, request.id, new Problem('invalid_address', 'Invalid request URL.'))
    },
  })

  // Bodies are kept as bytes: each door reads them in its own order and with its own words.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-notion-request-id', request.id)
    done()
  })
  app.setNotFoundHandler((request, reply) =>
    sendError(log, reply, request.id, new Problem('invalid_address', 'Invalid request URL.')),
  )
  app.setErrorHandler((error, request, reply) => {
    if (isUnauthenticated(error)) reply.header('www-authenticate', challenge(server, request))
    return sendError(log, reply, request.id, error)
  })

  app.addHook('preClose', async () => closeWhenIdle(app.server))

  const metrics = makeMetrics(server)
  watchRequests(app, [log.answered, metrics.answered, server.requestLog.answered])
  prepareForRoutes(app, server, log.fault)
  const authenticate = makeAuthenticate(server.store)
  mount(app, server, authenticate, apiDoor, [...apiRoutes, ...unsupportedRoutes])
  mount(app, server, authenticate, adminDoor, adminRoutes)
  addSandboxMail(app, server)
  const described = [...apiRoutes, ...adminRoutes]
  addOperations(app, server, metrics, () => withOAuth(describeApi(described, server.baseUrl(), apiVersions)))
  mountOAuth(app, server)
  mountApp(app, server, web)
  mountSaml(app, server)
  mountScim(app, server, log.fault)
  return app
}

/** Closes what becomes idle while the server stops: an answer may be on its way when the connections that are idle are closed. */
function closeWhenIdle(server: HttpServer): void {
  if (!server.listening) return
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  server.once('close', () => clearInterval(sweep))
}

function noCompiler(): never {
  throw new Error('no route of Fastify has a schema')
}

const isUnauthenticated = (error: unknown): boolean =>
  error instanceof Problem && error.kind === 'unauthenticated'

/** Tells a client where it learns how to get a token (RFC 9728 section 5.1), and that its own is none (RFC 6750 section 3). */
function challenge({ baseUrl }: Server, { headers }: FastifyRequest): string {
  const told = `Bearer resource_metadata="${baseUrl()}/.well-known/oauth-protected-resource/v1"`
  return headers.authorization === undefined ? told : `${told}, error="invalid_token"`
}

function sendError(log: Log, reply: FastifyReply, requestId: string, error: unknown) {
  const problem = toProblem(error)
  const body = presentError(problem, requestId)
  if (body.status === 500) log.fault(error, requestId)
  reply.request.errorCode = body.code
  return reply
    .code(body.status)
    .header('x-notion-request-id', requestId)
    .headers(problem instanceof Problem ? (problem.headers ?? {}) : {})
    .header('content-type', 'application/json; charset=utf-8')
    .header('vary', 'Accept-Encoding')
    .send(JSON.stringify(body))
}

/** Answers what is no HTTP, or HTTP with too many headers, before there is a request. */
function refuseBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    const id = randomUUID()
    const body = JSON.stringify(presentError(new Problem('invalid_address', 'Invalid request URL.'), id))
    socket.write(
      `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\n` +
        `x-notion-request-id: ${id}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  socket.destroySoon()
}

/** What Fastify itself refuses, as a problem of the caller. */
function toProblem(error: unknown): unknown {
  const code = (error as { code?: string }).code
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Problem('too_large', `The request body is larger than ${MOST_BODY_BYTES} bytes.`)
  }
  const status = (error as { statusCode?: number }).statusCode
  if (!(error instanceof Problem) && status !== undefined && status >= 400 && status < 500) {
    return new Problem('invalid', (error as Error).message)
  }
  return error
}
