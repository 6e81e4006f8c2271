/** What is written: pages, databases, their rows and views, comments. How values stand in columns is said in `../tables.ts`. */

/** Every node of the tree: pages, databases and what stands in them. */
export interface BlockRow {
  workspace_id: string
  id: string
  type: string
  parent_type: 'workspace' | 'page_id' | 'block_id' | 'database_id' | 'data_source_id'
  parent_id: string | null
  /** The page or database this stands in; of a page or database, itself. */
  container_id: string
  /** Orders siblings byte by byte; empty for rows of a data source. */
  position: string
  /** JSON: the type's payload, stored shape of `shared/blocks`. */
  content: string
  has_children: number
  created_time: number
  created_by: string
  last_edited_time: number
  last_edited_by: string
  /** What was put in the trash and took this with it; itself when it was put there by itself. */
  trash_root: string | null
  /** Of pages and databases: the list that says who may do what here. */
  access_id: string | null
  /** The last event before it was moved from under another list. */
  access_since?: number | null | undefined
  /** The block object, ready to send; null when it must be looked up or was not made. */
  ready: string | null
}

export interface PageRow {
  workspace_id: string
  id: string
  data_source_id: string | null
  /** The title as plain text, and folded for search. */
  title: string
  title_key: string
  /** JSON or null. */
  icon: string | null
  cover: string | null
  /** JSON: stored values by raw property id. */
  properties: string
  is_locked: number
  is_archived: number
  is_template: number
  unique_number: number | null
  /** `properties` as sent, made under `ready_version` of the schema; null when it must be looked up. */
  ready: string | null
  ready_version: number
}

export interface DatabaseRow {
  workspace_id: string
  id: string
  /** JSON: stored rich text. */
  title: string
  description: string
  icon: string | null
  cover: string | null
  is_inline: number
  is_locked: number
}

export interface DataSourceRow {
  workspace_id: string
  id: string
  database_id: string
  title: string
  title_key: string
  description: string
  icon: string | null
  /** JSON: stored schema by raw property id. */
  properties: string
  schema_version: number
  /** A short name of the data source within its workspace, for the index of its rows. */
  number: number
  next_unique_number: number
  position: string
  in_trash: number
  created_time: number
  created_by: string
  last_edited_time: number
  last_edited_by: string
  /** The page that new rows are made from when nothing else is said. */
  default_template_id: string | null
}

/** A page of a data source, templates aside, as a query finds it. */
export interface RowRow {
  workspace_id: string
  /** Orders the rows of a data source: the newest has the lowest. */
  place: number
  /** The number of the data source. */
  source: number
  /** The page. */
  id: string
  /** JSON: see `RowKeys`. */
  keys: string
}

/** One key of one row, in order: see `IndexEntry`. */
export interface RowIndexRow {
  workspace_id: string
  source: number
  property_id: string
  key: string
  place: number
  /** Of the row: see `markOf`. */
  marks: number
}

/** A way of looking at a data source, in a database. */
export interface ViewRow {
  workspace_id: string
  id: string
  database_id: string
  /** Null for a dashboard, whose widgets have data sources of their own. */
  data_source_id: string | null
  /** The dashboard that it is a widget of; null for a tab of its database. */
  dashboard_view_id: string | null
  name: string
  type: string
  /** Orders the tabs of a database byte by byte; empty for widgets. */
  position: string
  /** JSON or null, stored shapes of `shared/views`. */
  filter: string | null
  sorts: string | null
  quick_filters: string | null
  /** JSON, without the type. */
  configuration: string
  created_time: number
  created_by: string
  last_edited_time: number
  last_edited_by: string
}

/** What a view's filter and sorts found, kept for a while. */
export interface ViewQueryRow {
  workspace_id: string
  id: string
  view_id: string
  /** Who asked; nobody else finds it. */
  created_by: string
  total_count: number
  expires_time: number
}

/** A stretch of what a query found. */
export interface ViewQueryResultsRow {
  workspace_id: string
  query_id: string
  /** How many ids come before these. */
  first: number
  /** JSON: ids of pages in order. */
  page_ids: string
}

/** A page named by a relation property of another; a two-sided relation has a row for each side. */
export interface RelationRow {
  workspace_id: string
  page_id: string
  property_id: string
  target_id: string
  position: number
}

export interface DiscussionRow {
  workspace_id: string
  id: string
  parent_type: 'page_id' | 'block_id'
  parent_id: string
  container_id: string
  resolved_time: number | null
  resolved_by: string | null
}

export interface CommentRow {
  workspace_id: string
  id: string
  discussion_id: string
  parent_type: 'page_id' | 'block_id'
  parent_id: string
  container_id: string
  /** JSON: stored rich text. */
  rich_text: string
  /** JSON: `display_name` as sent. */
  display_name: string
  /** JSON: what files came with it. */
  attachments: string
  created_time: number
  created_by: string
  last_edited_time: number
}

export interface CustomEmojiRow {
  workspace_id: string
  id: string
  name: string
  url: string
  created_time: number
}
