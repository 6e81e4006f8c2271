import type { ViewRow } from '#server/store/tables/content.ts'
import type { Sorts } from '#shared/views/filter.ts'
import type { Content } from '#shared/views/view-type.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import type { Database } from '../databases/database.ts'

/** A way of looking at a data source: a tab of a database, or a widget of a dashboard. */
export interface View {
  id: string
  database: Database
  /** Null for a dashboard. */
  dataSource: Granted<DataSource, 'read'> | null
  dashboardViewId: string | null
  name: string
  type: string
  /** Stored shapes of `shared/views`. */
  filter: Record<string, unknown> | null
  sorts: Sorts | null
  quickFilters: Record<string, unknown> | null
  configuration: Content
  createdTime: number
  createdBy: string
  lastEditedTime: number
  lastEditedBy: string
}

export const toView = (
  row: ViewRow,
  database: Database,
  dataSource: Granted<DataSource, 'read'> | null,
): View => ({
  id: row.id,
  database,
  dataSource,
  dashboardViewId: row.dashboard_view_id,
  name: row.name,
  type: row.type,
  filter: parsed(row.filter),
  sorts: parsed(row.sorts),
  quickFilters: parsed(row.quick_filters),
  configuration: JSON.parse(row.configuration),
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  lastEditedBy: row.last_edited_by,
})

const parsed = <T>(json: string | null): T | null => (json === null ? null : JSON.parse(json))

export const printed = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** What can change about a view, as webhooks tell it. */
export type UpdatedField = 'name' | 'filter' | 'sorts' | 'configuration'

/** Writes down what happened to a view, in the words of Notion's webhooks. */
export function recordView(
  context: Context,
  type: 'view.created' | 'view.updated' | 'view.deleted',
  { id, databaseId }: { id: string; databaseId: string },
  data: { view_type: string } | { updated_fields: UpdatedField[] } | Record<string, never>,
): void {
  context.record({
    type,
    entity: { type: 'view', id },
    nodeId: databaseId,
    data: { parent: { type: 'database_id', id: databaseId }, ...data },
  })
}
