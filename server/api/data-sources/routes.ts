import { databaseFor, dataSourceFor } from '#server/domain/access/nodes.ts'
import { addDataSourceTo } from '#server/domain/data-sources/create.ts'
import { queryDataSource } from '#server/domain/data-sources/query.ts'
import { updateDataSource } from '#server/domain/data-sources/update.ts'
import { readDataSource, viewDataSource } from '#server/domain/data-sources/view.ts'
import { listTemplates } from '#server/domain/templates/list.ts'
import { pageSize, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { storeIcon } from '#shared/objects/icon.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import { collectPageReferences, presentPage } from '../pages/present.ts'
import { collectDataSourceReferences, presentDataSource } from './present.ts'
import {
  CreateDataSourceBody,
  DataSourceParams,
  QueryBody,
  QueryParameters,
  TemplatesQuery,
  UpdateDataSourceBody,
} from './schema.ts'

export const queryDataSourceRoute = route({
  method: 'POST',
  url: '/v1/data_sources/:data_source_id/query',
  summary: 'Pages of a data source, filtered and sorted.',
  needs: 'read_content',
  reads: true,
  since: '2025-09-03',
  params: DataSourceParams,
  query: QueryParameters,
  body: QueryBody,
  allow: (context, { params }) => dataSourceFor(context, params.data_source_id, 'read'),
  handle: (context, { body, query }, dataSource) =>
    queryDataSource(context, dataSource, {
      filter: body.filter,
      sorts: body.sorts,
      inTrash: body.in_trash ?? false,
      isArchived: body.is_archived,
      resultType: body.result_type ?? null,
      only: query.filter_properties ?? null,
      cursor: body.start_cursor ?? null,
      size: pageSize(body.page_size),
    }),
  refers: ({ pages }, references) => {
    for (const page of pages) collectPageReferences(page, references)
  },
  present: ({ pages, nextCursor }, resolved) =>
    presentList(
      'page_or_data_source',
      pages.map((page) => presentPage(page, resolved)),
      nextCursor,
    ),
})

export const dataSourceRoutes = [
  route({
    method: 'POST',
    url: '/v1/data_sources',
    summary: 'Adds a data source to a database.',
    needs: 'insert_content',
    since: '2025-09-03',
    body: CreateDataSourceBody,
    allow: (context, { body }) => databaseFor(context, body.parent.database_id, 'edit'),
    handle: async (context, { body }, database) =>
      readDataSource(
        context,
        await addDataSourceTo(context, database, {
          title: storeRichText(body.title ?? []),
          icon: body.icon ? storeIcon(body.icon) : null,
          properties: body.properties,
        }),
      ),
    refers: collectDataSourceReferences,
    present: presentDataSource,
  }),
  route({
    method: 'GET',
    url: '/v1/data_sources/:data_source_id',
    summary: 'A data source with its schema.',
    needs: 'read_content',
    reads: true,
    since: '2025-09-03',
    params: DataSourceParams,
    allow: (context, { params }) => dataSourceFor(context, params.data_source_id, 'read'),
    handle: (context, _request, dataSource) => viewDataSource(context, dataSource),
    refers: collectDataSourceReferences,
    present: presentDataSource,
  }),
  route({
    method: 'PATCH',
    url: '/v1/data_sources/:data_source_id',
    summary: 'Changes a data source: title, icon, schema, trash, or the database it belongs to.',
    needs: 'update_content',
    since: '2025-09-03',
    params: DataSourceParams,
    body: UpdateDataSourceBody,
    allow: async (context, { params, body }) => ({
      dataSource: await dataSourceFor(context, params.data_source_id, 'edit'),
      database: body.parent ? await databaseFor(context, body.parent.database_id, 'edit') : null,
    }),
    handle: async (context, { body }, { dataSource, database }) => {
      const change = {
        ...(body.title ? { title: storeRichText(body.title) } : {}),
        ...(body.icon === undefined ? {} : { icon: body.icon && storeIcon(body.icon) }),
        ...(body.properties ? { properties: body.properties } : {}),
        ...(body.in_trash === undefined ? {} : { in_trash: body.in_trash }),
        ...(body.default_template_id === undefined
          ? {}
          : { default_template_id: body.default_template_id && toUuid(body.default_template_id) }),
      }
      await updateDataSource(context, dataSource, change, database)
      return readDataSource(context, dataSource.id)
    },
    refers: collectDataSourceReferences,
    present: presentDataSource,
  }),
  queryDataSourceRoute,
  route({
    method: 'GET',
    url: '/v1/data_sources/:data_source_id/templates',
    summary: 'The templates of a data source, the default one first.',
    needs: 'read_content',
    reads: true,
    isBare: true,
    since: '2025-09-03',
    params: DataSourceParams,
    query: TemplatesQuery,
    allow: (context, { params }) => dataSourceFor(context, params.data_source_id, 'read'),
    handle: (context, { query }, dataSource) =>
      listTemplates(context, dataSource, {
        name: query.name ?? '',
        cursor: query.start_cursor ? toUuid(query.start_cursor) : null,
        size: pageSize(query.page_size),
      }),
    present: ({ templates, nextCursor }) => ({
      templates: templates.map(({ id, name, isDefault }) => ({ id, name, is_default: isDefault })),
      has_more: nextCursor !== null,
      next_cursor: nextCursor,
    }),
  }),
]
