/** `time_zone`, `policy`, `limits`, `compatibility` and `emulate` of a workspace, every default filled in. */
export interface WorkspaceSettings {
  /** An IANA name: whose days and weeks those of filters and formulas are. */
  time_zone: string
  policy: {
    connections: {
      install: 'unrestricted' | 'approved_only' | 'owners_only'
      create: 'members' | 'owners'
      auto_approve_first_party: boolean
    }
    guests: { invited_by_connections: boolean }
  }
  limits: {
    rate: 'none' | 'notion' | { requests: number; seconds: number }
    sizes: 'notion' | 'none'
  }
  compatibility: {
    /** What API versions in which a database was one table do with several: refuse, or answer for the first. */
    multiple_data_sources: 'refuse' | 'first'
  }
  emulate: { plan: 'none' | 'free' | 'plus' | 'business' | 'enterprise'; extensions: boolean }
}

export const defaultSettings: WorkspaceSettings = {
  time_zone: 'UTC',
  policy: {
    connections: { install: 'unrestricted', create: 'members', auto_approve_first_party: false },
    guests: { invited_by_connections: false },
  },
  limits: { rate: 'none', sizes: 'notion' },
  compatibility: { multiple_data_sources: 'refuse' },
  emulate: { plan: 'none', extensions: true },
}
