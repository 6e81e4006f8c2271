import { viewFor, viewQueryFor } from '#server/domain/access/views.ts'
import { createViewQuery, deleteViewQuery, readViewQuery, readViewRows } from '#server/domain/views/query.ts'
import { invalidCursor } from '#server/http/cursors.ts'
import { pageSize, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toOffsetTime } from '#shared/timestamps.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { collectPageReferences, presentPage } from '../pages/present.ts'
import {
  CreateViewQueryBody,
  ViewParams,
  ViewQueryParams,
  ViewResultsQuery,
  ViewRowsQuery,
} from './schema.ts'

const reference = (id: string) => ({ object: 'page', id })

export const viewQueryRoutes = [
  route({
    method: 'POST',
    url: '/v1/views/:view_id/queries',
    summary: 'Runs the filter and sorts of a view and keeps what was found for 15 minutes.',
    needs: 'read_content',
    params: ViewParams,
    body: CreateViewQueryBody,
    allow: (context, { params }) => viewFor(context, params.view_id, 'read'),
    handle: async (context, { body }, view) => {
      const query = await createViewQuery(context, view, body.filter)
      return { query, page: (await readViewQuery(context, view, query, null, pageSize(body.page_size)))! }
    },
    present: ({ query, page }) => ({
      object: 'view_query',
      id: query.id,
      view_id: query.view_id,
      expires_at: toOffsetTime(query.expires_time),
      total_count: query.total_count,
      results: page.pageIds.map(reference),
      next_cursor: page.nextPageId,
      has_more: page.nextPageId !== null,
    }),
  }),
  route({
    method: 'GET',
    url: '/v1/views/:view_id/queries/:query_id',
    summary: 'Pages that a query of a view found, in the order in which they were found.',
    needs: 'read_content',
    reads: true,
    params: ViewQueryParams,
    query: ViewResultsQuery,
    allow: (context, { params }) => viewQueryFor(context, params.view_id, params.query_id),
    handle: async (context, { query: asked }, { view, query }) => {
      const cursor = asked.start_cursor ?? null
      if (cursor !== null && !isUuid(cursor)) throw invalidCursor(cursor)
      const page = await readViewQuery(context, view, query, cursor, pageSize(asked.page_size))
      if (page === null) throw invalidCursor(cursor!)
      return page
    },
    present: ({ pageIds, nextPageId }) => presentList('page', pageIds.map(reference), nextPageId),
  }),
  route({
    method: 'GET',
    url: '/v1/views/:view_id/queries/:query_id/rows',
    summary:
      'Pages that a query of a view found, whole, from any place in its order on (an addition of Octavo).',
    needs: 'read_content',
    reads: true,
    params: ViewQueryParams,
    query: ViewRowsQuery,
    allow: (context, { params }) => viewQueryFor(context, params.view_id, params.query_id),
    handle: (context, { query: asked }, { view, query }) =>
      readViewRows(context, view, query, asked.start_index ?? 0, pageSize(asked.page_size)),
    refers: (pages, references) => {
      for (const page of pages) collectPageReferences(page, references)
    },
    present: (pages, resolved) =>
      presentList(
        'page',
        pages.map((page) => presentPage(page, resolved)),
        null,
      ),
  }),
  route({
    method: 'DELETE',
    url: '/v1/views/:view_id/queries/:query_id',
    summary: 'Forgets what a query of a view found, if it is still there.',
    needs: 'read_content',
    params: ViewQueryParams,
    allow: (context, { params }) => viewFor(context, params.view_id, 'read'),
    handle: async (context, { params }, view) => {
      await deleteViewQuery(context, view, params.query_id)
      return params.query_id
    },
    present: (id) => ({ object: 'view_query', id, deleted: true }),
  }),
]
