/** The description of the API that the server gives (`/openapi.json`), and how its calls are grouped. */
import { queryOptions } from '@tanstack/react-query'
import { DOCUMENTATION } from '#shared/documentation.ts'

/** A JSON Schema (2020-12), as far as it is shown. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

export interface Parameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: Schema
}

type Content = Record<string, { schema: Schema }>

export interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { $ref?: string; description?: string; content?: Content }>
  deprecated?: true
  'x-octavo'?: { capability?: string; since?: string; until?: string; addition: boolean }
}

export interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> }
}

export const descriptionQuery = queryOptions({
  queryKey: ['documentation', 'description'],
  staleTime: Number.POSITIVE_INFINITY,
  async queryFn(): Promise<Description> {
    const response = await fetch('/openapi.json')
    return (await response.json()) as Description
  },
})

export interface OperationHere {
  /** Of its screen. */
  address: string
  group: string
  method: string
  path: string
  operation: Operation
}

export interface Group {
  slug: string
  title: string
  address: string
  operations: OperationHere[]
}

/** Groups in the order of Notion's reference, then what Notion has not. The first that fits a path has it. */
const groups: [slug: string, title: string, path: RegExp][] = [
  ['authentication', 'Authentication', /^\/v1\/oauth/],
  [
    'permissions',
    'Permissions and invitations',
    /\/(permissions|invitations|invite)\b|(pages|databases)\/\{\w+\}\/users$/,
  ],
  ['page-connections', 'Connections of a page', /^\/v1\/\w+\/\{\w+\}\/connections/],
  ['tree', 'Tree and favourites', /\/(tree|path)$|^\/v1\/favorites/],
  ['blocks', 'Blocks', /^\/v1\/blocks/],
  ['pages', 'Pages', /^\/v1\/pages/],
  ['databases', 'Databases', /^\/v1\/databases/],
  ['data-sources', 'Data sources', /^\/v1\/data_sources/],
  ['views', 'Views', /^\/v1\/views/],
  ['comments', 'Comments', /^\/v1\/comments/],
  ['file-uploads', 'File uploads', /^\/v1\/file_uploads/],
  ['search', 'Search', /^\/v1\/search/],
  ['changes', 'Changes and events', /\/(changes|events)$/],
  ['users', 'Users and groups', /^\/v1\/(users|groups)/],
  ['emojis', 'Custom emojis', /^\/v1\/custom_emojis/],
  ['webhooks', 'Webhooks', /^\/v1\/webhooks/],
  ['tasks', 'Tasks that take a while', /^\/v1\/async_tasks/],
  ['account', 'Account', /^\/v1\/account/],
  ['other', 'More', /^\/v1\//],
  [
    'admin-workspaces',
    'Administration: workspaces and rules',
    /^\/admin\/v1\/(workspaces|spaces\/\{\w+\}(\/policy)?$)/,
  ],
  [
    'admin-people',
    'Administration: people and groups',
    /^\/admin\/v1\/spaces\/\{\w+\}\/(users|groups|end_sessions)/,
  ],
  ['admin-teamspaces', 'Administration: teamspaces', /^\/admin\/v1\/spaces\/\{\w+\}\/teamspaces/],
  [
    'admin-connections',
    'Administration: connections',
    /^\/admin\/v1\/spaces\/\{\w+\}\/(connection|approved|catalogue)/,
  ],
  ['admin-tokens', 'Administration: access tokens', /^\/admin\/v1\/spaces\/\{\w+\}\/tokens/],
  [
    'admin-identity',
    'Administration: identity',
    /^\/admin\/v1\/spaces\/\{\w+\}\/(scim|saml|domains|directory)/,
  ],
  ['admin-audit', 'Administration: audit log and more', /^\/admin\//],
]

/** Those of Notion's reference come first; what is ours within `/v1` follows. */
const order = [
  'authentication blocks pages databases data-sources views comments file-uploads search users emojis webhooks',
  'permissions page-connections changes tree tasks account other',
]
  .join(' ')
  .split(' ')

const place = (slug: string): number => (order.includes(slug) ? order.indexOf(slug) : order.length)

export function groupsOf(description: Description): Group[] {
  const operations = operationsOf(description)
  return groups
    .map(([slug, title]) => ({
      slug,
      title,
      address: `${DOCUMENTATION}/reference/${slug}`,
      operations: operations.filter(({ group }) => group === slug),
    }))
    .filter(({ operations }) => operations.length > 0)
    .sort((a, b) => place(a.slug) - place(b.slug))
}

export function operationsOf({ paths }: Description): OperationHere[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [group] = groups.find(([, , pattern]) => pattern.test(path)) ?? ['other']
      return {
        address: `${DOCUMENTATION}/reference/${group}/${nameOf(method, path)}`,
        group,
        method,
        path,
        operation,
      }
    }),
  )
}

/** `post-pages-page_id-move` of `POST /v1/pages/{page_id}/move`: it stays when summaries change. */
const nameOf = (method: string, path: string): string =>
  `${method}-${path
    .replace(/^\/(v1|admin\/v1\/spaces\/\{workspace_id\}|admin\/v1)\/?/, '')
    .replaceAll(/[{}]/g, '')
    .replaceAll('/', '-')}`

/** What a reference leads to. */
export const schemaAt = (description: Description, ref: string): Schema =>
  description.components.schemas[ref.slice(ref.lastIndexOf('/') + 1)] ?? {}

/** `Permission` of `#/components/schemas/Permission`. */
export const nameOfRef = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)
