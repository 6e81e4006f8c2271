import type { AccessEntryRow, AccessGrantRow, AccessListRow } from './tables/access.ts'
import type {
  AccountChallengeRow,
  AccountCredentialRow,
  AccountLinkRow,
  AccountPasskeyRow,
  AccountRecoveryCodeRow,
  AccountRow,
  AccountTotpRow,
  EmailChangeRow,
  SessionRow,
  SignInRequestRow,
} from './tables/accounts.ts'
import type {
  ApiRequestRow,
  ApprovedConnectionRow,
  ConnectionInstallRow,
  ConnectionRequestRow,
  ConnectionRow,
  OAuthClientRow,
  OAuthCodeRow,
  OAuthRefreshTokenRow,
  TokenRow,
} from './tables/connections.ts'
import type {
  BlockRow,
  CommentRow,
  CustomEmojiRow,
  DatabaseRow,
  DataSourceRow,
  DiscussionRow,
  PageRow,
  RelationRow,
  RowIndexRow,
  RowRow,
  ViewQueryResultsRow,
  ViewQueryRow,
  ViewRow,
} from './tables/content.ts'
import type {
  DirectoryConflictRow,
  DirectoryExternalIdRow,
  DirectoryKeyRow,
  DirectoryPersonRow,
  ScimRequestRow,
  ScimTokenRow,
} from './tables/directory.ts'
import type {
  AccessLossRow,
  EventRow,
  WebhookAttemptRow,
  WebhookDeliveryRow,
  WebhookRow,
} from './tables/events.ts'
import type { FileAttachmentRow, FilePartRow, FileUploadRow } from './tables/files.ts'
import type {
  FavoriteRow,
  GroupMemberRow,
  GroupRow,
  InvitationRow,
  TeamspaceMemberRow,
  TeamspaceRow,
  TreePlaceRow,
  UserRow,
} from './tables/people.ts'
import type { SamlIdentityRow, SamlMembershipRow, SamlOnceRow, SamlSettingsRow } from './tables/saml.ts'
import type { SearchProgressRow, SearchSweepRow, SearchTextRow } from './tables/search.ts'
import type {
  AsyncTaskRow,
  DomainRow,
  InstanceRow,
  MailRow,
  RateWindowRow,
  TemplateFillRow,
  VerifiedDomainRow,
  WorkspaceRow,
} from './tables/workspaces.ts'

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
  tree_places: TreePlaceRow
  search_texts: SearchTextRow
  search_progress: SearchProgressRow
  search_sweeps: SearchSweepRow
  api_requests: ApiRequestRow
}
