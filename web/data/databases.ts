import { queryOptions } from '@tanstack/react-query'
import { call, get, type Listed } from './api.ts'
import type { Page } from './pages.ts'

/** The first hundred rows of each data source of a database. */
export const rowsQuery = (databaseId: string) =>
  queryOptions({
    queryKey: ['database', databaseId, 'rows'],
    async queryFn() {
      const { data_sources } = await get<{ data_sources: { id: string }[] }>(`/v1/databases/${databaseId}`)
      const lists = await Promise.all(
        data_sources.map(({ id }) => call<Listed<Page>>('POST', `/v1/data_sources/${id}/query`, {})),
      )
      return lists.flatMap(({ results }) => results)
    },
  })
