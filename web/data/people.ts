/** People of the workspace, their groups, and who is asked to join. */
import { queryOptions } from '@tanstack/react-query'
import type { Group, Invitation, ManagedUser, Permission } from '#client/generated.ts'
import { call, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type { Session } from './session.ts'

export type { Group, Invitation }
export type Person = Extract<ManagedUser, { type: 'person' }>
export type Role = NonNullable<Person['role']>

type Here = Pick<Session, 'workspace'>

const base = ({ workspace }: Here): string => `/admin/v1/spaces/${workspace.id}`

/** Whoever decides who is a member. */
export const managesMembers = ({ user }: Session): boolean =>
  user.role === 'owner' || user.role === 'membership_admin'

/** Everybody who was not removed; for who does not decide on members, those who are not suspended. */
export const peopleQuery = (session: Session) =>
  queryOptions({
    queryKey: ['settings', 'user'],
    queryFn: async () =>
      managesMembers(session)
        ? getAll<Person>(`${base(session)}/users?type=person&include_guests=true`)
        : (await getAll<Seen>('/v1/users?type=person&include_guests=true')).map(asPerson),
  })

/** A person as members see one. */
interface Seen extends Pick<Person, 'object' | 'type' | 'id' | 'name' | 'avatar_url'> {
  person: { email?: string; octavo?: Pick<Person, 'role' | 'groups'> & { status: Person['state'] } }
}

const asPerson = ({ person: { octavo, ...person }, ...seen }: Seen): Person => ({
  ...seen,
  person,
  role: octavo?.role ?? null,
  state: octavo?.status ?? 'active',
  groups: octavo?.groups ?? [],
  managed_by: null,
  directory_conflicts: [],
  created_time: '',
})

/** What people are called, by their ids; from the same answer as the list of them. */
export const namesQuery = (session: Session) =>
  queryOptions({
    ...peopleQuery(session),
    select: (people) => new Map(people.map(({ id, name, person }) => [id, name ?? person.email ?? id])),
  })

/** Where somebody begins to reach pages and databases, as far as the caller sees them. */
export const reachedQuery = (userId: string) =>
  queryOptions({
    queryKey: ['settings', 'user', userId, 'pages'],
    queryFn: () => getAll<Permission>(`/v1/permissions?user_id=${userId}`),
  })

export const invitationsQuery = queryOptions({
  queryKey: ['settings', 'invitation'],
  queryFn: () => getAll<Invitation>('/v1/invitations?status=pending'),
})

export const groupsQuery = (here: Here) =>
  queryOptions({ queryKey: ['settings', 'group'], queryFn: () => getAll<Group>(`${base(here)}/groups`) })

export const groupMembersQuery = (here: Here, id: string) =>
  queryOptions({
    queryKey: ['settings', 'group', id],
    queryFn: () => getAll<Person>(`${base(here)}/groups/${id}/members`),
  })

/** Acts, each of which refreshes what the screens show of people. */
export const peopleActs = (here: Here) => ({
  change: (id: string, change: { role?: Role; state?: 'active' | 'suspended' }) =>
    refreshed(() => call('PATCH', `${base(here)}/users/${id}`, change)),
  endSessions: (id: string) =>
    refreshed(() => call<{ count: number }>('POST', `${base(here)}/users/${id}/end_sessions`, {})),
  remove: (id: string) => refreshed(() => call('DELETE', `${base(here)}/users/${id}`)),
  invite: (email: string, role: Role) =>
    refreshed(() => call<Invitation>('POST', '/v1/invitations', { email, role })),
  resend: (id: string) => refreshed(() => call<Invitation>('POST', `/v1/invitations/${id}/resend`, {})),
  cancel: (id: string) => refreshed(() => call('DELETE', `/v1/invitations/${id}`)),
  createGroup: (name: string) => refreshed(() => call<Group>('POST', `${base(here)}/groups`, { name })),
  renameGroup: (id: string, name: string) =>
    refreshed(() => call('PATCH', `${base(here)}/groups/${id}`, { name })),
  deleteGroup: (id: string) => refreshed(() => call('DELETE', `${base(here)}/groups/${id}`)),
  addToGroup: (id: string, userId: string) =>
    refreshed(() => call('POST', `${base(here)}/groups/${id}/members`, { user_id: userId })),
  takeFromGroup: (id: string, userId: string) =>
    refreshed(() => call('DELETE', `${base(here)}/groups/${id}/members/${userId}`)),
})

async function refreshed<T>(act: () => Promise<T>): Promise<T> {
  const answer = await act()
  await queryClient.invalidateQueries({ queryKey: ['settings'] })
  return answer
}
