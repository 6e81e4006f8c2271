/** Views of databases: each a way of looking at the rows of a data source. */
import { queryOptions } from '@tanstack/react-query'
import { call, get, getAll } from './api.ts'
import { queryClient } from './query-client.ts'

/** API reference, "View". Properties are named by their raw ids. */
export interface View {
  id: string
  parent: { type: 'database_id'; database_id: string }
  /** Null for a dashboard. */
  data_source_id: string | null
  name: string
  type: ViewType
  url: string
  filter: Filter | null
  sorts: Sort[] | null
  /** By raw id of their property: a condition each. */
  quick_filters: Record<string, Condition> | null
  /** Null when its property to group by or its date is gone, and there is no other. */
  configuration: ViewConfiguration | null
}

export type ViewType =
  | 'table'
  | 'board'
  | 'list'
  | 'calendar'
  | 'gallery'
  | 'timeline'
  | 'form'
  | 'chart'
  | 'map'
  | 'dashboard'

export type Filter = FilterGroup | PropertyFilter
export type FilterGroup = { and: Filter[] } | { or: Filter[] }
/** `{ property, <filter key>: { <operator>: operand } }`, or one of a timestamp. */
export type PropertyFilter = { property?: string; timestamp?: string } & Condition
/** What stands under the filter key. */
export type Condition = { [filterKey: string]: unknown }

export type Direction = 'ascending' | 'descending'
export type Sort =
  | { property: string; direction: Direction }
  | { timestamp: 'created_time' | 'last_edited_time'; direction: Direction }

/** What views of several types say; each type has some of it (shared/views). */
export interface ViewConfiguration {
  type: ViewType
  properties?: ViewProperty[]
  group_by?: GroupBy
  sub_group_by?: GroupBy
  wrap_cells?: boolean
  cover?: { type: 'page_cover' | 'page_content' | 'property'; property_id?: string }
  cover_size?: 'small' | 'medium' | 'large'
  cover_aspect?: 'contain' | 'cover'
  card_layout?: 'list' | 'compact'
  date_property_id?: string
  view_range?: 'week' | 'month'
  show_weekends?: boolean
}

/** A property that a view shows, or hides. Those that are not listed are hidden; when none is, all are shown. */
export interface ViewProperty {
  property_id: string
  visible?: boolean
  /** Pixels, at least 32. */
  width?: number
  wrap?: boolean
  date_format?: string
  time_format?: string
}

export interface GroupBy {
  /** A property type, but for `person`, `text`. */
  type: string
  property_id: string
  group_by?: unknown
  sort: { type: 'manual' | 'ascending' | 'descending' }
  hide_empty_groups?: boolean
}

/** The tabs of a database, in order. */
export const viewsQuery = (databaseId: string) =>
  queryOptions({
    queryKey: ['database', databaseId, 'views'],
    async queryFn() {
      const references = await getAll<{ id: string }>(`/v1/views?database_id=${databaseId}`)
      return Promise.all(references.map(({ id }) => get<View>(`/v1/views/${id}`)))
    },
  })

export interface NewView {
  database_id: string
  data_source_id: string
  name: string
  type: ViewType
  filter?: Filter
  sorts?: Sort[]
  quick_filters?: Record<string, Condition>
  configuration?: ViewConfiguration
  position?: TabPosition
}

type TabPosition = { type: 'start' } | { type: 'end' } | { type: 'after_view'; view_id: string }

export interface ViewChange {
  name?: string
  filter?: Filter | null
  sorts?: Sort[] | null
  quick_filters?: Record<string, Condition | null> | null
  /** What it does not mention stays; `type` is that of the view. */
  configuration?: ViewConfiguration
  position?: TabPosition
}

export async function createView(view: NewView): Promise<View> {
  const made = await call<View>('POST', '/v1/views', view)
  await refresh()
  return made
}

export async function deleteView({ id }: Pick<View, 'id'>): Promise<void> {
  await call('DELETE', `/v1/views/${id}`)
  await refresh()
}

/** Changes a view. What changes in how it looks shows at once, and goes back to what the server has when that refuses it. */
export async function changeView(view: View, change: ViewChange): Promise<void> {
  const { queryKey } = viewsQuery(view.parent.database_id)
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, (views) =>
    views?.map((one) => (one.id === view.id ? foreseen(one, change) : one)),
  )
  try {
    await call('PATCH', `/v1/views/${view.id}`, change)
  } finally {
    await refresh()
    if (change.filter !== undefined || change.sorts !== undefined || change.quick_filters !== undefined) {
      await queryClient.invalidateQueries({ queryKey: ['rows', view.data_source_id, view.id] })
    }
  }
}

/** A view as a change will make it. */
function foreseen(view: View, { position: _, quick_filters, configuration, ...change }: ViewChange): View {
  const quick = quick_filters && Object.entries({ ...view.quick_filters, ...quick_filters })
  return {
    ...view,
    ...change,
    ...(quick_filters === null && { quick_filters }),
    ...(quick && {
      quick_filters: Object.fromEntries(quick.filter(([, condition]) => condition !== null)) as Record<
        string,
        Condition
      >,
    }),
    ...(configuration && { configuration: { ...view.configuration, ...configuration } }),
  }
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['database'] })
