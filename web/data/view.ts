/** Views as the API answers them. */
import type { ViewGroup } from '#client/generated.ts'

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
  group_by?: GroupBy | null
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

/** One group of a view: what its rows have, how many there are, and the filter that finds them. */
export interface Group extends Omit<ViewGroup, 'filter'> {
  filter: Filter
}
