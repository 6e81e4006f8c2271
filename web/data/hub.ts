/** Connections as whoever builds them sees them: what they are, their secrets, what they reach and what they asked. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ApiRequest,
  Connection,
  ConnectionDistribution,
  ConnectionSecret,
  MadeConnection,
  ReachedNode,
  SecretState,
} from '#client/generated.ts'
import { adminBase, type Here, refreshed } from './admin.ts'
import { call, get, type Listed } from './api.ts'
import { connectionsQuery } from './connections.ts'
import { isOwner, type Session } from './session.ts'

export type { ApiRequest, Connection, ConnectionSecret, MadeConnection, ReachedNode, SecretState }
export type Capabilities = Connection['capabilities']

const pathOf = (here: Here, id: string): string => `${adminBase(here)}/connections/${id}`

const keyOf = (id: string, ...parts: readonly unknown[]) => ['settings', 'connection', 'one', id, ...parts]

/** Those that were made here by who is signed in; for owners by anybody. */
export const builtQuery = (session: Session) => ({
  ...connectionsQuery(session),
  select: (all: Connection[]) =>
    all.filter(
      ({ home_workspace_id, created_by }) =>
        home_workspace_id === session.workspace.id &&
        (isOwner(session) || created_by?.id === session.user.id),
    ),
})

export const connectionQuery = (here: Here, id: string) =>
  queryOptions({ queryKey: keyOf(id), queryFn: () => get<Connection>(pathOf(here, id)) })

/** Which secrets work; never what they are. */
export const secretsQuery = (here: Here, id: string) =>
  queryOptions({
    queryKey: keyOf(id, 'secrets'),
    queryFn: async () => (await get<Listed<SecretState>>(`${pathOf(here, id)}/secrets`)).results,
  })

/** In how many workspaces it is, and for how many people. */
export const distributionQuery = (here: Here, id: string) =>
  queryOptions({
    queryKey: keyOf(id, 'distribution'),
    queryFn: () => get<ConnectionDistribution>(`${pathOf(here, id)}/distribution`),
  })

/** What it reaches in this workspace, each with what it stands in. */
export const reachedQuery = (here: Here, id: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(id, 'pages'),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Listed<ReachedNode>>(`${pathOf(here, id)}/pages${pageParam && `?start_cursor=${pageParam}`}`),
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })

/** What the bot of a public connection that acts for oneself reaches. */
export const ownReachedQuery = (session: Session, id: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(id, 'own-pages'),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Listed<ReachedNode>>(
        `${pathOf(session, id)}/pages?user_id=${session.user.id}${pageParam && `&start_cursor=${pageParam}`}`,
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })

export interface RequestFilter {
  request_id?: string
  outcome?: 'succeeded' | 'failed'
}

/** Milliseconds between two looks at what was asked: no event tells of it. */
const LOOK = 3000

/** What its tokens asked, the newest first. */
export const requestsQuery = (here: Here, id: string, filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: keyOf(id, 'requests', filter),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Listed<ApiRequest>>(
        `${pathOf(here, id)}/requests?${new URLSearchParams({
          ...(filter as Record<string, string>),
          page_size: '50',
          ...(pageParam && { start_cursor: pageParam }),
        })}`,
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor,
    // Whoever reads older ones is not moved about.
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 1) > 1 ? false : LOOK),
  })

/** What may be said of a connection; what is not named stays as it is. */
export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'name'
    | 'kind'
    | 'description'
    | 'logo_url'
    | 'developer_name'
    | 'website_url'
    | 'privacy_url'
    | 'terms_url'
    | 'support_url'
    | 'template_url'
    | 'capabilities'
    | 'redirect_uris'
    | 'distribution'
    | 'access_token_seconds'
    | 'page_managers'
  >
>

export type NewConnection = ConnectionChange & Pick<Connection, 'name' | 'kind'>

type Place = Pick<ReachedNode, 'object' | 'id'>

/** Acts, each of which refreshes what the screens show of connections. */
export const hubActs = (session: Session) => {
  const path = (id: string) => pathOf(session, id)
  return {
    create: (body: NewConnection) =>
      refreshed(() => call<MadeConnection>('POST', `${adminBase(session)}/connections`, body)),
    change: (id: string, change: ConnectionChange) =>
      refreshed(() => call<Connection>('PATCH', path(id), change)),
    /** Ends it for good, in every workspace. */
    remove: (id: string) => refreshed(() => call('DELETE', path(id))),
    /** That it was shown is written down. */
    reveal: (id: string) => get<ConnectionSecret>(`${path(id)}/secret`),
    /** @param graceSeconds how long the secret before works on. */
    rotate: (id: string, graceSeconds: number) =>
      refreshed(() => call<ConnectionSecret>('POST', `${path(id)}/rotate`, { grace_seconds: graceSeconds })),
    endPrevious: (id: string) => refreshed(() => call('DELETE', `${path(id)}/secrets/previous`)),
    /** Owners decide about every page, others about those that they have full access to. */
    give: (id: string, place: Place) =>
      refreshed(() =>
        isOwner(session)
          ? call('POST', `${path(id)}/pages`, { [`${place.object}_id`]: place.id })
          : call('POST', `/v1/${place.object}s/${place.id}/connections`, { connection_id: id }),
      ),
    take: (id: string, place: Place) =>
      refreshed(() =>
        isOwner(session)
          ? call('DELETE', `${path(id)}/pages?${place.object}_id=${place.id}`)
          : call('DELETE', `/v1/${place.object}s/${place.id}/connections/${id}`),
      ),
  }
}
