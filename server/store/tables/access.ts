/** Who may do what with pages and databases. How values stand in columns is said in `../tables.ts`. */

/** Who may do what at a page or database and below it, until another list begins. */
export interface AccessListRow {
  workspace_id: string
  id: string
  /** The page or database where this list begins. */
  node_id: string
  /** The list whose entries this one takes over; null when restricted to its own grants. */
  parent_list_id: string | null
  /** In an archived teamspace: nothing is in force here until it is restored. */
  is_archived: number
}

/** What was granted at the node of a list. */
export interface AccessGrantRow {
  workspace_id: string
  list_id: string
  principal: string
  id: string
  level: number
  expires_time: number | null
  created_time: number
  created_by: string | null
  updated_time: number
  updated_by: string | null
  /** Of the public, JSON: what a published page offers. */
  link: string | null
}

/** What is in force at a list: its own grants and those it inherits. The highest level of a principal counts. */
export interface AccessEntryRow {
  workspace_id: string
  list_id: string
  principal: string
  level: number
  expires_time: number | null
  /** The last event before the principal had anything here. */
  since: number
}
