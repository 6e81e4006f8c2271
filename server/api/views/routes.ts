import { databaseFor, dataSourceFor } from '#server/domain/access/nodes.ts'
import { viewFor, viewPlaceFor } from '#server/domain/access/views.ts'
import { createView } from '#server/domain/views/create.ts'
import { deleteView } from '#server/domain/views/delete.ts'
import { listViews } from '#server/domain/views/list.ts'
import { readView, showView } from '#server/domain/views/show.ts'
import { updateView } from '#server/domain/views/update.ts'
import { invalidCursor, packCursor, unpackCursor } from '#server/http/cursors.ts'
import { pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { invalid } from '#shared/problem.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { presentDeletedView, presentView } from './present.ts'
import { CreateViewBody, UpdateViewBody, ViewParams, ViewsQuery } from './schema.ts'

export const viewRoutes = [
  route({
    method: 'POST',
    url: '/v1/views',
    summary: 'Makes a view: a tab of a database, a widget of a dashboard, or a linked database on a page.',
    needs: 'insert_and_update_content',
    body: CreateViewBody,
    allow: async (context, { body }) => ({
      place: await viewPlaceFor(context, body),
      dataSource: await dataSourceFor(context, body.data_source_id, 'read'),
    }),
    handle: async (context, { body }, { place, dataSource }) =>
      readView(context, await createView(context, dataSource, place, body)),
    present: presentView,
  }),
  route({
    method: 'GET',
    url: '/v1/views',
    summary: 'The ids of the views of a database, in order, or of all views of a data source.',
    needs: 'read_content',
    reads: true,
    query: ViewsQuery,
    allow: async (context, { query }) => {
      if (query.database_id === undefined && query.data_source_id === undefined) {
        throw invalid('At least one of database_id or data_source_id must be provided.')
      }
      return {
        database: query.database_id ? await databaseFor(context, query.database_id, 'read') : null,
        dataSource: query.data_source_id ? await dataSourceFor(context, query.data_source_id, 'read') : null,
      }
    },
    handle: async (context, { query }, of) => {
      const size = pageSize(query.page_size)
      const from = readPlace(query.start_cursor ?? null)
      return slice(await listViews(context, of, from, size + 1), size, ({ position, id }) =>
        packCursor([position, id]),
      )
    },
    present: ({ results, nextCursor }) =>
      presentList(
        'view',
        results.map(({ id }) => ({ object: 'view', id })),
        nextCursor,
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/views/:view_id',
    summary: 'One view.',
    needs: 'read_content',
    reads: true,
    params: ViewParams,
    allow: (context, { params }) => viewFor(context, params.view_id, 'read'),
    handle: (context, _request, view) => showView(context, view),
    present: presentView,
  }),
  route({
    method: 'PATCH',
    url: '/v1/views/:view_id',
    summary: 'Changes the name, filter, sorts, quick filters or configuration of a view.',
    needs: 'update_content',
    params: ViewParams,
    body: UpdateViewBody,
    allow: (context, { params }) => viewFor(context, params.view_id, 'edit'),
    handle: async (context, { body }, view) => {
      await updateView(context, view, body)
      return readView(context, view.id)
    },
    present: presentView,
  }),
  route({
    method: 'DELETE',
    url: '/v1/views/:view_id',
    summary: 'Deletes a view, unless it is the last one of its database.',
    needs: 'update_content',
    params: ViewParams,
    allow: (context, { params }) => viewFor(context, params.view_id, 'edit'),
    handle: (context, _request, view) => deleteView(context, view),
    present: presentDeletedView,
  }),
]

/** Of a widget it is empty. */
const POSITION = /^[0-9A-Za-z]*$/

function readPlace(cursor: string | null) {
  if (cursor === null) return null
  const [position, id] = unpackCursor<[string, string]>(cursor, ['string', 'string'])
  if (!isUuid(id) || !POSITION.test(position)) throw invalidCursor(cursor)
  return { position, id }
}
