/**
 * Finds the views that a request names. A view is seen by who sees its database and its data source: that a linked
 * view stands in a shared page shares nothing of the data source elsewhere.
 */
import type { ViewQueryRow } from '#server/store/tables.ts'
import { viewQueryById } from '#server/store/view-queries.ts'
import { viewById } from '#server/store/views.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { toView, type View } from '../views/view.ts'
import type { Granted, Level } from './levels.ts'
import { absent, databaseFor, dataSourceFor } from './nodes.ts'

/** @param level on the database that the view stands in */
export async function viewFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<View, L>> {
  const [row] = await viewById(context.db, context.workspace.id, toUuid(id))
  if (row === undefined) throw absent(context, 'view', id)
  try {
    const dataSource =
      row.data_source_id === null ? null : await dataSourceFor(context, row.data_source_id, 'read')
    const database = await databaseFor(context, row.database_id, level)
    return toView(row, database, dataSource) as Granted<View, L>
  } catch (error) {
    throw error instanceof Problem && error.kind === 'absent' ? absent(context, 'view', id) : error
  }
}

/** A query of a view by whoever made it, until it expires. */
export async function viewQueryFor(
  context: Context,
  viewId: string,
  queryId: string,
): Promise<{ view: Granted<View, 'read'>; query: ViewQueryRow }> {
  const view = await viewFor(context, viewId, 'read')
  const query = await viewQueryById(context.db, context.workspace.id, toUuid(queryId))
  if (
    query === undefined ||
    query.view_id !== view.id ||
    query.created_by !== context.actor.userId ||
    query.expires_time <= context.now
  ) {
    throw absent(context, 'view query', queryId)
  }
  return { view, query }
}
