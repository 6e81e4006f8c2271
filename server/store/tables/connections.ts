/** Connections, what they were given, and tokens. How values stand in columns is said in `../tables.ts`. */

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
  /** JSON, of a personal access token that may less than its person: see `Capabilities`. */
  capabilities: string | null
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

/** A request that a token of a connection made; no body, no query, nothing but ids. */
export interface ApiRequestRow {
  workspace_id: string
  connection_id: string
  /** In the order in which they were answered. */
  id: string
  /** As the answer said it. */
  request_id: string
  /** Who the token acts as. */
  bot_id: string
  /** When it came, in milliseconds since 1970. */
  time: number
  method: string
  path: string
  status: number
  /** Of an error, `object_not_found` for one. */
  code: string | null
  /** Milliseconds until it was answered. */
  duration: number
}
