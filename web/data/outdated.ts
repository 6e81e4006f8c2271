import type { Change } from './changes.ts'

/** The keys of what a change makes out of date. */
export function outdatedBy({ type, entity }: Change): (readonly unknown[])[] {
  const [kind, what] = type.split('.') as [string, string?]
  if (kind === 'page' && entity) {
    const itself = [
      ['page', entity.id],
      ['blocks', entity.id],
    ]
    return what === 'content_updated' ? itself : [...itself, ['tree'], ['trash'], ['recent']]
  }
  if (kind === 'database' || kind === 'data_source' || kind === 'view') {
    return [['tree'], ['trash'], ['recent'], ['database']]
  }
  if (kind === 'access_lost') return [['tree'], ['recent'], ['page']]
  if (kind === 'comment') return [['comments']]
  return [
    ['settings', kind],
    ['tree', 'teamspaces'],
  ]
}

/** What is remembered of settings, by what an event of the audit log is about. */
const settingsOf: Record<string, readonly (readonly string[])[]> = {
  workspace: [['settings', 'policy'], ['settings', 'workspace'], ['session']],
  user: [
    ['settings', 'user'],
    ['settings', 'group'],
    ['settings', 'saml', 'enforcement'],
    ['settings', 'directory_conflict'],
  ],
  guest: [['settings', 'user']],
  group: [
    ['settings', 'group'],
    ['settings', 'user'],
    ['settings', 'directory_conflict'],
  ],
  invitation: [
    ['settings', 'invitation'],
    ['settings', 'user'],
  ],
  connection: [['settings', 'connection']],
  token: [['settings', 'token']],
  domain: [
    ['settings', 'domain'],
    ['settings', 'saml'],
  ],
  saml: [['settings', 'saml']],
  scim_token: [['settings', 'scim_token']],
  webhook: [['settings', 'webhook']],
}

/** The keys of what an event of the audit log makes out of date. */
export const outdatedSettings = (type: string): readonly (readonly string[])[] =>
  settingsOf[type.split('.')[0]!] ?? []
