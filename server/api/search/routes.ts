import { type Search, type SearchPlace, search, viewHits } from '#server/domain/search/search.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { pageSize, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { collectDataSourceReferences, presentDataSource } from '../data-sources/present.ts'
import { collectPageReferences, presentPage } from '../pages/present.ts'
import { SearchBody } from './schema.ts'

export const searchRoutes = [
  route({
    method: 'POST',
    url: '/v1/search',
    summary: 'Pages and data sources the token can see, by title.',
    needs: 'read_content',
    reads: true,
    body: SearchBody,
    allow: () => null,
    handle: async (context, { body }) => {
      const filter: { value?: 'page' | 'data_source'; in_trash?: boolean } = body.filter ?? {}
      const wanted = {
        query: body.query ?? '',
        kind: filter.value ?? null,
        inTrash: filter.in_trash ?? false,
        order: orderOf(body.sort),
      }
      const from = body.start_cursor ? readPlace(body.start_cursor) : null
      const { hits, next } = await search(context, wanted, from, pageSize(body.page_size))
      return { results: await viewHits(context, hits), next }
    },
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
        next && packCursor([next.score, next.time, next.id]),
      ),
  }),
]

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

function readPlace(cursor: string): SearchPlace {
  const [score, time, id] = unpackCursor<[number, number, string]>(cursor, ['number', 'number', 'string'])
  return { score, time, id }
}
