/** `time_zone`, `policy`, `limits`, `retention`, `audit`, `compatibility` and `emulate` of a workspace, every default filled in. */
export interface WorkspaceSettings {
  /** An IANA name: whose days and weeks those of filters and formulas are. */
  time_zone: string
  policy: {
    connections: {
      install: 'unrestricted' | 'approved_only' | 'owners_only'
      create: 'members' | 'owners'
      auto_approve_first_party: boolean
      /** Of the first workspace of a server: whether OAuth clients may register themselves (RFC 7591). */
      self_registration: boolean
    }
    guests: { invited_by_connections: boolean }
    personal_access_tokens: {
      /** Who may make and use their own; those of a workspace file always work. */
      create: 'members' | 'groups' | 'owners'
      /** Whose members may beside owners, where it is groups: their ids. */
      groups: readonly string[]
      /** For how many days one may work at most; null for as long as its maker likes. */
      longest_days: number | null
    }
    sharing: {
      /** Whether pages may be published. */
      public_pages: boolean
      /** Whether connections may share with the whole workspace, or publish. */
      workspace_by_connections: boolean
    }
    scim: {
      /** Whose people directories may bring: anybody's, or those of the workspace's own domains. */
      domains: 'any' | 'verified'
    }
    sign_in: {
      /** Whether people come in with two factors only; identity providers and passkeys count as two. */
      second_factor: 'optional' | 'required'
    }
  }
  limits: {
    rate: 'none' | 'notion' | { requests: number; seconds: number }
    /** Of all connections and people together. */
    workspace_rate: 'none' | { requests: number; seconds: number }
    sizes: 'notion' | 'none'
  }
  /** For how many days what happened is kept. */
  retention: {
    /** For feeds and live readers, which go on from any of it: 90 at least. */
    changes_days: number
    /** For the audit log: not shorter than the feeds. */
    audit_days: number
    /** What was sent to webhooks, and what they answered. */
    deliveries_days: number
    /** What directories asked. */
    directory_days: number
  }
  audit: {
    /** Whether the audit log tells who read which page. */
    page_views: boolean
  }
  compatibility: {
    /** What API versions in which a database was one table do with several: refuse, or answer for the first. */
    multiple_data_sources: 'refuse' | 'first'
    /** What new tokens look like: ours, or Notion's, for programs that take no other. */
    tokens: 'octavo' | 'notion'
  }
  /** Whether something was ever published: only then are public addresses looked for. */
  publishes: boolean
  emulate: { plan: 'none' | 'free' | 'plus' | 'business' | 'enterprise'; extensions: boolean }
}

/** Feeds go on from anything that is younger, and what audit logs keep is not. */
export const LEAST_CHANGES_DAYS = 90

/** A hundred years. */
export const MOST_DAYS = 36_500

export const defaultSettings: WorkspaceSettings = {
  time_zone: 'UTC',
  policy: {
    connections: {
      install: 'unrestricted',
      create: 'members',
      auto_approve_first_party: false,
      self_registration: false,
    },
    guests: { invited_by_connections: false },
    personal_access_tokens: { create: 'members', groups: [], longest_days: null },
    sharing: { public_pages: true, workspace_by_connections: true },
    scim: { domains: 'any' },
    sign_in: { second_factor: 'optional' },
  },
  limits: { rate: 'none', workspace_rate: 'none', sizes: 'notion' },
  retention: { changes_days: 90, audit_days: 365, deliveries_days: 30, directory_days: 90 },
  audit: { page_views: false },
  compatibility: { multiple_data_sources: 'refuse', tokens: 'octavo' },
  publishes: false,
  emulate: { plan: 'none', extensions: true },
}
