/** What queries of views found, kept until they expire: ids of pages in stretches, so that no page reads them all. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { ViewQueryRow } from './tables/content.ts'
import type { Tables } from './tables.ts'

const IDS_IN_A_STRETCH = 1000

export async function insertViewQuery(db: Db, row: ViewQueryRow, pageIds: readonly string[]): Promise<void> {
  await db.insertRows('view_queries', [row as never])
  const stretches = Array.from({ length: Math.ceil(pageIds.length / IDS_IN_A_STRETCH) }, (_, index) => {
    const first = index * IDS_IN_A_STRETCH
    const ids = pageIds.slice(first, first + IDS_IN_A_STRETCH)
    return { workspace_id: row.workspace_id, query_id: row.id, first, page_ids: JSON.stringify(ids) }
  })
  await db.insertRows('view_query_results', stretches)
}

export const viewQueryById = (db: Db, workspaceId: string, id: string): Promise<ViewQueryRow | undefined> =>
  db.sql
    .selectFrom('view_queries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** How many ids come before one of a query; undefined when it is none of them. */
export async function indexOfResult(
  db: Db,
  workspaceId: string,
  queryId: string,
  pageId: string,
): Promise<number | undefined> {
  const stretch = await db.sql
    .selectFrom('view_query_results')
    .select(['first', 'page_ids'])
    .where('workspace_id', '=', workspaceId)
    .where('query_id', '=', queryId)
    .where('page_ids', 'like', `%"${pageId}"%`)
    .executeTakeFirst()
  return stretch && stretch.first + (JSON.parse(stretch.page_ids) as string[]).indexOf(pageId)
}

/** So many ids of a query, from one on. */
export async function resultsFrom(
  db: Db,
  workspaceId: string,
  queryId: string,
  from: number,
  count: number,
): Promise<string[]> {
  const stretches = await db.sql
    .selectFrom('view_query_results')
    .select(['first', 'page_ids'])
    .where('workspace_id', '=', workspaceId)
    .where('query_id', '=', queryId)
    .where('first', '>', from - IDS_IN_A_STRETCH)
    .where('first', '<', from + count)
    .orderBy('first')
    .execute()
  return stretches
    .flatMap(({ first, page_ids }) => (JSON.parse(page_ids) as string[]).slice(Math.max(from - first, 0)))
    .slice(0, count)
}

/** Removes a query of somebody; nothing happens when there is none. */
export const deleteViewQuery = (
  db: Db,
  workspaceId: string,
  { id, view_id, created_by }: Pick<ViewQueryRow, 'id' | 'view_id' | 'created_by'>,
): Promise<void> =>
  deleteQueries(db, workspaceId, ({ and, eb }) =>
    and([eb('id', '=', id), eb('view_id', '=', view_id), eb('created_by', '=', created_by)]),
  )

export const deleteExpiredQueries = (db: Db, workspaceId: string, now: number): Promise<void> =>
  deleteQueries(db, workspaceId, ({ eb }) => eb('expires_time', '<=', now))

export const deleteQueriesOfViews = (
  db: Db,
  workspaceId: string,
  viewIds: readonly string[],
): Promise<void> => deleteQueries(db, workspaceId, ({ eb }) => eb('view_id', 'in', viewIds))

type Which = (eb: ExpressionBuilder<Tables, 'view_queries'>) => Expression<SqlBool>

async function deleteQueries(db: Db, workspaceId: string, which: Which): Promise<void> {
  const queries = db.sql
    .selectFrom('view_queries')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(which)
  await db.sql
    .deleteFrom('view_query_results')
    .where('workspace_id', '=', workspaceId)
    .where('query_id', 'in', queries)
    .execute()
  await db.sql.deleteFrom('view_queries').where('workspace_id', '=', workspaceId).where(which).execute()
}
