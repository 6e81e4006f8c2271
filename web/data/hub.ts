/** Connections as whoever builds them sees them: what they are, their secrets, what they reach and what they asked. */
import { queryOptions } from '@tanstack/react-query'
import type { Connection, ConnectionSecret, MadeConnection } from '#client/generated.ts'
import { call, get } from './api.ts'
import { connectionsQuery } from './connections.ts'
import { queryClient } from './query-client.ts'
import { isOwner, type Session } from './session.ts'

export type { Connection, ConnectionSecret }
export type Capabilities = Connection['capabilities']

type Here = Pick<Session, 'workspace'>

const pathOf = ({ workspace }: Here, id: string): string =>
  `/admin/v1/spaces/${workspace.id}/connections/${id}`

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
  queryOptions({
    queryKey: ['settings', 'connection', 'one', id],
    queryFn: () => get<Connection>(pathOf(here, id)),
  })

/** What may be said of a connection; what is not named stays as it is. */
export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'name'
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

/** Acts, each of which refreshes what the screens show of connections. */
export const hubActs = (here: Here) => ({
  create: (body: NewConnection) =>
    refreshed(() => call<MadeConnection>('POST', `/admin/v1/spaces/${here.workspace.id}/connections`, body)),
  change: (id: string, change: ConnectionChange) =>
    refreshed(() => call<Connection>('PATCH', pathOf(here, id), change)),
  remove: (id: string) => refreshed(() => call('DELETE', pathOf(here, id))),
  /** That it was shown is written down. */
  reveal: (id: string) => get<ConnectionSecret>(`${pathOf(here, id)}/secret`),
  /** @param graceSeconds how long the secret before works on. */
  rotate: (id: string, graceSeconds: number) =>
    refreshed(() =>
      call<ConnectionSecret>('POST', `${pathOf(here, id)}/rotate`, { grace_seconds: graceSeconds }),
    ),
})

async function refreshed<T>(act: () => Promise<T>): Promise<T> {
  const answer = await act()
  await queryClient.invalidateQueries({ queryKey: ['settings', 'connection'] })
  return answer
}
