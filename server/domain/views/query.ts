import { rowsAmong } from '#server/store/pages.ts'
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
import type { View } from './view.ts'

/** Milliseconds that a query is kept. */
const LIFETIME = 15 * 60_000

/**
 * Runs the filter, the quick filters and the sorts of a view, and keeps what was found: its pages can be read in
 * that order until it expires, whatever happens to the rows.
 */
export async function createViewQuery(context: Context, view: Granted<View, 'read'>): Promise<ViewQueryRow> {
  const { db, workspace, actor, now } = context
  const { dataSource, filter, quickFilters, sorts } = view
  if (dataSource === null)
    throw invalid('A dashboard has no rows of its own. Query the views of its widgets.')
  const { schema } = dataSource
  const pageIds = await queryRowIds(context, dataSource, {
    filters: [
      (filter && currentFilter(schema, filter, byName)) ?? {},
      ...currentQuickFilters(schema, quickFilters ?? {}, byName),
    ],
    sorts: (sorts && currentSorts(schema, sorts, byName)) ?? [],
  })
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
  { db, workspace, actor, now }: Context,
  view: Granted<View, 'read'>,
  query: ViewQueryRow,
  fromPageId: string | null,
  size: number,
): Promise<ViewQueryPage | null> {
  const from = fromPageId === null ? 0 : await indexOfResult(db, workspace.id, query.id, toUuid(fromPageId))
  if (from === undefined) return null
  const ids = await resultsFrom(db, workspace.id, query.id, from, size + 1)
  const shown = ids.slice(0, size)
  const source = view.dataSource!.id
  const rows = shown.length > 0 ? await rowsAmong(db, workspace.id, source, shown, actor.principals, now) : []
  const there = new Set(rows.map(({ id }) => id))
  return { pageIds: shown.filter((id) => there.has(id)), nextPageId: ids[size] ?? null }
}

/** Removes a query of the actor's own; one that is gone, expired or another's makes no difference. */
export const deleteViewQuery = (
  { db, workspace, actor }: Context,
  view: Granted<View, 'read'>,
  queryId: string,
): Promise<void> => deleteRow(db, workspace.id, { id: queryId, view_id: view.id, created_by: actor.userId })
