/** What the workspace is called and how it looks. */
import { queryOptions } from '@tanstack/react-query'
import type { Workspace as WorkspaceDetails } from '#client/generated.ts'
import { adminBase, type Here, refreshed } from './admin.ts'
import { call, get } from './api.ts'
import { queryClient } from './query-client.ts'

export type { WorkspaceDetails }

export const workspaceQuery = (here: Here) =>
  queryOptions({
    queryKey: ['settings', 'workspace'],
    queryFn: () => get<WorkspaceDetails>(adminBase(here)),
  })

export async function changeWorkspace(
  here: Here,
  change: Partial<Pick<WorkspaceDetails, 'name' | 'icon'>>,
): Promise<void> {
  await refreshed(() => call('PATCH', adminBase(here), change))
  await queryClient.invalidateQueries({ queryKey: ['session'] })
}
