/** People over all workspaces, and how they prove who they are. How values stand in columns is said in `../tables.ts`. */

/** A person over all workspaces: they are in each that has a person of their e-mail. */
export interface AccountRow {
  id: string
  /** The e-mail as `emailKey` makes it. */
  email_key: string
  name: string
  /** Whether its mailbox was shown to be theirs, or whoever runs the server vouches for it. */
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
