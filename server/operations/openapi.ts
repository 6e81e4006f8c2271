import type { TSchema } from 'typebox'
import type { AnyRoute } from '#server/http/route.ts'
import { namedSchemas, nameOf } from '#shared/validation/named-schemas.ts'

type Json = Record<string, unknown>

/** One operation of the description, as far as the page that shows it needs to know. */
export interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> }
  responses: Json
  deprecated?: true
  /** What OpenAPI has no word for. */
  'x-octavo'?: {
    /** The capability that a token needs; absent when any will do. */
    capability?: string
    /** The versions of the API that have it, from the first to the last. */
    since?: string
    until?: string
    /** Notion's API has no such call. */
    addition: boolean
  }
}

export interface Parameter {
  name: string
  in: string
  required: boolean
  schema: Json
}

export interface ApiDescription {
  openapi: '3.1.1'
  info: Json
  servers: { url: string }[]
  security: Json[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Json; responses: Json; securitySchemes: Json; parameters: Json }
}

/** Describes routes in OpenAPI 3.1, made from the very schemas that check their requests. */
export function describeApi(
  routes: readonly AnyRoute[],
  baseUrl: string,
  versions: readonly string[],
): ApiDescription {
  const paths: ApiDescription['paths'] = {}
  // Of routes that share an address the newest stands last and stays.
  for (const route of routes.toSorted((a, b) => lastVersion(a).localeCompare(lastVersion(b)))) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Octavo',
      version: versions.at(-1)!,
      description: "A self-hosted workspace server that speaks Notion's API.",
    },
    servers: [{ url: baseUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { ...describeNamed(), Error: errorSchema },
      responses: {
        Error: { description: 'The error.', content: json({ $ref: '#/components/schemas/Error' }) },
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of a connection, or a personal access token.',
        },
      },
      parameters: {
        NotionVersion: {
          name: 'Notion-Version',
          in: 'header',
          required: true,
          description: 'The version of the API that the caller speaks. This describes the newest.',
          schema: { type: 'string', enum: versions },
        },
      },
    },
  }
}

const NEVER_ENDED = '9999'

const lastVersion = ({ until }: AnyRoute) => until ?? NEVER_ENDED

function describeRoute(route: AnyRoute): Operation {
  const { method, url, summary, call, needs, since, until, params, query, body, receive } = route
  const isAdministration = url.startsWith('/admin/')
  const notes = [
    needs === 'no capability' ? 'Needs a token.' : `Needs the capability \`${needs}\`.`,
    ...(since ? [`From version ${since} on.`] : []),
    ...(until ? [`Up to version ${until}.`] : []),
  ]
  return {
    operationId:
      call ??
      `${method.toLowerCase()}${url.replaceAll(/[/:_]+(\w)/g, (_, first: string) => first.toUpperCase())}`,
    summary,
    description: notes.join(' '),
    tags: [isAdministration ? 'administration' : url.split('/')[2]!],
    parameters: [
      ...(isAdministration ? [] : [{ $ref: '#/components/parameters/NotionVersion' }]),
      ...parametersIn('path', params),
      ...parametersIn('query', query),
    ],
    ...(body ? { requestBody: { required: true, content: bodyOf(describeSchema(body), receive) } } : {}),
    responses: {
      200: {
        description: 'The answer.',
        content: answersOf(route),
      },
      ...(route.mayWait
        ? { 202: { description: 'The task that does the work later.', content: json({ type: 'object' }) } }
        : {}),
      ...Object.fromEntries(
        errorStatuses.map((status) => [status, { $ref: '#/components/responses/Error' }]),
      ),
    },
    ...(until ? { deprecated: true } : {}),
    'x-octavo': {
      ...(needs === 'no capability' ? {} : { capability: needs }),
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      addition: call !== undefined,
    },
  }
}

/** JSON, a long text, or either as it is asked for. Of a text without end each item is described. */
function answersOf({ answer, stream }: AnyRoute): Json {
  const schema = answer ? describeSchema(answer) : { type: 'object' }
  if (stream?.only) return { [stream.type]: { schema } }
  return { ...json(schema), ...(stream ? { [stream.type]: { schema: { type: 'string' } } } : {}) }
}

/** What a route receives as it comes is a form. */
const bodyOf = (schema: Json, receive: AnyRoute['receive']) =>
  receive ? { 'multipart/form-data': { schema } } : json(schema)

const errorStatuses = [400, 401, 403, 404, 409, 413, 429, 500, 503]

function parametersIn(place: 'path' | 'query', schema: TSchema | undefined): Parameter[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: describeSchema(property as TSchema),
  }))
}

const describeNamed = (): Json =>
  Object.fromEntries([...namedSchemas].map(([name, schema]) => [name, describeInside(schema)]))

/** A schema without what only our checks understand, and named ones by their name. */
function describeSchema(schema: TSchema): Json {
  const name = nameOf(schema)
  return name === undefined ? describeInside(schema) : { $ref: `#/components/schemas/${name}` }
}

function describeInside(schema: TSchema): Json {
  const members = Object.entries(schema).filter(([, member]) => typeof member !== 'function')
  return Object.fromEntries(members.map(([keyword, member]) => [keyword, describeMember(member)]))
}

function describeMember(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(describeMember)
  return typeof member === 'object' && member !== null ? describeSchema(member as TSchema) : member
}

const json = (schema: Json) => ({ 'application/json': { schema } })

const errorSchema: Json = {
  type: 'object',
  required: ['object', 'status', 'code', 'message', 'request_id'],
  properties: {
    object: { const: 'error' },
    status: { type: 'integer' },
    code: { type: 'string' },
    message: { type: 'string' },
    additional_data: { type: 'object' },
    request_id: { type: 'string', format: 'uuid' },
  },
}
