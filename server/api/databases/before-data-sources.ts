/**
 * The routes of a database while it was a table (until 2022-06-28), over the same verbs, and those that put
 * pages into one. Answers have the newest shapes, as everywhere: the versions make of them what they were.
 */
import { absent, pageFor } from '#server/domain/access/nodes.ts'
import { type NewParent, type ParentRequest, parentFor } from '#server/domain/access/parents.ts'
import type { Context } from '#server/domain/context.ts'
import { type DataSourceChange, updateDataSource } from '#server/domain/data-sources/update.ts'
import { createDatabase } from '#server/domain/databases/create.ts'
import { type DatabaseChange, updateDatabase } from '#server/domain/databases/update.ts'
import { search, viewHits } from '#server/domain/search/search.ts'
import { PagingQuery, pageSize, presentList } from '#server/http/paging.ts'
import { olderRoute, route } from '#server/http/route.ts'
import type { SchemaRequests } from '#shared/properties/schema.ts'
import { queryDataSourceRoute } from '../data-sources/routes.ts'
import { createPageRoute, movePageRoute } from '../pages/routes.ts'
import { CreatePageInTableBody, MovePageToTableBody, PageParams } from '../pages/schema.ts'
import { readPlace, writePlace } from '../search/places.ts'
import { containerChange, newContainer, sharedChange } from './container.ts'
import { DatabaseParams } from './schema.ts'
import { CreateTableBody, type DatabaseRelation, UpdateTableBody } from './schema-before-data-sources.ts'
import {
  collectTableReferences,
  presentTable,
  readTable,
  type Table,
  type TableView,
  tableFor,
  tablesFound,
  viewTable,
  withDatabase,
} from './table.ts'

const LAST = '2022-06-28'
const LAST_WITH_LIST = '2021-08-16'

export const routesBeforeDataSources = [
  route({
    method: 'POST',
    url: '/v1/databases',
    summary: 'Makes a database.',
    needs: 'insert_content',
    until: LAST,
    body: CreateTableBody,
    allow: async (context, { body }) => ({
      parent: await parentFor(context, body.parent),
      properties: await withDataSources(context, body.properties as SchemaRequests),
    }),
    handle: async (context, { body }, { parent, properties }) => {
      const { id } = await createDatabase(context, parent, {
        ...newContainer(body),
        properties,
      })
      return readTable(context, id)
    },
    refers: collectTableReferences,
    present: presentTable,
  }),
  route({
    method: 'GET',
    url: '/v1/databases/:database_id',
    summary: 'A database with its schema.',
    needs: 'read_content',
    reads: true,
    until: LAST,
    params: DatabaseParams,
    allow: (context, { params }) => tableFor(context, params.database_id, 'read'),
    handle: (context, _request, table) => viewTable(context, table),
    refers: collectTableReferences,
    present: presentTable,
  }),
  route({
    method: 'PATCH',
    url: '/v1/databases/:database_id',
    summary: 'Changes a database and its schema, puts it into the trash or takes it out.',
    needs: 'update_content',
    until: LAST,
    params: DatabaseParams,
    body: UpdateTableBody,
    allow: async (context, { params, body }) => ({
      table: await tableFor(context, params.database_id, 'edit'),
      properties: await withDataSources(context, (body.properties ?? {}) as SchemaRequests),
    }),
    handle: async (context, { body }, { table, properties }) => {
      await updateTable(context, table, containerChange(body), { ...sharedChange(body), properties })
      return readTable(context, table.database.id)
    },
    refers: collectTableReferences,
    present: presentTable,
  }),
  olderRoute(queryDataSourceRoute, LAST, {
    url: '/v1/databases/:database_id/query',
    summary: 'Pages of a database, filtered and sorted.',
    params: DatabaseParams,
    allow: async (context, { params }) => {
      const { database, dataSource } = await tableFor(context, params.database_id, 'read')
      if (database.trashRoot !== null) throw absent(context, 'database', database.id)
      return dataSource
    },
  }),
  route({
    method: 'GET',
    url: '/v1/databases',
    summary: 'Databases the token can see.',
    needs: 'read_content',
    reads: true,
    until: LAST_WITH_LIST,
    query: PagingQuery,
    allow: () => null,
    handle: async (context, { query }) => {
      const all = {
        query: '',
        kind: 'data_source',
        sources: tablesFound(context),
        inTrash: false,
        order: 'descending',
      } as const
      const from = query.start_cursor ? readPlace(query.start_cursor) : null
      const { hits, next } = await search(context, all, from, pageSize(query.page_size))
      const tables: TableView[] = []
      for (const view of await viewHits(context, hits)) {
        if ('dataSource' in view) tables.push(await withDatabase(context, view))
      }
      return { tables, next }
    },
    refers: ({ tables }, references) => {
      for (const table of tables) collectTableReferences(table, references)
    },
    present: ({ tables, next }, resolved) =>
      presentList(
        'database',
        tables.map((table) => presentTable(table, resolved)),
        next && writePlace(next),
      ),
  }),
  olderRoute(createPageRoute, LAST, {
    body: CreatePageInTableBody,
    allow: (context, { body }) => parentOrTable(context, body.parent),
  }),
  olderRoute(movePageRoute, LAST, {
    params: PageParams,
    body: MovePageToTableBody,
    allow: async (context, { params, body }) => ({
      page: await pageFor(context, params.page_id, 'edit'),
      parent: await parentOrTable(context, body.parent),
    }),
  }),
]

async function parentOrTable(context: Context, parent: ParentRequest | undefined): Promise<NewParent> {
  if (parent?.database_id === undefined) return parentFor(context, parent)
  const { dataSource } = await tableFor(context, parent.database_id, 'edit_content')
  return { type: 'data_source_id', dataSource }
}

/** A schema as the domain knows it: relations name the data source of the database that was named. */
async function withDataSources(context: Context, properties: SchemaRequests): Promise<SchemaRequests> {
  const changed: [string, SchemaRequests[string]][] = []
  for (const [key, property] of Object.entries(properties)) {
    const relation = property?.relation as DatabaseRelation | undefined
    if (relation === undefined) {
      changed.push([key, property])
    } else {
      const { database_id, ...kind } = relation
      const { dataSource } = await tableFor(context, database_id, 'read')
      changed.push([key, { ...property, relation: { data_source_id: dataSource.id, ...kind } }])
    }
  }
  return Object.fromEntries(changed)
}

/** Out of the trash first, or nothing else could be changed; into it last. */
async function updateTable(
  context: Context,
  table: Table<'edit'>,
  container: DatabaseChange,
  change: DataSourceChange,
): Promise<void> {
  const { in_trash, ...others } = container
  if (in_trash === false && table.database.trashRoot !== null) {
    await updateDatabase(context, table.database, { in_trash }, null)
    return updateTable(context, await tableFor(context, table.database.id, 'edit'), others, change)
  }
  await updateDataSource(context, table.dataSource, change, null)
  await updateDatabase(context, table.database, container, null)
}
