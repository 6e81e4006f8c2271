import { queryOptions } from '@tanstack/react-query'
import type { Teamspace, TeamspaceMember } from '#client/generated.ts'
import { call, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type { Session } from './session.ts'

export type { Teamspace, TeamspaceMember }

type Here = Pick<Session, 'workspace'>

const base = ({ workspace }: Here): string => `/admin/v1/spaces/${workspace.id}/teamspaces`

/** The teamspaces that somebody sees: those they are in, and those that they may find. */
export const teamspacesQuery = (here: Here) =>
  queryOptions({
    queryKey: ['tree', 'teamspaces'],
    queryFn: () => getAll<Teamspace>(base(here)),
  })

/** Those that somebody is in. Guests are in none. */
export const ownTeamspacesQuery = (session: Session) => ({
  ...teamspacesQuery(session),
  enabled: session.user.role !== 'guest',
  select: (all: Teamspace[]) => all.filter(({ role }) => role !== null),
})

export const teamspaceMembersQuery = (here: Here, id: string) =>
  queryOptions({
    queryKey: ['tree', 'teamspaces', id],
    queryFn: () => getAll<TeamspaceMember>(`${base(here)}/${id}/members`),
  })

/** What of a teamspace can be chosen. */
export type TeamspaceFields = Pick<
  Teamspace,
  'name' | 'description' | 'visibility' | 'is_default' | 'invite'
> & {
  levels: Pick<Teamspace['levels'], 'members' | 'workspace'>
}

export type Member = { user_id: string } | { group_id: string }

/** Acts, each of which refreshes the tree and what the screens show of teamspaces. */
export const teamspaceActs = (here: Here) => ({
  create: (fields: Partial<TeamspaceFields>) => refreshed(() => call<Teamspace>('POST', base(here), fields)),
  change: (id: string, fields: Partial<TeamspaceFields>) =>
    refreshed(() => call<Teamspace>('PATCH', `${base(here)}/${id}`, fields)),
  archive: (id: string) => refreshed(() => call('DELETE', `${base(here)}/${id}`)),
  join: (id: string) => refreshed(() => call('POST', `${base(here)}/${id}/join`, {})),
  leave: (id: string) => refreshed(() => call('POST', `${base(here)}/${id}/leave`, {})),
  add: (id: string, member: Member) => refreshed(() => call('POST', `${base(here)}/${id}/members`, member)),
  setRole: (id: string, memberId: string, role: 'owner' | 'member') =>
    refreshed(() => call('PATCH', `${base(here)}/${id}/members/${memberId}`, { role })),
  remove: (id: string, memberId: string) =>
    refreshed(() => call('DELETE', `${base(here)}/${id}/members/${memberId}`)),
})

async function refreshed<T>(act: () => Promise<T>): Promise<T> {
  const answer = await act()
  await queryClient.invalidateQueries({ queryKey: ['tree'] })
  return answer
}
