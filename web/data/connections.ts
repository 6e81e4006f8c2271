/** Connections of the workspace: who may add which, who did, and what they reach. */
import { queryOptions } from '@tanstack/react-query'
import type {
  ApprovedConnection,
  Connection,
  ConnectionRequest,
  ConnectionSecret,
  ConnectionUser,
  MadeConnection,
  OfferedConnection,
  Policy,
} from '#client/generated.ts'
import { call, get, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type { Session } from './session.ts'

export type {
  ApprovedConnection,
  Connection,
  ConnectionRequest,
  ConnectionUser,
  MadeConnection,
  OfferedConnection,
  Policy,
}

/** The workspace that the administration API acts on. */
type Here = Pick<Session, 'workspace'>

const base = ({ workspace }: Here): string => `/admin/v1/spaces/${workspace.id}`

/** How connections are governed is told in the audit log and not live, so it is asked anew whenever it is shown. */
const asked = { staleTime: 0 }

const key = (...parts: readonly unknown[]) => ['settings', 'connection', ...parts]

/** Every connection for owners; for others those they made or added. */
export const connectionsQuery = (here: Here) =>
  queryOptions({
    ...asked,
    queryKey: key('all'),
    queryFn: () => getAll<Connection>(`${base(here)}/connections`),
  })

/** What the caller may add, or ask for. */
export const catalogueQuery = (here: Here) =>
  queryOptions({
    ...asked,
    queryKey: key('catalogue'),
    queryFn: () => getAll<OfferedConnection>(`${base(here)}/catalogue`),
  })

export const connectionUsersQuery = (here: Here, id: string) =>
  queryOptions({
    ...asked,
    queryKey: key('users', id),
    queryFn: () => getAll<ConnectionUser>(`${base(here)}/connections/${id}/users`),
  })

export const approvedQuery = (here: Here) =>
  queryOptions({
    ...asked,
    queryKey: key('approved'),
    queryFn: () => getAll<ApprovedConnection>(`${base(here)}/approved_connections`),
  })

export const requestsQuery = (here: Here) =>
  queryOptions({
    ...asked,
    queryKey: key('requests'),
    queryFn: () => getAll<ConnectionRequest>(`${base(here)}/connection_requests?state=pending`),
  })

export const policyQuery = (here: Here) =>
  queryOptions({
    ...asked,
    queryKey: ['settings', 'policy'],
    queryFn: () => get<Policy>(`${base(here)}/policy`),
  })

/** Acts, each of which refreshes what the screens show of connections. */
export const connectionActs = (here: Here) => ({
  create: (body: NewConnection) =>
    refreshed(() => call<MadeConnection>('POST', `${base(here)}/connections`, body)),
  /** The token of an internal connection, the client secret of a public one. That it was shown is written down. */
  secret: (id: string) => get<ConnectionSecret>(`${base(here)}/connections/${id}/secret`),
  /** Ends it for everybody: its tokens stop, and it is on no page. */
  disconnectAll: (id: string) =>
    refreshed(() => call('POST', `${base(here)}/connections/${id}/disconnect_all`, {})),
  disconnect: (id: string, userId: string) =>
    refreshed(() => call('DELETE', `${base(here)}/connections/${id}/users/${userId}`)),
  /** Ends it for good. */
  remove: (id: string) => refreshed(() => call('DELETE', `${base(here)}/connections/${id}`)),
  approve: (id: string) =>
    refreshed(() => call('POST', `${base(here)}/approved_connections`, { connection_id: id })),
  /** @param disconnect whether who added it loses it too. */
  unapprove: (id: string, disconnect: boolean) =>
    refreshed(() => call('DELETE', `${base(here)}/approved_connections/${id}?disconnect=${disconnect}`)),
  request: (id: string, message: string) =>
    refreshed(() =>
      call('POST', `${base(here)}/connection_requests`, { connection_id: id, message: message || null }),
    ),
  decide: (requestId: string, state: 'approved' | 'denied') =>
    refreshed(() => call('PATCH', `${base(here)}/connection_requests/${requestId}`, { state })),
  setPolicy: (connections: Partial<Policy['connections']>) =>
    refreshed(() => call('PATCH', `${base(here)}/policy`, { connections })),
})

export interface NewConnection {
  name: string
  kind: 'internal'
  capabilities: {
    content: ('read' | 'update' | 'insert')[]
    comments: ('read' | 'insert')[]
    user_info: 'none' | 'no_email' | 'email'
  }
}

async function refreshed<T>(act: () => Promise<T>): Promise<T> {
  const answer = await act()
  await queryClient.invalidateQueries({ queryKey: ['settings'] })
  return answer
}

/** What a connection may do, in one line. */
export function mayDo({ content, comments, user_info }: Connection['capabilities']): string {
  const parts = [
    content.length > 0 && `${inWords(content)} content`,
    comments.length > 0 && `${inWords(comments)} comments`,
    user_info !== 'none' && `see people’s ${user_info === 'email' ? 'names and e-mails' : 'names'}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'May do nothing yet' : `May ${parts.join(', ')}`
}

const inWords = (acts: readonly string[]): string =>
  acts.length === 1 ? acts[0]! : `${acts.slice(0, -1).join(', ')} and ${acts.at(-1)}`
