import { updateView } from '#server/store/views.ts'
import { invalid } from '#shared/problem.ts'
import {
  type DashboardRow,
  keepWidgets,
  placeWidget,
  rowsOf,
  type WidgetPlacement,
} from '#shared/views/dashboard.ts'
import type { Context } from '../context.ts'
import { recordView, type View } from './view.ts'

type Dashboard = Pick<View, 'id' | 'configuration'> & { databaseId: string }

/** Puts a view that was made just now into a dashboard. */
export function addWidget(
  context: Context,
  dashboard: Dashboard,
  viewId: string,
  placement: WidgetPlacement,
): Promise<void> {
  const rows = rowsOf(dashboard.configuration)
  const placed = placeWidget(rows, { id: context.newId(), view_id: viewId }, placement, context.newId)
  if (placed === null) {
    throw invalid(`placement.row_index is ${placement.row_index}, and the dashboard has ${rows.length} rows.`)
  }
  return keepRows(context, dashboard, placed)
}

/** Takes a view that was deleted just now out of its dashboard. */
export const removeWidget = (context: Context, dashboard: Dashboard, viewId: string): Promise<void> =>
  keepRows(
    context,
    dashboard,
    keepWidgets(rowsOf(dashboard.configuration), (id) => id !== viewId),
  )

async function keepRows(
  context: Context,
  { id, databaseId }: Dashboard,
  rows: readonly DashboardRow[],
): Promise<void> {
  const { db, workspace, actor, now } = context
  await updateView(db, workspace.id, id, {
    configuration: JSON.stringify({ rows }),
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  recordView(context, 'view.updated', { id, databaseId }, { updated_fields: ['configuration'] })
}
