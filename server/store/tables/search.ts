/** What texts are found by. How values stand in columns is said in `../tables.ts`. */

/** A part of the text of a page or database. */
export interface SearchTextRow {
  workspace_id: string
  /** Orders texts by when they were last changed; on SQLite it also leads to their words. */
  doc: number
  page_id: string
  /** JSON: see `Piece`. */
  pieces: string
}

/** How far a workspace is indexed. */
export interface SearchProgressRow {
  workspace_id: string
  /** Stands before each of its words. */
  number: number
  /** The last event whose text is indexed. */
  sequence: number
}

/** Pages that are still to be indexed, whatever happens to them. */
export interface SearchSweepRow {
  workspace_id: string
  /** A data source; empty for the workspace. */
  scope: string
  /** The last page that is done, in the order of ids. */
  after_id: string
}
