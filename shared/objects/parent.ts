export interface ParentOf {
  type: 'workspace' | 'page_id' | 'block_id' | 'database_id' | 'data_source_id'
  /** Null for the workspace. */
  id: string | null
  /** Beside a data source, the database it belongs to. */
  databaseId?: string | null
}

/** API reference, "Parent object". */
export function presentParent({ type, id, databaseId }: ParentOf) {
  if (type === 'workspace') return { type, workspace: true }
  if (type === 'data_source_id') return { type, data_source_id: id, database_id: databaseId }
  return { type, [type]: id }
}
