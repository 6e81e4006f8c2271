/**
 * SCIM 2.0 under `/scim/v2`: RFC 7643 and RFC 7644, cursors of RFC 9865. A directory creates, changes and removes the
 * people and groups of a workspace.
 */
import type { FastifyInstance } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { performBulk } from './bulk.ts'
import {
  oneResourceType,
  oneSchema,
  refuseFilter,
  resourceTypesList,
  schemasList,
  serviceProviderConfig,
} from './discovery.ts'
import { sourceOf } from './endpoint.ts'
import { absent, ScimProblem, sendProblem } from './errors.ts'
import { groups } from './groups/endpoint.ts'
import { list, readListRequest } from './list.ts'
import { resourceRoutes, searchIn } from './resource-routes.ts'
import { answer, mountRoutes, type ScimRoute } from './route.ts'
import { users } from './users/endpoint.ts'

const endpoints = [users, groups]

const discovery = (url: string, tell: (baseUrl: string, name: string) => object): ScimRoute => ({
  method: 'GET',
  url,
  handle({ baseUrl, params, query }) {
    refuseFilter(query)
    return { body: tell(baseUrl, params.name ?? '') }
  },
})

const search: ScimRoute = {
  method: 'POST',
  url: '/.search',
  async handle(request) {
    const asked = request.reading()
    const sources = endpoints.map((one) => sourceOf(one, asked))
    return { body: await list(sources, readListRequest(searchIn(request))) }
  },
}

/** Nobody is signed in here but a directory, and it is no User (RFC 7644 section 3.11). */
const me: ScimRoute[] = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
  method,
  url: '/Me',
  handle() {
    throw new ScimProblem(501, 'A directory has no user of its own.')
  },
}))

const routesWith = (isFault: (error: unknown) => void): ScimRoute[] => [
  ...endpoints.flatMap(resourceRoutes),
  search,
  { method: 'POST', url: '/Bulk', handle: (request) => performBulk(endpoints, request, isFault) },
  discovery('/ServiceProviderConfig', serviceProviderConfig),
  // Where Microsoft's own collection of requests looks for it.
  discovery('/ServiceConfiguration', serviceProviderConfig),
  discovery('/serviceConfiguration', serviceProviderConfig),
  discovery('/ResourceTypes', resourceTypesList),
  discovery('/ResourceTypes/:name', (baseUrl, name) => oneResourceType(name, baseUrl)),
  discovery('/Schemas', schemasList),
  discovery('/Schemas/:name', (baseUrl, name) => oneSchema(name, baseUrl)),
  ...me,
]

/** @param fault told of what is no mistake of a client. */
export function mountScim(
  app: FastifyInstance,
  server: Server,
  fault: (error: unknown, requestId: string) => void,
): void {
  app.register(
    async (scim) => {
      // Some clients do not say what they send.
      scim.addHook('onRequest', async ({ headers }) => {
        headers['content-type'] ||= 'application/scim+json'
      })
      scim.setErrorHandler((error, request, reply) => {
        const sent = sendProblem(error, reply)
        if (sent.statusCode === 500) fault(error, request.id)
        return sent
      })
      mountRoutes(
        scim,
        server,
        routesWith((error) => fault(error, '')),
      )
      scim.setNotFoundHandler((request, reply) =>
        answer(server, request, reply, () => {
          throw absent(request.url.split('?', 1)[0]!)
        }),
      )
    },
    { prefix: '/scim/v2' },
  )
}
