/** Connections of a page or database, which Notion has in its page menu only. */
import { Type } from 'typebox'
import type { Granted } from '#server/domain/access/levels.ts'
import { databaseFor, pageFor } from '#server/domain/access/nodes.ts'
import {
  addable,
  addToPage,
  type Connectable,
  type ConnectionOnPage,
  listOnPage,
  takeOffPage,
} from '#server/domain/connections/on-page.ts'
import type { Context } from '#server/domain/context.ts'
import { listOf, presentList } from '#server/http/paging.ts'
import { type AnyRoute, route } from '#server/http/route.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'

const AddBody = StrictObject({
  connection_id: Type.Optional(Uuid),
  bot_id: Type.Optional(Uuid),
  level: Type.Optional(OneOf(['view', 'comment', 'edit_content', 'edit', 'full_access'])),
})

const OnPage = named(
  'ConnectionOnPage',
  Type.Object({
    object: Type.Literal('connection'),
    id: Type.String(),
    name: Type.String(),
    kind: OneOf(['internal', 'public']),
    logo_url: Nullable(Type.String()),
    bot_id: Type.String(),
    user: Nullable(
      Type.Object({ object: Type.Literal('user'), id: Type.String(), name: Nullable(Type.String()) }),
    ),
    level: OneOf(['view', 'comment', 'edit_content', 'edit', 'full_access']),
    expires_time: Nullable(Type.String()),
    inherited: Type.Boolean(),
    inherited_from: Nullable(
      Type.Union([
        Type.Object({ type: Type.Literal('workspace'), workspace: Type.Literal(true) }),
        Type.Object({ type: Type.Literal('page_id'), page_id: Type.String() }),
        Type.Object({ type: Type.Literal('database_id'), database_id: Type.String() }),
      ]),
    ),
  }),
)

const TakenOff = Type.Object({
  object: Type.Literal('connection'),
  id: Type.String(),
  outcome: OneOf(['removed', 'inheritance_broken']),
})

/** What was done when a connection was taken off, for who cannot see it: one came from above, another did not. */
const told = {
  removed: 'removed',
  'inheritance broken': 'inheritance_broken',
  'had none': 'removed',
} as const

type Find = <L extends 'read' | 'full_access'>(
  context: Context,
  id: string,
  level: L,
) => Promise<Granted<Connectable, L>>

const routesOf = (kind: 'page' | 'database', url: string, find: Find): AnyRoute[] => {
  const params = Type.Object({ [`${kind}_id`]: Uuid })
  const idIn = (params: object) => (params as Record<string, string>)[`${kind}_id`]!
  return [
    route({
      method: 'GET',
      url,
      call: `${kind}s.connections.list`,
      answer: listOf('connection', OnPage),
      summary: `The connections of a ${kind}: those added there, and those that come from above.`,
      needs: 'read_permissions',
      isExtension: true,
      reads: true,
      params,
      allow: (context, { params }) => find(context, idIn(params), 'read'),
      handle: (context, _request, node) => listOnPage(context, node),
      present: (connections) => presentList('connection', connections.map(presentOnPage), null),
    }),
    route({
      method: 'POST',
      url,
      call: `${kind}s.connections.add`,
      answer: OnPage,
      summary: `Adds a connection to a ${kind} and all that is below it, as the policy of the workspace lets one.`,
      needs: 'write_permissions',
      isExtension: true,
      params,
      body: AddBody,
      allow: async (context, { params, body }) => ({
        node: await find(context, idIn(params), 'full_access'),
        added: await addable(context, body),
      }),
      handle: (context, { body }, { node, added }) =>
        addToPage(context, kind, node, added, body.level ?? 'full_access'),
      present: presentOnPage,
    }),
    route({
      method: 'DELETE',
      url: `${url}/:connection_id`,
      call: `${kind}s.connections.remove`,
      answer: TakenOff,
      summary: `Takes a connection off a ${kind}; where it comes from above, the ${kind} stops inheriting.`,
      needs: 'write_permissions',
      isExtension: true,
      params: Type.Object({ ...params.properties, connection_id: Uuid }),
      allow: (context, { params }) => find(context, idIn(params), 'full_access'),
      handle: async (context, { params }, node) => ({
        id: (params as Record<string, string>).connection_id!,
        outcome: await takeOffPage(context, kind, node, (params as Record<string, string>).connection_id!),
      }),
      present: ({ id, outcome }) => ({ object: 'connection', id, outcome: told[outcome] }),
    }),
  ]
}

const presentOnPage = ({ connection, botId, user, level, ...rest }: ConnectionOnPage) => ({
  object: 'connection',
  id: connection.id,
  name: connection.name,
  kind: connection.kind,
  logo_url: connection.logo_url,
  bot_id: botId,
  user: user && { object: 'user', id: user.id, name: user.name },
  level,
  expires_time: rest.expiresTime === null ? null : new Date(rest.expiresTime).toISOString(),
  inherited: rest.inherited,
  inherited_from: presentOrigin(rest.inheritedFrom),
})

function presentOrigin(origin: ConnectionOnPage['inheritedFrom']) {
  if (origin === null) return null
  if (origin.type === 'workspace') return { type: 'workspace', workspace: true }
  return { type: `${origin.type}_id`, [`${origin.type}_id`]: origin.id }
}

export const pageConnectionRoutes: AnyRoute[] = [
  ...routesOf('page', '/v1/pages/:page_id/connections', pageFor),
  ...routesOf('database', '/v1/databases/:database_id/connections', databaseFor),
]
