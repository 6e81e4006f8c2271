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
  connection_installs: ConnectionInstallRow
  approved_connections: ApprovedConnectionRow
  connection_requests: ConnectionRequestRow
  oauth_clients: OAuthClientRow
  oauth_codes: OAuthCodeRow
  oauth_refresh_tokens: OAuthRefreshTokenRow
  tokens: TokenRow
  accounts: AccountRow
  account_credentials: AccountCredentialRow
  sessions: SessionRow
  email_changes: EmailChangeRow
  account_links: AccountLinkRow
  saml_settings: SamlSettingsRow
  saml_identities: SamlIdentityRow
  saml_memberships: SamlMembershipRow
  saml_once: SamlOnceRow
  sign_in_requests: SignInRequestRow
  account_totp: AccountTotpRow
  account_recovery_codes: AccountRecoveryCodeRow
  account_passkeys: AccountPasskeyRow
  account_challenges: AccountChallengeRow
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
  teamspaces: TeamspaceRow
  teamspace_members: TeamspaceMemberRow
  invitations: InvitationRow
  mails: MailRow
  domains: DomainRow
  verified_domains: VerifiedDomainRow
  scim_tokens: ScimTokenRow
  directory_people: DirectoryPersonRow
  directory_keys: DirectoryKeyRow
  directory_external_ids: DirectoryExternalIdRow
  directory_conflicts: DirectoryConflictRow
  scim_requests: ScimRequestRow
  rate_windows: RateWindowRow
  events: EventRow
  access_losses: AccessLossRow
  webhooks: WebhookRow
  webhook_deliveries: WebhookDeliveryRow
  webhook_attempts: WebhookAttemptRow
  async_tasks: AsyncTaskRow
  template_fills: TemplateFillRow
  favorites: FavoriteRow
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
  /** JSON: `policy`, `limits`, `compatibility` and `emulate` of the workspace file. */
  settings: string
  /** The number of the last event, and its time. */
  sequence: number
  last_event_time: number
  /** Feeds go on from this number at the earliest. */
  changes_from: number
  /** No event from this number on was forgotten, and none of them can be. */
  events_from: number
  created_time: number
}

export interface UserRow {
  workspace_id: string
  id: string
  type: 'person' | 'bot'
  name: string | null
  /** Of a person, see `nameKeys`. */
  name_key: string | null
  family_key: string | null
  avatar_url: string | null
  /** Of a person, as given; `email_key` is what it is found by. */
  email: string | null
  email_key: string | null
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
  /** Of a bot: its connection, and the person who authorised it (public connections). */
  connection_id: string | null
  owner_user_id: string | null
  /** Of such a bot, JSON: the capabilities that were agreed to; null for those of the connection. */
  capabilities: string | null
  state: 'active' | 'suspended' | 'removed'
  /** Of who was removed: when. Groups, teamspaces and what they were granted wait for them a while. */
  removed_time: number | null
  /** Only sessions whose holder proved after this moment who they are lead here. */
  sessions_from: number
  created_time: number
  updated_time: number
}

export interface GroupRow {
  workspace_id: string
  id: string
  name: string
  /** In lower case. */
  name_key: string
  /** Counts the changes of it and of who is in it. */
  version: number
  /** Which directory manages it; null when it is kept by hand. */
  directory: string | null
  created_time: number
  updated_time: number
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
  description: string | null
  logo_url: string | null
  website_url: string | null
  /** An address of a page or, as `mailto:`, of a mailbox. */
  support_url: string | null
  privacy_url: string | null
  terms_url: string | null
  /** Who built it, in words. */
  developer_name: string | null
  /** A page that whoever installs it may have copied into their workspace. */
  template_url: string | null
  /** The workspace it was made in: another one where it was only installed or approved. */
  home_workspace_id: string
  /** Who may add it to pages and take it away from them: those with full access there, or only owners among them. */
  page_managers: 'members' | 'owners'
  /** Of a public one: who may install it. */
  distribution: 'any_workspace' | 'this_workspace'
  client_id: string | null
  client_secret_hash: string | null
  client_secret_sealed: string | null
  /** The secret before this one, while it still works. */
  previous_secret_hash: string | null
  previous_secret_expires_time: number | null
  /** How a client proves itself at the token endpoint (RFC 7591, section 2); `none` is for those that can keep no secret. */
  client_auth_method: 'client_secret_basic' | 'client_secret_post' | 'none'
  /** Made by itself through dynamic registration (RFC 7591). */
  is_self_registered: number
  /** How long its access tokens work; null for ever. */
  access_token_seconds: number | null
  /** JSON: list of addresses. */
  redirect_uris: string
  created_time: number
  created_by: string | null
  updated_time: number
}

/** That a person added a connection to the workspace, or authorised it. */
export interface ConnectionInstallRow {
  workspace_id: string
  connection_id: string
  user_id: string
  /** What it acts as: the connection's one bot, or of a public connection the bot for this person. */
  bot_id: string
  created_time: number
  updated_time: number
}

/** That members may install a connection where only approved ones may be. */
export interface ApprovedConnectionRow {
  workspace_id: string
  connection_id: string
  created_time: number
  created_by: string | null
}

/** That a member asked owners to approve a connection. */
export interface ConnectionRequestRow {
  workspace_id: string
  id: string
  connection_id: string
  user_id: string
  message: string | null
  state: 'pending' | 'approved' | 'denied'
  created_time: number
  decided_time: number | null
  decided_by: string | null
}

/** Finds the public connection of a client id. Small, and the same on every shard. */
export interface OAuthClientRow {
  client_id: string
  /** The home of the connection. */
  workspace_id: string
  connection_id: string
  created_time: number
  last_used_time: number | null
}

/** What somebody agreed to on the consent screen, until the client exchanges it. Found by the hash of the code. */
export interface OAuthCodeRow {
  hash: string
  /** Where it was agreed to. */
  workspace_id: string
  connection_id: string
  client_id: string
  user_id: string
  /** As it was sent; null when it was not. */
  redirect_uri: string | null
  code_challenge: string | null
  resource: string | null
  scope: string | null
  /** JSON: see `Capabilities`. */
  capabilities: string
  /** JSON: what was picked to be reached. */
  choice: string
  expires_time: number
  used_time: number | null
  /** What all tokens that come of it have in common. */
  family_id: string
  created_time: number
}

/** A refresh token. Found by hash; small, and the same on every shard. */
export interface OAuthRefreshTokenRow {
  hash: string
  workspace_id: string
  connection_id: string
  client_id: string
  bot_id: string
  family_id: string
  scope: string | null
  resource: string | null
  created_time: number
  /** When it was exchanged for its successor, which is kept sealed for a client that lost the answer. */
  used_time: number | null
  successor_sealed: string | null
  revoked_time: number | null
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
  /** Of OAuth: what tokens of one authorisation have in common; what was asked for and is addressed. */
  family_id: string | null
  scope: string | null
  resource: string | null
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

/** A person over all workspaces: they are in each that has a person of their e-mail. */
export interface AccountRow {
  id: string
  /** The e-mail as `emailKey` makes it. */
  email_key: string
  name: string
  email_verified: number
  avatar_url: string | null
  /** Where they were last; null or absent when they were nowhere yet. */
  last_workspace_id?: string | null | undefined
  created_time: number
  updated_time: number
}

/** One way in which somebody proves to be an account. */
export interface AccountCredentialRow {
  id: string
  account_id: string
  /** `credential` is a password; others name an identity provider. */
  provider: string
  /** Who this is at the provider; of a password, the account. */
  subject: string
  password_hash: string | null
  created_time: number
  updated_time: number
}

/** The e-mail address that somebody asked for and has not confirmed yet. */
export interface EmailChangeRow {
  account_id: string
  /** As given. */
  email: string
  expires_time: number
  created_time: number
}

export interface SessionRow {
  id: string
  token_hash: string
  account_id: string
  /** The workspace that was chosen last. */
  workspace_id: string | null
  /** By what it was opened; see `SignInMethod`. */
  method: string
  /** Whose identity provider vouched for them, where that opened it. */
  saml_workspace_id: string | null
  /** Whether its holder showed two factors. */
  is_strong: number
  /** When its holder last proved who they are. */
  proved_time: number
  /** When it was last used, a few minutes more or less. */
  seen_time: number
  expires_time: number
  ip_address: string | null
  user_agent: string | null
  created_time: number
  updated_time: number
}

/** The app of an account that makes codes by time (RFC 6238). */
export interface AccountTotpRow {
  account_id: string
  secret_sealed: string
  /** The newest time step of which a code was used. */
  last_step: number
  created_time: number
}

/** A code that works once in place of the app's. */
export interface AccountRecoveryCodeRow {
  account_id: string
  hash: string
}

export interface AccountPasskeyRow {
  id: string
  account_id: string
  /** base64url */
  credential_id: string
  /** COSE key, base64url */
  public_key: string
  counter: number
  /** JSON array of strings. */
  transports: string
  name: string
  /** Whether it is kept on several devices. */
  is_synced: number
  last_used_time: number | null
  created_time: number
}

/** What was asked of somebody at a browser, until they answer. */
export interface AccountChallengeRow {
  /** Of what the browser shows with its answer. */
  hash: string
  /** See `ChallengePurpose`. */
  purpose: string
  /** Who was asked; null while that is not known. */
  account_id: string | null
  /** JSON: what the purpose needs beside. */
  data: string
  /** Wrong answers so far. */
  attempts: number
  expires_time: number
}

/** A link that was mailed to somebody, and works once. */
export interface AccountLinkRow {
  /** Of its token. */
  hash: string
  /** What following it does; see `LinkPurpose`. */
  purpose: string
  /** Whom it was mailed to. */
  email_key: string
  /** JSON: what the purpose needs beside. */
  data: string
  expires_time: number
  created_time: number
}

/** What an identity provider was asked, until it answers. */
export interface SignInRequestRow {
  /** Of the state that comes back with the answer. */
  state_hash: string
  /** Of the secret in a cookie of the browser that asked. */
  browser_hash: string
  provider: string
  /** JSON of what the answer is checked by, under the instance key. */
  sealed: string
  /** Where to go afterwards, on this server. */
  next: string
  expires_time: number
}

/** Every node of the tree: pages, databases and what stands in them. */
/** How a workspace knows its identity provider, and what it lets it do. */
export interface SamlSettingsRow {
  workspace_id: string
  enabled: number
  enforced: number
  just_in_time: number
  allow_idp_initiated: number
  allow_sha1: number
  /** JSON: names of attributes by what they tell. */
  attribute_map: string
  /** The attribute that names groups; null where none are mapped. */
  group_attribute: string | null
  /** JSON: ids of groups by value; null where values are names of groups. */
  group_map: string | null
  /** JSON: ids of owners who may sign in by other ways. */
  break_glass: string
  /** Where the metadata is fetched from; null where it was given. */
  metadata_url: string | null
  /** What the metadata said; null until there is some. */
  entity_id: string | null
  sso_url: string | null
  wants_signed_requests: number
  /** JSON: DER in base64. */
  certificates: string
  refreshed_time: number | null
  /** Null where nothing is fetched. */
  refresh_due_time: number | null
  /** Why the last fetch failed. */
  refresh_error: string | null
  /** JSON: how the last test sign-in went. */
  last_test: string | null
  updated_time: number
}

/** Whom an identity provider means by a name. */
export interface SamlIdentityRow {
  workspace_id: string
  issuer: string
  name_id: string
  user_id: string
  created_time: number
  last_login_time: number
}

/** That sign-ins put somebody into a group. */
export interface SamlMembershipRow {
  workspace_id: string
  user_id: string
  group_id: string
}

/** Something that counts once and for a while: a sign-in under way, or an assertion that came already. */
export interface SamlOnceRow {
  kind: 'test' | 'request' | 'arrival' | 'assertion'
  /** Of the secret or the id that it is found by. */
  hash: string
  workspace_id: string
  data: string
  expires_time: number
}

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

/** A part of the workspace that some members share. Its top pages stand under its access list. */
export interface TeamspaceRow {
  workspace_id: string
  id: string
  name: string
  description: string | null
  /** JSON or null. */
  icon: string | null
  /** Open: seen and joined by every member. Closed: seen, joined by invitation. Private: seen by its members. */
  visibility: 'open' | 'closed' | 'private'
  /** Every member is in it. */
  is_default: number
  access_id: string
  /** JSON: see `TeamspaceSettings`. */
  settings: string
  archived_time: number | null
  created_time: number
  created_by: string | null
  updated_time: number
}

export interface TeamspaceMemberRow {
  workspace_id: string
  teamspace_id: string
  /** A person or a group. */
  principal: string
  role: 'owner' | 'member'
  created_time: number
}

/** That somebody was asked by e-mail to join. What they are granted meanwhile is granted to the invitation. */
export interface InvitationRow {
  workspace_id: string
  id: string
  email: string
  email_key: string
  role: NonNullable<UserRow['role']>
  state: 'pending' | 'accepted' | 'cancelled'
  /** Of the link that was sent. */
  token_hash: string
  message: string | null
  /** Who accepted. */
  user_id: string | null
  created_time: number
  created_by: string | null
  expires_time: number
  decided_time: number | null
}

/** A mail, written in the transaction of what it tells and sent after it. */
export interface MailRow {
  workspace_id: string
  id: string
  recipient: string
  subject: string
  text: string
  html: string
  attempts: number
  /** When it is sent, or tried again; null when it was sent, was given up, or waits for nobody to send it. */
  due_time: number | null
  sent_time: number | null
  failure: string | null
  created_time: number
}

export interface DomainRow {
  workspace_id: string
  id: string
  /** In ASCII and lower case, without a dot at its end. */
  domain: string
  state: 'pending' | 'verified' | 'failed'
  /** Of a verified one: by DNS, or by the word of who runs the server or owns its only workspace. */
  proof: 'dns' | 'trust' | null
  /** Of a failed one: its code expired, its record was gone for too long, or another workspace was first. */
  reason: 'expired' | 'lost' | 'taken' | null
  /** What its record in DNS says; it is no secret. */
  code: string
  /** Until when the code makes the domain a verified one. */
  code_expires_time: number
  verified_time: number | null
  /** When DNS was asked last, and what it said. */
  checked_time: number | null
  found: 'record' | 'no_record' | 'other_record' | 'no_answer' | null
  /** How often in a row the record of a verified one was not there. */
  misses: number
  /** When DNS is asked again; null when it is not. */
  due_time: number | null
  created_time: number
  created_by: string | null
}

/** Which workspace of the server a domain belongs to. */
export interface VerifiedDomainRow {
  domain: string
  workspace_id: string
  domain_id: string
}

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

export interface RateWindowRow {
  workspace_id: string
  subject: string
  started: number
  count: number
}

/** What happened, numbered in the order of commits; its times never go back. It is added to, and never changed. */
export interface EventRow {
  workspace_id: string
  sequence: number
  id: string
  type: string
  feed: Feed
  timestamp: number
  actor_type: 'person' | 'bot' | 'directory' | 'system'
  actor_id: string | null
  /** See `Source`. */
  origin: string
  ip_address: string | null
  user_agent: string | null
  entity_type: string
  entity_id: string
  /** The page, database or data source whose readers are told; null when nobody is for reading one. */
  node_id: string | null
  /** JSON: ids and names, for whoever may be told. */
  data: string
  /** JSON, for the audit log. */
  before: string | null
  after: string | null
}

/** Who follows an event: readers of content, of people and groups, or only of the audit log. */
export type Feed = 'content' | 'people' | 'none'

/** A page, database or data source that a principal could read and no longer can. */
export interface AccessLossRow {
  workspace_id: string
  principal: string
  /** Of the first event of the transaction in which it was lost. */
  sequence: number
  /** Empty where all of it went that another principal has: the next column. */
  node_id: string
  /** What somebody no longer acts as: a group or teamspace that they left; empty for a loss of one thing. */
  through: string
  /** The last event before the principal could read it. */
  since: number
}

/** A subscription of a connection. */
export interface WebhookRow {
  workspace_id: string
  id: string
  connection_id: string
  url: string
  /** JSON array of types. */
  event_types: string
  /** JSON array: what is told beside ids. */
  include: string
  api_version: string
  state: 'pending_verification' | 'active' | 'paused' | 'deleted'
  /** Why it is paused: somebody wanted it, its address failed, or its address said that it is gone. */
  paused_reason: 'requested' | 'failing' | 'gone' | null
  /** The verification token, encrypted. */
  secret: string
  /** The last event that was looked at for it; null before it was verified. */
  sequence: number | null
  /** Events after the first and up to the second are told once more; null when none are. */
  replay_after: number | null
  replay_until: number | null
  /** Events in a row that were given up. */
  failures: number
  /** The time of the first attempt that failed since one last did not; null when the last one did not. */
  failing_since: number | null
  created_time: number
  created_by: string
  last_edited_time: number
}

/** An event for one subscription, or its handshake. */
export interface WebhookDeliveryRow {
  workspace_id: string
  id: string
  webhook_id: string
  kind: 'event' | 'handshake'
  /** The `id` of what is sent: the event's, that of the first where several are told as one. */
  event_id: string
  /** As the subscription's version names them. */
  type: string
  entity_type: string
  entity_id: string
  /** See `EventRow`. */
  node_id: string | null
  /** Of the first and the last event that it tells. */
  sequence: number
  last_sequence: number
  timestamp: number
  /** JSON array of `{id, type}`. */
  authors: string
  /** JSON: `data` of what is sent. */
  data: string
  state: 'waiting' | 'delivered' | 'failed' | 'withheld'
  attempts: number
  /** Until then other events of its type and object become a part of it; null where it tells one event alone. */
  open_until: number | null
  /** When it is sent next; null when nothing more is sent. */
  due_time: number | null
  /** The time of the first attempt, from which the later ones are counted. */
  first_attempt_time: number | null
  created_time: number
  finished_time: number | null
}

/** One request to the address of a subscription, and what came back. */
export interface WebhookAttemptRow {
  workspace_id: string
  delivery_id: string
  attempt_number: number
  webhook_id: string
  url: string
  started_time: number
  /** Milliseconds. */
  duration: number
  /** JSON object. */
  request_headers: string
  request_body: string
  status: number | null
  /** JSON object. */
  response_headers: string | null
  /** Its beginning. */
  response_body: string | null
  /** Why there was no answer. */
  error: string | null
}

/** A request that is answered later. It is kept for a while after that. */
export interface AsyncTaskRow {
  workspace_id: string
  id: string
  /** Who asked, and whom alone it is shown to. */
  user_id: string
  /** JSON: see `Actor`. */
  actor: string
  /** JSON: see `Source`; null where it was not kept. */
  source: string | null
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
  /** JSON: see `Source`; null where it was not kept. */
  source: string | null
  page_id: string
  template_id: string
  /** JSON: see `FillRequest`. */
  request: string
  attempts: number
  due_time: number
  created_time: number
}

/** A page or database that somebody keeps at hand. */
export interface FavoriteRow {
  workspace_id: string
  user_id: string
  node_id: string
  /** Orders the favourites of one person byte by byte. */
  position: string
  created_time: number
}
