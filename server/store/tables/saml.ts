/** How the people of a workspace sign in with their company. How values stand in columns is said in `../tables.ts`. */

/** How a workspace knows its identity provider, and what it lets it do. */
export interface SamlSettingsRow {
  workspace_id: string
  enabled: number
  enforced: number
  just_in_time: number
  /** As what they come. */
  default_role: 'member' | 'restricted_member'
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
