/**
 * Finds the views that a request names. A view is seen by who sees its database and its data source: that a linked
 * view stands in a shared page shares nothing of the data source elsewhere.
 */
import type { ViewQueryRow } from '#server/store/tables/content.ts'
import { viewQueryById } from '#server/store/view-queries.ts'
import { viewById } from '#server/store/views.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { WidgetPlacement } from '#shared/views/dashboard.ts'
import type { Context } from '../context.ts'
import type { Database } from '../databases/database.ts'
import { toView, type View } from '../views/view.ts'
import type { Granted, Level } from './levels.ts'
import { absent, databaseFor, dataSourceFor } from './nodes.ts'
import { type NewParent, parentFor } from './parents.ts'

/** Among the tabs of a database. */
export type TabPosition = { type: 'start' } | { type: 'end' } | { type: 'after_view'; view_id: string }

export interface ViewPlaceRequest {
  database_id?: string | undefined
  view_id?: string | undefined
  create_database?:
    | { parent: { page_id: string }; position?: { type: 'after_block'; block_id: string } | undefined }
    | undefined
  position?: TabPosition | undefined
  placement?: WidgetPlacement | undefined
}

export type ViewPlace =
  | { type: 'tab'; database: Granted<Database, 'edit'>; position: TabPosition }
  | { type: 'widget'; dashboard: Granted<View, 'edit'>; placement: WidgetPlacement }
  /** A database of its own that links to the data source. */
  | { type: 'linked'; parent: NewParent; afterBlockId: string | null }

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

/** Where a new view goes: exactly one place is named. */
export async function viewPlaceFor(context: Context, request: ViewPlaceRequest): Promise<ViewPlace> {
  const { database_id, view_id, create_database, position, placement } = request
  if ([database_id, view_id, create_database].filter((one) => one !== undefined).length !== 1) {
    throw invalid('Exactly one of database_id, view_id, or create_database must be provided.')
  }
  if (position !== undefined && database_id === undefined) {
    throw invalid('position is the place among the views of a database: it needs database_id.')
  }
  if (placement !== undefined && view_id === undefined) {
    throw invalid('placement is the place in a dashboard: it needs view_id.')
  }
  if (database_id !== undefined) {
    const database = await databaseFor(context, database_id, 'edit')
    return { type: 'tab', database, position: position ?? { type: 'end' } }
  }
  if (view_id !== undefined) {
    const dashboard = await viewFor(context, view_id, 'edit')
    if (dashboard.type !== 'dashboard') {
      throw invalid(`View ${dashboard.id} is a ${dashboard.type}: only a dashboard has widgets.`)
    }
    return { type: 'widget', dashboard, placement: placement ?? { type: 'new_row' } }
  }
  const parent = await parentFor(context, { page_id: create_database!.parent.page_id })
  const after = create_database!.position
  return { type: 'linked', parent, afterBlockId: after ? toUuid(after.block_id) : null }
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
