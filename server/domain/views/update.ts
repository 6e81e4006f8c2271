import type { ViewRow } from '#server/store/tables/content.ts'
import { updateView as updateRow } from '#server/store/views.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { TabPosition } from '../access/views.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { type SettingsRequest, settingsAfter } from './settings.ts'
import { tabPosition } from './tabs.ts'
import { printed, recordView, type UpdatedField, type View } from './view.ts'

export interface ViewChange extends SettingsRequest {
  name?: string | undefined
  /** Of a tab. */
  position?: TabPosition | undefined
}

/** Changes what is given of a view. Its type stays what it was made as. */
export async function updateView(
  context: Context,
  view: Granted<View, 'edit'>,
  { name, position, ...request }: ViewChange,
): Promise<void> {
  refuseInTrash(view.database)
  if (position !== undefined) await moveTab(context, view, position)
  const { db, workspace, actor, now } = context
  const settings = settingsAfter(view.type, view.dataSource?.schema ?? null, view, request)
  const columns = changed(columnsOf({ ...view, ...settings, name: name ?? view.name }), columnsOf(view))
  const updated = Object.keys(columns) as (keyof Columns)[]
  if (updated.length === 0) return
  await updateRow(db, workspace.id, view.id, {
    ...columns,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  const about = { id: view.id, databaseId: view.database.id }
  recordView(context, 'view.updated', about, {
    updated_fields: [...new Set(updated.map((column) => fieldOf[column]))],
  })
}

/** Other views stay as they are, and webhooks hear of the order of tabs as part of the configuration. */
async function moveTab(context: Context, view: View, position: TabPosition): Promise<void> {
  if (view.dashboardViewId !== null)
    throw invalid('A widget has its place in the dashboard, not among the tabs.')
  const key = await tabPosition(context, view.database.id, position, view.id)
  await updateRow(context.db, context.workspace.id, view.id, { position: key })
  recordView(
    context,
    'view.updated',
    { id: view.id, databaseId: view.database.id },
    { updated_fields: ['configuration'] },
  )
}

type Columns = Pick<ViewRow, 'name' | 'filter' | 'sorts' | 'quick_filters' | 'configuration'>

/** Webhooks count quick filters among the filters. */
const fieldOf: Record<keyof Columns, UpdatedField> = {
  name: 'name',
  filter: 'filter',
  sorts: 'sorts',
  quick_filters: 'filter',
  configuration: 'configuration',
}

const columnsOf = (view: View): Columns => ({
  name: view.name,
  filter: printed(view.filter),
  sorts: printed(view.sorts),
  quick_filters: printed(view.quickFilters),
  configuration: JSON.stringify(view.configuration),
})

const changed = (after: Columns, before: Columns): Partial<Columns> =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== before[key as keyof Columns]))
