/** Databases, and the data sources that hold their schemas. */
import { queryOptions } from '@tanstack/react-query'
import { call, get, type Listed } from './api.ts'
import type { Cover, Icon } from './pages.ts'
import type { Property, PropertyRequest } from './properties.ts'
import { queryClient } from './query-client.ts'
import type { RichText } from './rich-text.ts'

/** The container (API reference, "Database"). */
export interface Database {
  id: string
  title: RichText[]
  description: RichText[]
  icon: Icon | null
  cover: Cover | null
  is_inline: boolean
  is_locked: boolean
  in_trash: boolean
  data_sources: { id: string; name: string }[]
}

/** A table of a database (API reference, "Data source"). */
export interface DataSource {
  id: string
  title: RichText[]
  /** By their names. */
  properties: Record<string, Property>
  parent: { database_id: string }
}

/** Every key begins with `database`, so that a change of a schema or view refreshes all of them. */
export const databaseQuery = (id: string) =>
  queryOptions({ queryKey: ['database', id], queryFn: () => get<Database>(`/v1/databases/${id}`) })

export const dataSourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['database', 'source', id],
    queryFn: () => get<DataSource>(`/v1/data_sources/${id}`),
  })

/** Data sources by their titles; without a query, those edited last. */
export const dataSourcesQuery = (query: string) =>
  queryOptions({
    queryKey: ['database', 'sources', query],
    queryFn: async () => {
      const filter = { property: 'object', value: 'data_source' }
      const found = await call<Listed<DataSource>>('POST', '/v1/search', { query, filter, page_size: 20 })
      return found.results
    },
  })

export const titleOfSource = ({ title }: DataSource): string =>
  title.map(({ plain_text }) => plain_text).join('') || 'Untitled'

/** Adds, changes and takes away properties, by name or id: null takes one away with all its values. */
export async function changeProperties(
  dataSourceId: string,
  properties: Record<string, PropertyRequest | null>,
): Promise<DataSource> {
  const changed = await call<DataSource>('PATCH', `/v1/data_sources/${dataSourceId}`, { properties })
  queryClient.setQueryData(dataSourceQuery(dataSourceId).queryKey, changed)
  await Promise.all([['database'], ['rows']].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  return changed
}
