/** Uploaded files. How values stand in columns is said in `../tables.ts`. */

/** A file kept here, from before its bytes came. */
export interface FileUploadRow {
  workspace_id: string
  id: string
  created_by: string
  created_by_type: 'person' | 'bot'
  created_time: number
  last_edited_time: number
  mode: 'single_part' | 'multi_part' | 'external_url'
  status: 'pending' | 'uploaded' | 'expired' | 'failed'
  filename: string | null
  content_type: string | null
  /** Bytes of all parts that came. */
  content_length: number | null
  /** Of `multi_part`: how many there shall be. */
  parts_total: number | null
  parts_sent: number
  external_url: string | null
  /** JSON: `file_import_result` as sent. */
  import_result: string | null
  /** When it goes away unless something shows it; null once something does or did. */
  expiry_time: number | null
  /** Of `external_url`: when it may be fetched. Whoever fetches it claims it by moving this into the future. */
  import_time: number | null
  /** When bytes that no part names are to be removed; null when there are none. */
  sweep_time: number | null
}

/** Where the bytes of a part lie. A file is its parts one after another. */
export interface FilePartRow {
  workspace_id: string
  upload_id: string
  part_number: number
  /** What file storage knows them by. */
  storage_key: string
  size: number
}

/** A page, database, data source, block or comment that shows a file. */
export interface FileAttachmentRow {
  workspace_id: string
  upload_id: string
  holder_id: string
}
