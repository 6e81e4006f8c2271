/** What directories manage, and what they asked. How values stand in columns is said in `../tables.ts`. */

export interface ScimTokenRow {
  hash: string
  workspace_id: string
  id: string
  name: string
  hint: string
  created_time: number
  created_by: string | null
  expires_time: number | null
  revoked_time: number | null
  revoked_by: string | null
  /** Written now and then, not at every request. */
  last_used_time: number | null
  last_used_address: string | null
  last_used_agent: string | null
}

/** A person whom a directory manages. Directories are told apart by the name of their tokens. */
export interface DirectoryPersonRow {
  workspace_id: string
  user_id: string
  /** Which one wrote last. */
  directory: string
  /** JSON: all that it said of them. */
  attributes: string
  /** JSON: that in the words of this server, see `SaidOfPerson`; null of who was written last before that was kept. */
  said: string | null
  updated_time: number
}

/** What such a person can be found by, beside the e-mail they sign in with; in lower case. */
export interface DirectoryKeyRow {
  workspace_id: string
  kind: 'user_name' | 'email' | 'given_name' | 'family_name' | 'whole_name' | 'display_name'
  key: string
  user_id: string
}

/** What a directory calls a person or a group. */
export interface DirectoryExternalIdRow {
  workspace_id: string
  directory: string
  resource_id: string
  external_id: string
}

/** That somebody set by hand what a directory manages. */
export interface DirectoryConflictRow {
  workspace_id: string
  id: string
  resource_type: 'user' | 'group'
  resource_id: string
  field: 'name' | 'email' | 'role' | 'state' | 'members'
  /** Of `members`: who is in the group or not; else empty. */
  user_id: string
  directory: string
  /** JSON. */
  directory_value: string
  value: string
  changed_by: string | null
  changed_time: number
}

/** What a directory asked: each write, and reads that are alike together. */
export interface ScimRequestRow {
  workspace_id: string
  time: number
  id: string
  method: string
  /** Behind `/scim/v2`, with its query. */
  path: string
  status: number
  token_id: string
  directory: string
  ip_address: string | null
  user_agent: string | null
  /** The person or group that it names or made. */
  resource_id: string | null
  /** JSON: a list of `FieldChange`; null where nothing was to change. */
  changes: string | null
  /** Why it was refused. */
  error: string | null
  /** The `scimType` of that. */
  error_type: string | null
  /** Whether nothing was done, but said what would be. */
  is_trial: number
  is_bulk: number
  /** How many reads the row stands for. */
  count: number
}
