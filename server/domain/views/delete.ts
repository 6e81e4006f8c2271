import { deleteQueriesOfViews } from '#server/store/view-queries.ts'
import { deleteViews, tabsOf, viewById, widgetsOf } from '#server/store/views.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { recordView, type View } from './view.ts'
import { removeWidget } from './widgets.ts'

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
  for (const { id } of removed) recordView(context, 'view.deleted', { id, databaseId }, {})
  if (view.dashboardViewId !== null) {
    const [dashboard] = await viewById(db, workspace.id, view.dashboardViewId)
    const configuration = JSON.parse(dashboard!.configuration)
    await removeWidget(context, { id: dashboard!.id, configuration, databaseId }, view.id)
  }
  return view
}
