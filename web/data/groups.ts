import { queryOptions } from '@tanstack/react-query'
import { get, type Listed } from './api.ts'
import type { Group, View } from './view.ts'

export type { Group }

/** The groups of a view in order; none when it groups by nothing. What changes rows makes them out of date. */
export const groupsQuery = (view: View, of: 'group_by' | 'sub_group_by' = 'group_by') =>
  queryOptions({
    queryKey: ['rows', view.data_source_id, view.id, of, view.configuration?.[of] ?? null],
    queryFn: async () => (await get<Listed<Group>>(`/v1/views/${view.id}/groups?of=${of}`)).results,
  })
