import { type Static, Type } from 'typebox'
import { presentRequest, type RequestQuery, readRequests } from '#server/domain/directory/requests.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { listOf, pageSize, pagingFields, presentList } from '#server/http/paging.ts'
import { spanOf } from '#shared/dates.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, SoughtText, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'

const Moment = Type.String({ format: 'iso-date' })

const RequestsQuery = StrictObject({
  ...pagingFields,
  directory: Type.Optional(SoughtText),
  token_id: Type.Optional(Uuid),
  resource_id: Type.Optional(Uuid),
  status: Type.Optional(OneOf(['2xx', '3xx', '4xx', '5xx'])),
  since: Type.Optional(Moment),
  until: Type.Optional(Moment),
})

const ScimRequest = named(
  'ScimRequest',
  Type.Object({
    object: Type.Literal('scim_request'),
    id: Type.String(),
    time: Type.String(),
    method: Type.String(),
    /** Behind `/scim/v2`, with its query. */
    path: Type.String(),
    status: Type.Integer(),
    directory: Type.String(),
    token_id: Type.String(),
    ip_address: Nullable(Type.String()),
    user_agent: Nullable(Type.String()),
    /** The person or group that it names or made. */
    resource_id: Nullable(Type.String()),
    /** Null where nothing was to change. Of `members`, `before` has who left and `after` who came. */
    changes: Nullable(
      Type.Array(
        Type.Object({
          field: Type.String(),
          before: Type.Unknown(),
          after: Type.Unknown(),
          more: Type.Optional(Type.Integer()),
        }),
      ),
    ),
    error: Nullable(Type.Object({ scim_type: Nullable(Type.String()), detail: Type.String() })),
    dry_run: Type.Boolean(),
    /** Whether it came with others in one request. */
    bulk: Type.Boolean(),
    /** How many reads that are alike it stands for. */
    count: Type.Integer(),
  }),
)

export const scimRequestRoutes = [
  adminRoute({
    method: 'GET',
    url: '/scim_requests',
    call: 'scimRequests.list',
    answer: listOf('scim_request', ScimRequest),
    summary: 'What directories asked over SCIM and what changed, the newest first.',
    by: 'owners',
    reads: true,
    isExtension: true,
    query: RequestsQuery,
    allow: () => null,
    handle: ({ db, workspace }, { query }) =>
      readRequests(db, workspace.id, soughtBy(query), startOf(query.start_cursor), pageSize(query.page_size)),
    present: ({ requests, next }) =>
      presentList(
        'scim_request',
        requests.map(presentRequest),
        next === null ? null : packCursor([next.time, next.id]),
      ),
  }),
]

/** A day that `until` names is looked through to its end. */
const soughtBy = (query: Static<typeof RequestsQuery>): RequestQuery => ({
  directory: query.directory,
  tokenId: query.token_id,
  resourceId: query.resource_id,
  statusClass: query.status === undefined ? undefined : Number(query.status[0]),
  since: query.since === undefined ? undefined : spanOf(query.since).start,
  until: query.until === undefined ? undefined : spanOf(query.until).end,
})

function startOf(cursor: string | null | undefined) {
  if (!cursor) return null
  const [time, id] = unpackCursor<[number, string]>(cursor, ['number', 'string'])
  return { time, id }
}
