/** What is done to pages and databases as a whole. */
import { queryOptions } from '@tanstack/react-query'
import { call, get, type Listed } from './api.ts'
import { queryClient } from './query-client.ts'
import type { RichText } from './rich-text.ts'
import type { TreeItem } from './tree.ts'

/** What every page, database and data source shows of itself (API reference, "Page object"). */
export interface Page {
  object: 'page'
  id: string
  icon: Icon | null
  cover: Cover | null
  is_locked: boolean
  in_trash: boolean
  last_edited_time: string
  url: string
  parent: Record<string, unknown>
  properties: Record<string, { id: string; type: string; title?: RichText[] }>
}

export interface DataSource {
  object: 'data_source'
  id: string
  icon: Icon | null
  title: { plain_text: string }[]
  last_edited_time: string
  url: string
  parent: { database_id?: string }
}

export interface Cover {
  type: string
  external?: { url: string }
  file?: { url: string }
}

export type Icon =
  | { type: 'emoji'; emoji: string }
  | { type: 'external'; external: { url: string } }
  | { type: 'file'; file: { url: string } }
  | { type: string }

export const pageQuery = (id: string) =>
  queryOptions({ queryKey: ['page', id], queryFn: () => get<Page>(`/v1/pages/${id}`) })

/** Where a new page goes. */
export type NewParent =
  | { type: 'workspace'; workspace: true }
  | { type: 'teamspace_id'; teamspace_id: string }
  | { type: 'page_id'; page_id: string }

export const privately: Extract<NewParent, { type: 'workspace' }> = { type: 'workspace', workspace: true }

export async function createPage(parent: NewParent): Promise<Page> {
  const page = await call<Page>('POST', '/v1/pages', { parent, properties: {} })
  await queryClient.invalidateQueries({ queryKey: ['tree'] })
  return page
}

/** A database whose rows have nothing but a title yet. */
export async function createDatabase(
  parent: Exclude<NewParent, { type: 'teamspace_id' }>,
): Promise<{ id: string }> {
  const database = await call<{ id: string }>('POST', '/v1/databases', { parent })
  await queryClient.invalidateQueries({ queryKey: ['tree'] })
  return database
}

type Node = Pick<TreeItem, 'id' | 'type'>

/** Into the trash, or back from it, with all that stands in it. */
export async function setInTrash({ id, type }: Node, isInTrash: boolean): Promise<void> {
  await call('PATCH', `/v1/${type}s/${id}`, { in_trash: isInTrash })
  await Promise.all(
    ['tree', 'trash', 'page', 'recent'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
  )
}

export async function setFavorite({ id, type }: Node, isKept: boolean): Promise<void> {
  if (isKept) await call('POST', '/v1/favorites', { [`${type}_id`]: id })
  else await call('DELETE', `/v1/favorites/${id}`)
  await queryClient.invalidateQueries({ queryKey: ['tree', 'favorites'] })
}

/** A result of a search, in the words of the tree. */
export interface Found extends Pick<TreeItem, 'id' | 'type' | 'title'> {
  icon: Icon | null
  editedTime: string
}

interface Wanted {
  query?: string
  inTrash?: boolean
  size: number
  cursor?: string | null
}

/** Pages and databases by their titles; without a query, those edited last. */
export async function search({ query = '', inTrash = false, size, cursor }: Wanted): Promise<Listed<Found>> {
  const body = {
    query,
    page_size: size,
    filter: { in_trash: inTrash },
    ...(cursor && { start_cursor: cursor }),
    ...(query !== '' && { sort: { property: 'relevance' } }),
  }
  const found = await call<Listed<Page | DataSource>>('POST', '/v1/search', body)
  return { ...found, results: found.results.map(toFound) }
}

const toFound = (result: Page | DataSource): Found =>
  result.object === 'page'
    ? { ...common(result), type: 'page', id: result.id, title: titleOf(result) }
    : {
        ...common(result),
        type: 'database',
        id: result.parent.database_id ?? result.id,
        title: plain(result.title),
      }

const common = ({ icon, last_edited_time }: Page | DataSource) => ({ icon, editedTime: last_edited_time })

export const titleOf = ({ properties }: Pick<Page, 'properties'>): string =>
  plain(Object.values(properties).find(({ type }) => type === 'title')?.title ?? [])

const plain = (text: { plain_text: string }[]): string => text.map(({ plain_text }) => plain_text).join('')

export const recentQuery = queryOptions({
  queryKey: ['recent'],
  queryFn: async () => (await search({ size: 12 })).results,
})
