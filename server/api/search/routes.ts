import type { Static } from 'typebox'
import type { Context } from '#server/domain/context.ts'
import type { PageView } from '#server/domain/pages/view.ts'
import { type Search, search, viewHits } from '#server/domain/search/search.ts'
import { pageSize, presentList } from '#server/http/paging.ts'
import { olderRoute, route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { collectDataSourceReferences, presentDataSource } from '../data-sources/present.ts'
import {
  collectTableReferences,
  presentTable,
  type TableView,
  tablesFound,
  withDatabase,
} from '../databases/table.ts'
import { collectPageReferences, presentPage } from '../pages/present.ts'
import { readPlace, writePlace } from './places.ts'
import { SearchBody } from './schema.ts'

const searchRoute = route({
  method: 'POST',
  url: '/v1/search',
  summary: 'Pages and data sources the token can see, by title.',
  needs: 'read_content',
  reads: true,
  body: SearchBody,
  allow: () => null,
  handle: (context, { body }) => find(context, body),
  refers: ({ results }, references) => {
    for (const result of results) {
      if ('page' in result) collectPageReferences(result, references)
      else collectDataSourceReferences(result, references)
    }
  },
  present: ({ results, next }, resolved) =>
    presentList(
      'page_or_data_source',
      results.map((result) =>
        'page' in result ? presentPage(result, resolved) : presentDataSource(result, resolved),
      ),
      next && writePlace(next),
    ),
})

/** Found are databases, which have the title of the container; of those with several data sources, none or the first. */
const searchTablesRoute = olderRoute(searchRoute, '2022-06-28', {
  summary: 'Pages and databases the token can see, by title.',
  body: SearchBody,
  handle: async (context, { body }) => {
    const { results, next } = await find(context, body, { sources: tablesFound(context) })
    const tables: (PageView | TableView)[] = []
    for (const result of results) {
      tables.push('page' in result ? result : await withDatabase(context, result))
    }
    return { results: tables, next }
  },
  refers: ({ results }, references) => {
    for (const result of results) {
      if ('page' in result) collectPageReferences(result, references)
      else collectTableReferences(result, references)
    }
  },
  present: ({ results, next }, resolved) =>
    presentList(
      'page_or_data_source',
      results.map((result) =>
        'page' in result ? presentPage(result, resolved) : presentTable(result, resolved),
      ),
      next && writePlace(next),
    ),
})

export const searchRoutes = [searchRoute, searchTablesRoute]

async function find(context: Context, body: Static<typeof SearchBody>, more: Pick<Search, 'sources'> = {}) {
  const filter: { value?: 'page' | 'data_source'; in_trash?: boolean } = body.filter ?? {}
  const wanted = {
    ...more,
    query: body.query ?? '',
    kind: filter.value ?? null,
    inTrash: filter.in_trash ?? false,
    order: orderOf(body.sort),
  }
  const from = body.start_cursor ? readPlace(body.start_cursor) : null
  const { hits, next } = await search(context, wanted, from, pageSize(body.page_size))
  return { results: await viewHits(context, hits), next }
}

function orderOf(
  sort: { timestamp: string; direction?: 'ascending' | 'descending' } | { property: string } | undefined,
): Search['order'] {
  if (sort === undefined) return 'descending'
  if ('property' in sort) return 'relevance'
  if (sort.timestamp !== 'last_edited_time') {
    throw invalid('body.sort.timestamp should be "last_edited_time" when sorting by timestamp.')
  }
  return sort.direction ?? 'descending'
}
