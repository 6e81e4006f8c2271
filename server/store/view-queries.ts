/** What queries of views found, kept until they expire: ids of pages in stretches, so that no page reads them all. */
import type { Db } from './dialects/dialect.ts'
import type { ViewQueryRow } from './tables.ts'

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
export const deleteViewQuery = async (
  db: Db,
  workspaceId: string,
  query: Pick<ViewQueryRow, 'id' | 'view_id' | 'created_by'>,
): Promise<void> => {
  const rows = await db.sql
    .selectFrom('view_queries')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', query.id)
    .where('view_id', '=', query.view_id)
    .where('created_by', '=', query.created_by)
    .execute()
  await deleteQueries(db, workspaceId, rows)
}

export async function deleteExpiredQueries(db: Db, workspaceId: string, now: number): Promise<void> {
  const rows = await db.sql
    .selectFrom('view_queries')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('expires_time', '<=', now)
    .execute()
  await deleteQueries(db, workspaceId, rows)
}

export async function deleteQueriesOfViews(
  db: Db,
  workspaceId: string,
  viewIds: readonly string[],
): Promise<void> {
  const rows = await db.sql
    .selectFrom('view_queries')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('view_id', 'in', viewIds)
    .execute()
  await deleteQueries(db, workspaceId, rows)
}

async function deleteQueries(db: Db, workspaceId: string, rows: readonly { id: string }[]): Promise<void> {
  for (const { id } of rows) {
    await db.sql
      .deleteFrom('view_query_results')
      .where('workspace_id', '=', workspaceId)
      .where('query_id', '=', id)
      .execute()
    await db.sql
      .deleteFrom('view_queries')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
}
