import type { ShownView } from '#server/domain/views/show.ts'
import type { View } from '#server/domain/views/view.ts'
import { databaseUrl, idInUrl } from '#shared/objects/urls.ts'
import type { Resolved } from '#shared/references.ts'
import { toOffsetTime } from '#shared/timestamps.ts'
import { byRawId, currentFilter, currentQuickFilters, currentSorts } from '#shared/views/filter.ts'
import { viewTypeNamed } from '#shared/views/registry.ts'

/** The JSON of a view (API reference, "View"). Its properties are told by their raw ids, as Notion does here. */
export function presentView({ view, schema }: ShownView, { baseUrl }: Pick<Resolved, 'baseUrl'>) {
  const { filter, sorts, quickFilters, configuration } = view
  return {
    object: 'view',
    id: view.id,
    parent: parentOf(view),
    data_source_id: view.dataSource?.id ?? null,
    name: view.name,
    type: view.type,
    created_time: toOffsetTime(view.createdTime),
    created_by: { object: 'user', id: view.createdBy },
    last_edited_time: toOffsetTime(view.lastEditedTime),
    last_edited_by: { object: 'user', id: view.lastEditedBy },
    url: `${databaseUrl(baseUrl, view.database.id)}?v=${idInUrl(view.id)}`,
    filter: filter && currentFilter(schema, filter, byRawId),
    sorts: sorts && currentSorts(schema, sorts, byRawId),
    quick_filters: quickFilters && presentQuickFilters(schema, quickFilters),
    configuration: viewTypeNamed(view.type).present(configuration, schema),
    ...(view.dashboardViewId === null ? {} : { dashboard_view_id: view.dashboardViewId }),
  }
}

/** What is left of a view that was deleted. */
export const presentDeletedView = (view: View) => ({
  object: 'view',
  id: view.id,
  parent: parentOf(view),
  type: view.type,
})

const parentOf = ({ database }: View) => ({ type: 'database_id', database_id: database.id })

function presentQuickFilters(schema: ShownView['schema'], stored: Record<string, unknown>) {
  const filters = currentQuickFilters(schema, stored, byRawId)
  if (filters.length === 0) return null
  return Object.fromEntries(filters.map(({ property, ...condition }) => [property, condition]))
}
