/**
 * The rows of every table, as both databases give them: ids are dashed UUIDs in text, times are
 * milliseconds since 1970, flags are 0 or 1, and a column whose comment says JSON holds JSON text.
 * Tables of a workspace carry `workspace_id`, and it leads their keys.
 */
export interface Tables {
  instance: InstanceRow
  workspaces: WorkspaceRow
  users: UserRow
  groups: GroupRow
  group_members: GroupMemberRow
  connections: ConnectionRow
  tokens: TokenRow
  accounts: AccountRow
  account_credentials: AccountCredentialRow
  sessions: SessionRow
  verifications: VerificationRow
  blocks: BlockRow
  pages: PageRow
  databases: DatabaseRow
  data_sources: DataSourceRow
  rows: RowRow
  row_index: RowIndexRow
  views: ViewRow
  view_queries: ViewQueryRow
  view_query_results: ViewQueryResultsRow
  relations: RelationRow
  discussions: DiscussionRow
  comments: CommentRow
  file_uploads: FileUploadRow
  file_parts: FilePartRow
  file_attachments: FileAttachmentRow
  custom_emojis: CustomEmojiRow
  access_lists: AccessListRow
  access_grants: AccessGrantRow
  access_entries: AccessEntryRow
  scim_tokens: ScimTokenRow
  rate_windows: RateWindowRow
  events: EventRow
  async_tasks: AsyncTaskRow
  template_fills: TemplateFillRow
}

/** Facts about this installation, by name. */
export interface InstanceRow {
  name: string
  value: string
}

export interface WorkspaceRow {
  id: string
  name: string
  icon: string | null
  /** JSON: verified e-mail domains. */
  domains: string
  /** JSON: `policy`, `limits`, `compatibility` and `emulate` of the workspace file. */
  settings: string
  /** The number of the last event. */
  sequence: number
  created_time: number
}

export interface UserRow {
  workspace_id: string
  id: string
  type: 'person' | 'bot'
  name: string | null
  avatar_url: string | null
  /** Of a person, as given; `email_key` is what it is found by. */
  email: string | null
  email_key: string | null
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
  /** Of a bot: its connection, and the person who authorised it (public connections). */
  connection_id: string | null
  owner_user_id: string | null
  state: 'active' | 'suspended' | 'removed'
  created_time: number
}

export interface GroupRow {
  workspace_id: string
  id: string
  name: string
  created_time: number
}

export interface GroupMemberRow {
  workspace_id: string
  group_id: string
  user_id: string
}

export interface ConnectionRow {
  workspace_id: string
  id: string
  name: string
  kind: 'internal' | 'public'
  /** JSON: see `Capabilities`. */
  capabilities: string
  /** The bot of an internal connection. A public one has a bot for each person who authorised it. */
  bot_id: string | null
  first_party: number
  client_id: string | null
  client_secret_hash: string | null
  client_secret_sealed: string | null
  /** JSON: list of addresses. */
  redirect_uris: string
  created_time: number
  created_by: string | null
}

/** What a request shows to be somebody. Found by hash; small, and the same on every shard. */
export interface TokenRow {
  hash: string
  workspace_id: string
  id: string
  kind: 'connection' | 'personal'
  /** The bot or the person that the token acts as. */
  user_id: string
  connection_id: string | null
  name: string | null
  hint: string
  sealed: string | null
  created_time: number
  expires_time: number | null
  revoked_time: number | null
}

/** A person over all workspaces: they are in each that has a person of their e-mail. */
export interface AccountRow {
  id: string
  /** The e-mail as `emailKey` makes it. */
  email_key: string
  name: string
  email_verified: number
  avatar_url: string | null
  created_time: number
  updated_time: number
}

/** One way in which somebody proves to be an account. The columns are those of the sign-in library. */
export interface AccountCredentialRow {
  id: string
  account_id: string
  /** `credential` is a password; others name an identity provider. */
  provider: string
  /** Who this is at the provider; of a password, the account. */
  subject: string
  password_hash: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_time: number | null
  refresh_token_expires_time: number | null
  scope: string | null
  created_time: number
  updated_time: number
}

export interface SessionRow {
  id: string
  token_hash: string
  account_id: string
  /** The workspace that was chosen last. */
  workspace_id: string | null
  expires_time: number
  ip_address: string | null
  user_agent: string | null
  created_time: number
  updated_time: number
}

/** What the sign-in library waits for: links it sent, answers of identity providers. */
export interface VerificationRow {
  id: string
  identifier: string
  value: string
  expires_time: number
  created_time: number
  updated_time: number
}

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

export interface CustomEmojiRow {
  workspace_id: string
  id: string
  name: string
  url: string
  created_time: number
}

/** Who may do what at a page or database and below it, until another list begins. */
export interface AccessListRow {
  workspace_id: string
  id: string
  /** The page or database where this list begins. */
  node_id: string
  /** The list whose entries this one takes over; null when restricted to its own grants. */
  parent_list_id: string | null
}

/** What was granted at the node of a list. */
export interface AccessGrantRow {
  workspace_id: string
  list_id: string
  principal: string
  level: number
  expires_time: number | null
  created_time: number
  created_by: string | null
}

/** What is in force at a list: its own grants and those it inherits. The highest level of a principal counts. */
export interface AccessEntryRow {
  workspace_id: string
  list_id: string
  principal: string
  level: number
  expires_time: number | null
}

export interface ScimTokenRow {
  hash: string
  workspace_id: string
  id: string
  name: string
  hint: string
  created_time: number
  revoked_time: number | null
}

export interface RateWindowRow {
  workspace_id: string
  subject: string
  started: number
  count: number
}

/** What happened, numbered in the order of commits. */
export interface EventRow {
  workspace_id: string
  sequence: number
  id: string
  type: string
  timestamp: number
  actor_type: 'person' | 'bot' | 'system'
  actor_id: string | null
  entity_type: string
  entity_id: string
  /** JSON. */
  data: string
}

/** A request that is answered later. It is kept for a while after that. */
export interface AsyncTaskRow {
  workspace_id: string
  id: string
  /** Who asked, and whom alone it is shown to. */
  user_id: string
  /** JSON: see `Actor`. */
  actor: string
  /** `METHOD /v1/url`, and the API version of the request. */
  route: string
  version: string
  /** JSON: the parts of the request after validation. */
  request: string
  status: 'queued' | 'running' | 'retrying' | 'succeeded' | 'failed'
  attempts: number
  /** Until then a process works on it, or rests before it tries again; 0 when nobody took it yet. */
  claimed_until: number
  /** JSON: the answer, or the error. */
  outcome: string | null
  created_time: number
}

/** A page that a template is still to be copied into. */
export interface TemplateFillRow {
  workspace_id: string
  id: string
  /** JSON: see `Actor`. */
  actor: string
  page_id: string
  template_id: string
  /** JSON: see `FillRequest`. */
  request: string
  attempts: number
  due_time: number
  created_time: number
}
