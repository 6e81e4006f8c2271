/** The tree of pages and databases. Every key begins with `tree`, so that a change that moves something refreshes all of it. */
import { queryOptions } from '@tanstack/react-query'
import type { TreeItem } from '#client/generated.ts'
import { getAll } from './api.ts'

export type { TreeItem }

export const sectionQuery = (section: 'private' | 'shared') =>
  queryOptions({
    queryKey: ['tree', section],
    queryFn: () => getAll<TreeItem>(`/v1/tree?section=${section}`),
  })

export const teamspaceTopQuery = (id: string) =>
  queryOptions({
    queryKey: ['tree', 'teamspace', id],
    queryFn: () => getAll<TreeItem>(`/v1/tree?teamspace_id=${id}`),
  })

export const insideQuery = (id: string) =>
  queryOptions({ queryKey: ['tree', 'inside', id], queryFn: () => getAll<TreeItem>(`/v1/pages/${id}/tree`) })

/** From the top to a page or database; itself is the last. */
export const pathQuery = (id: string) =>
  queryOptions({ queryKey: ['tree', 'path', id], queryFn: () => getAll<TreeItem>(`/v1/blocks/${id}/path`) })

export const favoritesQuery = queryOptions({
  queryKey: ['tree', 'favorites'],
  queryFn: () => getAll<TreeItem>('/v1/favorites'),
})
