import { v7 } from 'uuid'
import type { Dns } from '../adapters/dns.ts'
import type { FileStorage } from '../adapters/file-storage/file-storage.ts'
import type { IdentityProvider } from '../adapters/identity-provider.ts'
import type { Mail } from '../adapters/mail/mail.ts'
import type { Outgoing } from '../adapters/outgoing-http.ts'
import type { Db } from '../store/dialects/dialect.ts'
import type { Actor } from './access/actor.ts'
import type { Secrets } from './access/secrets.ts'
import type { NewEvent, Source } from './events/record.ts'
import type { WorkspaceSettings } from './workspaces/settings.ts'

export interface Workspace {
  id: string
  name: string
  icon: string | null
  settings: WorkspaceSettings
}

/** What every verb of the domain is given: made once for each request, job or command. */
export interface Context {
  /** Inside a transaction this is the transaction. */
  readonly db: Db
  readonly workspace: Workspace
  readonly actor: Actor
  /** Where the act comes from. */
  readonly source: Source
  /** Milliseconds since 1970; one moment for the whole request. */
  readonly now: number
  /** Where this server is reached, without a slash at the end. */
  readonly baseUrl: string
  /** A new UUIDv7. */
  newId(): string
  /** Encrypts what must be shown again under the instance key. */
  readonly secrets: Secrets
  /** Where the bytes of uploaded files lie. It is slow, so never used inside a transaction. */
  readonly files: FileStorage
  /** What stands in DNS. It is slow, so never asked inside a transaction. */
  readonly dns: Dns
  /** Whether this server sends requests to such an address. */
  readonly mayReach: Outgoing['mayReach']
  /** Whether mail that is queued reaches somebody. */
  readonly mail: Mail['kind']
  /** Writes down what happened, in the transaction of the change. */
  record(event: NewEvent): void
}

/** The outside world behind small interfaces. It is slow, so never used inside a transaction. */
export interface Outside {
  /** Where the bytes of uploaded files lie. */
  readonly files: FileStorage
  /** Requests to addresses that somebody else chose. */
  readonly outgoing: Outgoing
  readonly dns: Dns
  readonly mail: Mail
}

/** By whom people may be vouched for, in the order in which the sign-in page names them. */
export type Providers = readonly IdentityProvider[]

/** Clock and ids, so that tests can fix both. */
export interface Surroundings {
  now(): number
  newId(): string
}

export const realSurroundings: Surroundings = { now: () => Date.now(), newId: () => v7() }
