import { queryOptions } from '@tanstack/react-query'
import type { Teamspace } from '#client/generated.ts'
import { getAll } from './api.ts'
import type { Session } from './session.ts'

export type { Teamspace }

/** The teamspaces that somebody is in. Guests are in none. */
export const ownTeamspacesQuery = ({ user, workspace }: Session) =>
  queryOptions({
    queryKey: ['tree', 'teamspaces'],
    queryFn: async () =>
      user.role === 'guest'
        ? []
        : (await getAll<Teamspace>(`/admin/v1/spaces/${workspace.id}/teamspaces`)).filter(
            ({ role }) => role !== null,
          ),
  })
