import { widgetsOf } from '#server/store/views.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { targetOf } from '#shared/properties/relation.ts'
import { keepWidgets, rowsOf } from '#shared/views/dashboard.ts'
import { visibleDataSources } from '../access/data-sources.ts'
import { viewFor } from '../access/views.ts'
import type { Context } from '../context.ts'
import { hiddenTargets } from '../pages/view.ts'
import type { View } from './view.ts'

/** A view with what showing it takes. */
export interface ShownView {
  view: View
  /** The schema of its data source as the actor sees it; empty for a dashboard. */
  schema: StoredSchema
}

/** Of a dashboard, only the widgets that the actor may see. */
export async function showView(context: Context, view: View): Promise<ShownView> {
  if (view.dataSource === null) return { view: await withSeenWidgets(context, view), schema: {} }
  const { schema } = view.dataSource
  const hidden = await hiddenTargets(context, [schema])
  if (hidden.size === 0) return { view, schema }
  const seen = Object.entries(schema).filter(([, { config }]) => !hidden.has(targetOf(config) ?? ''))
  return { view, schema: Object.fromEntries(seen) }
}

/** A view as it is now, after a verb wrote it. */
export async function readView(context: Context, id: string): Promise<ShownView> {
  return showView(context, await viewFor(context, id, 'read'))
}

async function withSeenWidgets(context: Context, view: View): Promise<View> {
  const widgets = await widgetsOf(context.db, context.workspace.id, view.id)
  const sources = await visibleDataSources(
    context,
    widgets.flatMap(({ data_source_id }) => data_source_id ?? []),
  )
  const seen = new Set(widgets.filter((one) => sources.has(one.data_source_id!)).map(({ id }) => id))
  const rows = keepWidgets(rowsOf(view.configuration), (id) => seen.has(id))
  return { ...view, configuration: { rows } }
}
