import type { ViewRow } from '#server/store/tables/content.ts'
import { updateView as updateRow } from '#server/store/views.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { type SettingsRequest, settingsAfter } from './settings.ts'
import { printed, recordView, type UpdatedField, type View } from './view.ts'

export interface ViewChange extends SettingsRequest {
  name?: string | undefined
}

/** Changes what is given of a view. Its type stays what it was made as. */
export async function updateView(
  context: Context,
  view: Granted<View, 'edit'>,
  { name, ...request }: ViewChange,
): Promise<void> {
  refuseInTrash(view.database)
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
