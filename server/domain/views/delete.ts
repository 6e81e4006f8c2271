import { deleteQueriesOfViews } from '#server/store/view-queries.ts'
import { deleteViews, tabsOf, updateView, viewById, widgetsOf } from '#server/store/views.ts'
import { invalid } from '#shared/problem.ts'
import { type DashboardRow, keepWidgets } from '#shared/views/dashboard.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { recordView, type View } from './view.ts'

/** Removes a view for good, a dashboard with its widgets. A database keeps its last view. */
export async function deleteView(context: Context, view: Granted<View, 'edit'>): Promise<View> {
  refuseInTrash(view.database)
  const { db, workspace } = context
  const databaseId = view.database.id
  if (view.dashboardViewId === null && (await tabsOf(db, workspace.id, databaseId)).length === 1) {
    throw invalid('The last view of a database cannot be deleted. Delete the database instead.')
  }
  const widgets = view.type === 'dashboard' ? await widgetsOf(db, workspace.id, view.id) : []
  const removed = [view, ...widgets]
  const ids = removed.map(({ id }) => id)
  await deleteQueriesOfViews(db, workspace.id, ids)
  await deleteViews(db, workspace.id, ids)
  for (const { id, type } of removed)
    recordView(context, 'view.deleted', { id, databaseId }, { view_type: type })
  if (view.dashboardViewId !== null) await removeWidget(context, view.dashboardViewId, view)
  return view
}

async function removeWidget(context: Context, dashboardId: string, widget: View): Promise<void> {
  const { db, workspace, actor, now } = context
  const [dashboard] = await viewById(db, workspace.id, dashboardId)
  const { rows } = JSON.parse(dashboard!.configuration) as { rows: DashboardRow[] }
  await updateView(db, workspace.id, dashboardId, {
    configuration: JSON.stringify({ rows: keepWidgets(rows, (id) => id !== widget.id) }),
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  const about = { id: dashboardId, databaseId: widget.database.id }
  recordView(context, 'view.updated', about, { updated_fields: ['configuration'] })
}
