/** Who may do what with a page or database, and what a change would make of that. */
import { queryOptions } from '@tanstack/react-query'
import type { EffectivePermission, Permission, PermissionCandidate } from '#client/generated.ts'
import { call, get, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type { TreeItem } from './tree.ts'

export type { EffectivePermission, Permission, PermissionCandidate }
export type Level = Permission['level']
/** For whom a change makes what difference. */
export type Effects = NonNullable<Permission['effects']>

type Node = Pick<TreeItem, 'id' | 'type'>

const pathOf = ({ id, type }: Node): string => `/v1/${type}s/${id}/permissions`

export const permissionsQuery = (node: Node) =>
  queryOptions({
    queryKey: ['permissions', node.id],
    queryFn: () => getAll<Permission>(pathOf(node)),
  })

/** People and groups by words of their name or e-mail. */
export const candidatesQuery = (node: Node, words: string) =>
  queryOptions({
    queryKey: ['permissions', node.id, 'candidates', words],
    queryFn: async () => {
      const query = words && `?${new URLSearchParams({ query: words })}`
      return (await get<{ results: PermissionCandidate[] }>(`${pathOf(node)}/candidates${query}`)).results
    },
  })

/** Why a person, group or connection has access. */
export const effectiveQuery = (node: Node, principal: Permission['principal']) =>
  queryOptions({
    queryKey: ['permissions', node.id, 'effective', principal],
    queryFn: () => {
      const { type: _, ...named } = principal
      return get<EffectivePermission>(
        `${pathOf(node)}/effective?${new URLSearchParams(named as Record<string, string>)}`,
      )
    },
  })

/** Who is given something, as a request names them. */
export type Named =
  | { user_id: string }
  | { group_id: string }
  | { connection_id: string }
  | { email: string }
  | { workspace: true }
  | { public: true }

export type Setting = Named & {
  level: Level
  expiration_time?: string | null
  link?: { search_indexing?: boolean; allow_duplicate?: boolean }
}

/** A change of who has access: all of it, or nothing. */
export interface Sharing {
  set?: Setting[]
  remove?: Permission['principal'][]
  inherit?: boolean
  /** What counts from above becomes the page's own where that is what it takes. */
  override?: boolean
  notify?: boolean
  message?: string
}

/** A change that can be tried out before it is made. */
export interface Change<T = unknown> {
  tryOut: () => Promise<Effects>
  make: () => Promise<T>
}

/** Several at once. */
export const sharing = (node: Node, body: Sharing): Change<Permission[]> => ({
  tryOut: () => effectsOf('PATCH', pathOf(node), { ...body, dry_run: true }),
  make: async () => (await changed<{ results: Permission[] }>('PATCH', pathOf(node), body)).results,
})

/** What one entry of the list grants. One from above becomes the page's own, with everything else from there. */
export const changeEntry = (
  node: Node,
  { id }: Permission,
  change: { level?: Level; expiration_time?: string | null; link?: Setting['link'] },
): Change => {
  const path = `${pathOf(node)}/${id}`
  const body = { ...change, override: true }
  return {
    tryOut: () => effectsOf('PATCH', path, { ...body, dry_run: true }),
    make: () => changed('PATCH', path, body),
  }
}

export const removeEntry = (node: Node, { id }: Permission): Change => {
  const path = `${pathOf(node)}/${id}?override=true`
  return {
    tryOut: () => effectsOf('DELETE', `${path}&dry_run=true`),
    make: () => changed('DELETE', path),
  }
}

const effectsOf = async (method: 'PATCH' | 'DELETE', path: string, body?: object): Promise<Effects> =>
  (await call<{ effects: Effects }>(method, path, body)).effects

async function changed<T>(method: 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
  const answer = await call<T>(method, path, body)
  await Promise.all(
    [['permissions'], ['tree'], ['settings', 'connection', 'on']].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  )
  return answer
}

/** Whether what is granted above counts here; the workspace counts anywhere. */
export const inheritsIn = (permissions: readonly Permission[]): boolean =>
  permissions.some(({ inherited_from }) => inherited_from !== null && inherited_from.type !== 'workspace')
