/** What whoever builds a connection looks at: which secrets work, how far it is spread, what it asked. */
import { type Static, Type } from 'typebox'
import { connectionFor } from '#server/domain/access/connections.ts'
import { type Distribution, distributionOf } from '#server/domain/connections/distribution.ts'
import { listApiRequests } from '#server/domain/connections/request-log.ts'
import { endPreviousSecrets } from '#server/domain/connections/rotate.ts'
import { readSecret, type Secret } from '#server/domain/connections/secret.ts'
import { listOf, pagingFields, presentList } from '#server/http/paging.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'

const text = Type.String()
const optionalText = Nullable(Type.String())

const SecretState = named(
  'SecretState',
  Type.Object({
    object: Type.Literal('secret'),
    kind: OneOf(['token', 'client_secret']),
    state: OneOf(['current', 'previous']),
    /** Its last characters; null where only its hash is kept. */
    hint: optionalText,
    created_time: optionalText,
    last_used_time: optionalText,
    /** When a previous one stops working. */
    expires_time: optionalText,
  }),
)

type SecretState = Static<typeof SecretState>

const EndedSecrets = Type.Object({ object: Type.Literal('connection'), id: text, ended: Type.Integer() })

const ConnectionDistribution = named(
  'ConnectionDistribution',
  Type.Object({
    object: Type.Literal('connection_distribution'),
    connection_id: text,
    distribution: OneOf(['any_workspace', 'this_workspace']),
    workspaces: Type.Integer(),
    people: Type.Integer(),
  }),
)

const ApiRequest = named(
  'ApiRequest',
  Type.Object({
    object: Type.Literal('api_request'),
    id: text,
    request_id: text,
    /** Who the token acts as. */
    bot_id: text,
    time: text,
    method: text,
    /** Without its query. */
    path: text,
    status: Type.Integer(),
    /** Of an error, `object_not_found` for one. */
    code: optionalText,
    duration_ms: Type.Integer(),
  }),
)

const RequestsQuery = StrictObject({
  ...pagingFields,
  request_id: Type.Optional(Uuid),
  outcome: Type.Optional(OneOf(['succeeded', 'failed'])),
})

const params = { connection_id: Uuid }

export const developerRoutes: AnyRoute[] = [
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/secrets',
    call: 'connections.secrets.list',
    answer: listOf('secret', SecretState),
    summary:
      'Which secrets of the connection work, when each was used last, and until when; never what they are.',
    by: 'members',
    reads: true,
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: (context, _request, connection) => readSecret(context, connection),
    present: (secret) => presentList('secret', presentStates(secret), null),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/connections/:connection_id/secrets/previous',
    call: 'connections.secrets.endPrevious',
    answer: EndedSecrets,
    summary: 'Ends the secrets before the present ones at once, whatever grace they were given.',
    by: 'members',
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: async (context, _request, connection) => ({
      id: connection.id,
      ended: await endPreviousSecrets(context, connection),
    }),
    present: ({ id, ended }) => ({ object: 'connection', id, ended }),
  }),
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/distribution',
    call: 'connections.distribution',
    answer: ConnectionDistribution,
    summary: 'In how many workspaces of this server the connection is installed, and for how many people.',
    by: 'members',
    reads: true,
    params,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: (context, _request, connection) => distributionOf(context, connection),
    present: presentDistribution,
  }),
  adminRoute({
    method: 'GET',
    url: '/connections/:connection_id/requests',
    call: 'connections.requests.list',
    answer: listOf('api_request', ApiRequest),
    summary:
      'What the tokens of the connection asked in this workspace, newest first: the last thousand requests of a week. `request_id` finds the one that an answer named.',
    by: 'members',
    reads: true,
    params,
    query: RequestsQuery,
    allow: (context, administration, { params }) =>
      connectionFor(context, administration, params.connection_id, 'full_access'),
    handle: (context, { query }, connection) =>
      listed(
        query,
        (from, limit) => listApiRequests(context, connection, soughtBy(query), from, limit),
        ({ id }) => id,
      ),
    present: ({ results, nextCursor }) => presentList('api_request', results.map(presentRequest), nextCursor),
  }),
]

const soughtBy = ({ request_id, outcome }: Static<typeof RequestsQuery>) => ({
  requestId: request_id?.toLowerCase(),
  failed: outcome === undefined ? undefined : outcome === 'failed',
})

type ApiRequestRow = Awaited<ReturnType<typeof listApiRequests>>[number]

const presentRequest = (row: ApiRequestRow): Static<typeof ApiRequest> => ({
  object: 'api_request',
  id: row.id,
  request_id: row.request_id,
  bot_id: row.bot_id,
  time: toTime(row.time),
  method: row.method,
  path: row.path,
  status: row.status,
  code: row.code,
  duration_ms: row.duration,
})

function presentStates({ token, previousTokens, client }: Secret): SecretState[] {
  const current = token && {
    hint: token.value.slice(-4),
    created_time: toTime(token.createdTime),
    last_used_time: toTimeOrNull(token.lastUsedTime),
  }
  const ofClient = client && {
    hint: client.secret.slice(-4),
    last_used_time: toTimeOrNull(client.lastUsedTime),
  }
  const states = [
    current && stateOf('token', 'current', current),
    ...previousTokens.map(({ hint, expiresTime, lastUsedTime }) =>
      stateOf('token', 'previous', {
        hint,
        last_used_time: toTimeOrNull(lastUsedTime),
        expires_time: toTimeOrNull(expiresTime),
      }),
    ),
    ofClient && stateOf('client_secret', 'current', ofClient),
    client?.previousExpiresTime &&
      stateOf('client_secret', 'previous', { expires_time: toTime(client.previousExpiresTime) }),
  ]
  return states.filter((state) => typeof state === 'object' && state !== null)
}

const stateOf = (
  kind: SecretState['kind'],
  state: SecretState['state'],
  told: Partial<SecretState>,
): SecretState => ({
  object: 'secret',
  kind,
  state,
  hint: null,
  created_time: null,
  last_used_time: null,
  expires_time: null,
  ...told,
})

function presentDistribution({
  connection,
  workspaces,
  people,
}: Distribution): Static<typeof ConnectionDistribution> {
  const { id, distribution } = connection
  return { object: 'connection_distribution', connection_id: id, distribution, workspaces, people }
}

const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString()
const toTimeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : toTime(milliseconds)
