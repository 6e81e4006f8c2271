import type { Change } from './changes.ts'

/** The keys of what a change makes out of date. */
export function outdatedBy({ type, entity, data }: Change): (readonly unknown[])[] {
  const [kind, what] = type.split('.') as [string, string?]
  if (kind === 'page' && entity) {
    const itself = [
      ['page', entity.id],
      ['blocks', entity.id],
    ]
    if (what === 'content_updated') return itself
    const source = data?.parent?.data_source_id
    return [
      ...itself,
      ...(source ? [['rows', source]] : []),
      ['tree'],
      ['trash'],
      ['recent'],
      // What is granted above counts below.
      ...(what === 'permissions_updated' ? [['permissions']] : []),
    ]
  }
  if (kind === 'view') {
    const fields = data?.updated_fields ?? []
    const findsOthers = fields.includes('filter') || fields.includes('sorts')
    return [['database'], ...(findsOthers ? [['rows']] : [])]
  }
  if (kind === 'database' || kind === 'data_source') {
    return [['tree'], ['trash'], ['recent'], ['database'], ['rows']]
  }
  if (kind === 'access_lost') return [['tree'], ['recent'], ['page'], ['permissions'], ['rows']]
  if (kind === 'comment' || kind === 'discussion') return [['comments']]
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
