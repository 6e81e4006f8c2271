import { rowsAmong } from '#server/store/pages.ts'
import { pagesByIds } from '#server/store/rows.ts'
import type { ViewQueryRow } from '#server/store/tables/content.ts'
import {
  deleteExpiredQueries,
  deleteViewQuery as deleteRow,
  indexOfResult,
  insertViewQuery,
  resultsFrom,
} from '#server/store/view-queries.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import { byName, currentFilter, currentQuickFilters, currentSorts } from '#shared/views/filter.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { queryRowIds } from '../data-sources/query.ts'
import { toPage } from '../pages/page.ts'
import { type PageView, viewPages } from '../pages/view.ts'
import type { View } from './view.ts'

/** Milliseconds that a query is kept. */
const LIFETIME = 15 * 60_000

/**
 * Runs the filter, the quick filters and the sorts of a view, and keeps what was found: its pages can be read in
 * that order until it expires, whatever happens to the rows.
 *
 * @param narrower a filter as sent, which rows pass too.
 */
export async function createViewQuery(
  context: Context,
  view: Granted<View, 'read'>,
  narrower: Record<string, unknown> = {},
): Promise<ViewQueryRow> {
  const { db, workspace, actor, now } = context
  const pageIds = await rowIdsOf(context, view, narrower)
  await deleteExpiredQueries(db, workspace.id, now)
  const query: ViewQueryRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    view_id: view.id,
    created_by: actor.userId,
    total_count: pageIds.length,
    expires_time: now + LIFETIME,
  }
  await insertViewQuery(db, query, pageIds)
  return query
}

/** The rows of a view in its order. */
export async function rowIdsOf(
  context: Context,
  { dataSource, filter, quickFilters, sorts }: Granted<View, 'read'>,
  narrower: Record<string, unknown> = {},
): Promise<string[]> {
  if (dataSource === null)
    throw invalid('A dashboard has no rows of its own. Query the views of its widgets.')
  const { schema } = dataSource
  return queryRowIds(context, dataSource, {
    filters: [
      (filter && currentFilter(schema, filter, byName)) ?? {},
      ...currentQuickFilters(schema, quickFilters ?? {}, byName),
      narrower,
    ],
    sorts: (sorts && currentSorts(schema, sorts, byName)) ?? [],
  })
}

export interface ViewQueryPage {
  pageIds: string[]
  /** The page that the next part begins with. */
  nextPageId: string | null
}

/**
 * A part of what a query found, from one of its pages on. Pages that are gone or hidden by now are left out, so that
 * there may be fewer than `size` and still more to come.
 *
 * @returns null when `fromPageId` is none of its pages
 */
export async function readViewQuery(
  context: Context,
  view: Granted<View, 'read'>,
  query: ViewQueryRow,
  fromPageId: string | null,
  size: number,
): Promise<ViewQueryPage | null> {
  const { db, workspace } = context
  const from = fromPageId === null ? 0 : await indexOfResult(db, workspace.id, query.id, toUuid(fromPageId))
  if (from === undefined) return null
  const ids = await resultsFrom(db, workspace.id, query.id, from, size + 1)
  return { pageIds: await stillThere(context, view, ids.slice(0, size)), nextPageId: ids[size] ?? null }
}

/**
 * The pages that a query found from one place in its order on, whole: so that a long list is looked into where
 * somebody scrolls to. What is gone or hidden by now is left out.
 */
export async function readViewRows(
  context: Context,
  view: Granted<View, 'read'>,
  query: ViewQueryRow,
  from: number,
  size: number,
): Promise<PageView[]> {
  const { db, workspace } = context
  const ids = await stillThere(context, view, await resultsFrom(db, workspace.id, query.id, from, size))
  const pages = new Map((await pagesByIds(db, workspace.id, ids)).map((row) => [row.id, toPage(row)]))
  return viewPages(
    context,
    ids.flatMap((id) => pages.get(id) ?? []),
  )
}

async function stillThere(
  { db, workspace, actor, now }: Context,
  view: Granted<View, 'read'>,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await rowsAmong(db, workspace.id, view.dataSource!.id, ids, actor.principals, now)
  const there = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => there.has(id))
}

/** Removes a query of the actor's own; one that is gone, expired or another's makes no difference. */
export const deleteViewQuery = (
  { db, workspace, actor }: Context,
  view: Granted<View, 'read'>,
  queryId: string,
): Promise<void> => deleteRow(db, workspace.id, { id: queryId, view_id: view.id, created_by: actor.userId })
