/** Requests to resources of one type: RFC 7644 sections 3.3 to 3.6. */
import { type Endpoint, type Found, find, sourceOf } from './endpoint.ts'
import { refuse } from './errors.ts'
import { list, readListRequest } from './list.ts'
import { namesVersion, versionOf } from './meta.ts'
import { isShown, type Projection, project, readProjection } from './project.ts'
import { isObject } from './read-values.ts'
import type { Answer, ScimRequest, ScimRoute } from './route.ts'
import type { Write } from './write.ts'

export function resourceRoutes(of: Endpoint): ScimRoute[] {
  const url = of.type.endpoint
  const one = `${url}/:id`
  return [
    { method: 'GET', url, handle: (request) => listed(of, request, request.query) },
    { method: 'POST', url: `${url}/.search`, handle: (request) => listed(of, request, searchIn(request)) },
    { method: 'POST', url, handle: (request) => create(of, request) },
    { method: 'GET', url: one, handle: (request) => read(of, request) },
    { method: 'PUT', url: one, handle: (request) => replace(of, request) },
    { method: 'PATCH', url: one, handle: (request) => patch(of, request) },
    { method: 'DELETE', url: one, handle: (request) => remove(of, request) },
  ]
}

async function listed(of: Endpoint, request: ScimRequest, given: Record<string, unknown>): Promise<Answer> {
  return { body: await list([sourceOf(of, request.reading())], readListRequest(given)) }
}

/** The body of a SearchRequest. */
export function searchIn({ body = {} }: ScimRequest): Record<string, unknown> {
  if (!isObject(body)) throw refuse('invalidSyntax', 'The body should be a JSON object.')
  return body
}

const projectionOf = ({ query }: ScimRequest): Projection =>
  readProjection(query.attributes, query.excludedAttributes)

async function create(of: Endpoint, request: ScimRequest): Promise<Answer> {
  const projection = projectionOf(request)
  const { after } = await request.write(writeOf(of, request, 'POST', isWhole(of, projection), 201))
  const { body, headers } = shown(of, after!, projection)
  return { status: 201, headers: { ...headers, location: locationOf(after!) }, body }
}

async function read(of: Endpoint, request: ScimRequest): Promise<Answer> {
  const projection = projectionOf(request)
  const found = await find(of, request.reading(), idOf(request), isWhole(of, projection))
  if (namesVersion(request.header('if-none-match'), versionOf(found.resource))) {
    return { status: 304, headers: { etag: versionOf(found.resource) } }
  }
  return shown(of, found, projection)
}

async function replace(of: Endpoint, request: ScimRequest): Promise<Answer> {
  const projection = projectionOf(request)
  const { after } = await request.write(writeOf(of, request, 'PUT', isWhole(of, projection), 200))
  return shown(of, after!, projection)
}

/** A group is shown only to who asks for some of it: Entra ID wants no answer, and it may be long. */
async function patch(of: Endpoint, request: ScimRequest): Promise<Answer> {
  const projection = projectionOf(request)
  const isShownToo = of.type.name === 'User' || projection.attributes !== null
  const { after } = await request.write(
    writeOf(of, request, 'PATCH', isShownToo && isWhole(of, projection), isShownToo ? 200 : 204),
  )
  if (isShownToo) return shown(of, after!, projection)
  return { status: 204, headers: { etag: versionOf(after!.resource) } }
}

async function remove(of: Endpoint, request: ScimRequest): Promise<Answer> {
  await request.write(writeOf(of, request, 'DELETE', false, 204))
  return { status: 204 }
}

const writeOf = (
  of: Endpoint,
  { params, body, header }: ScimRequest,
  method: Write['method'],
  isWhole: boolean,
  status: number,
): Write => ({ method, of, id: params.id ?? null, body, version: header('if-match'), isWhole, status })

const idOf = ({ params }: ScimRequest): string => params.id!

const isWhole = ({ type }: Endpoint, projection: Projection): boolean => isShown(type, projection, 'members')

const shown = ({ type }: Endpoint, { resource }: Found<unknown>, projection: Projection) => ({
  headers: { etag: versionOf(resource) },
  body: project(type, resource, projection),
})

export const locationOf = ({ resource }: Found<unknown>): string =>
  (resource.meta as { location: string }).location
