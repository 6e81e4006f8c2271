import type { Dns } from '#server/adapters/dns.ts'
import type { Mail } from '#server/adapters/mail/mail.ts'
import type { Outgoing } from '#server/adapters/outgoing-http.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import type { SessionHolder } from '#server/store/sessions.ts'
import { parseSettings } from '../access/authenticate.ts'
import type { Secrets } from '../access/secrets.ts'
import type { Context, Surroundings, Workspace } from '../context.ts'
import { toUser, type User } from '../users/user.ts'

/** What verbs need that concern the whole server and no workspace alone. */
export interface Installation {
  store: Store
  surroundings: Surroundings
  secrets: Secrets
  files: Context['files']
  outgoing: Outgoing
  dns: Dns
  mail: Mail
  baseUrl(): string
}

/** A person over all workspaces of this server. */
export interface Account {
  id: string
  name: string
  /** As it is compared: without capitals. */
  email: string
}

/** Who is signed in, and where. */
export interface SignedIn {
  sessionId: string
  /** Whether they showed two factors. */
  isStrong: boolean
  /** The workspace whose identity provider vouched for them; null when none did. */
  vouchedBy: string | null
  /** When it was last used, a few minutes more or less. */
  seenTime: number
  /** When they last proved who they are, in milliseconds since 1970. */
  provedTime: number
  account: Account
  /** The person that the account is in the chosen workspace. */
  user: User
  workspace: Workspace
}

export const toSignedIn = (row: SessionHolder): SignedIn => ({
  sessionId: row.session_id,
  isStrong: row.session_is_strong === 1,
  vouchedBy: row.session_saml_workspace_id,
  seenTime: row.session_seen_time,
  provedTime: row.session_proved_time,
  account: { id: row.account_id, name: row.account_name, email: row.account_email },
  user: toUser(row),
  workspace: {
    id: row.workspace_id,
    name: row.workspace_name,
    icon: row.workspace_icon,
    settings: parseSettings(row.workspace_settings),
  },
})
