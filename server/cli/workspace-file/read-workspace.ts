import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { Claims } from './claims.ts'
import { type Fields, fieldsOf, listOf, nameOf, type Place } from './fields.ts'
import { domainOf, emailKey, timeZoneOf } from './formats.ts'
import { Ledger } from './mistakes.ts'
import { readConnections, readScimTokens } from './read-connections.ts'
import { readCustomEmojis } from './read-custom-emojis.ts'
import { readGroups, readUsers } from './read-members.ts'
import { readPages } from './read-pages.ts'
import { readSaml } from './read-saml.ts'
import {
  readAudit,
  readCompatibility,
  readEmulate,
  readLimits,
  readPolicy,
  readRetention,
} from './read-settings.ts'
import { type Branch, treeOf } from './tree.ts'
import type { WorkspaceFile, WorkspaceInFile } from './types.ts'

/** `emulate` is refused where no sandbox is started. */
export type Use = 'sandbox' | 'durable'

const workspaceKeys = [
  'workspace',
  'users',
  'groups',
  'connections',
  'custom_emojis',
  'pages',
  'policy',
  'scim',
  'saml',
  'limits',
  'compatibility',
  'retention',
  'audit',
] as const
const fileKeys = [...workspaceKeys, 'workspaces', 'emulate'] as const

/** A workspace file that stands in no file: the object that its YAML would be. */
export const readWorkspaceObject = (file: object, use: Use = 'sandbox'): WorkspaceFile =>
  readWorkspaceTree({ line: 1, tree: treeOf(file) }, new Ledger('(object)'), use)

/** Throws `WorkspaceFileMistakes` with everything that is wrong. */
export function readWorkspaceTree(root: Branch, ledger: Ledger, use: Use): WorkspaceFile {
  const all = new Claims()
  const fields = fieldsOf({ ...root, key: '', ledger }, fileKeys)
  const first = readWorkspace(fields, all)
  const workspaces = listOf(fields.at('workspaces'), (item) => {
    const further = fieldsOf(item, workspaceKeys)
    const names = further.need('workspace')
    if (names?.tree.kind === 'map') fieldsOf<string>(names).need('name')
    return readWorkspace(further, all)
  })
  const file = { ...first, workspaces, emulate: readEmulate(fields.at('emulate'), use) }
  if (ledger.count) throw ledger.error()
  return file
}

function readWorkspace(fields: Fields<(typeof workspaceKeys)[number]>, all: Claims): WorkspaceInFile {
  const own = new Claims()
  const at = fields.at('workspace')
  const workspace = at && fieldsOf(at, ['name', 'domains', 'time_zone'])
  const users = readUsers(fields.at('users'), all, own)
  const emails = new Map(users.filter(({ email }) => email).map(({ email }) => [emailKey(email), email]))
  const groups = readGroups(fields.at('groups'), emails, own)
  const connections = readConnections(fields.at('connections'), all, own)
  const stated = new Set<string>([...fields.stated].filter((key) => !settingKeys.has(key)))
  for (const key of workspace?.stated ?? []) stated.add(`workspace.${key}`)
  return {
    name: all.claim('workspace name', nameOf(workspace?.at('name')), workspace?.at('name')),
    domains: listOf(workspace?.at('domains'), (item) => all.claim('domain', domainOf(item), item) ?? ''),
    timeZone: timeZoneOf(workspace?.at('time_zone')) ?? defaultSettings.time_zone,
    users,
    groups,
    connections,
    customEmojis: readCustomEmojis(fields.at('custom_emojis'), own),
    pages: readPages(fields.at('pages'), {
      claims: all,
      users: emails,
      groups: new Set(groups.map(({ name }) => name)),
      // Of two with one name the first counts.
      connections: new Map(connections.toReversed().map(({ name, kind }) => [name, kind])),
    }),
    policy: readPolicy(fields.at('policy'), stated),
    scim: { tokens: readScim(fields.at('scim'), all, own) },
    saml: readSaml(fields.at('saml')),
    limits: readLimits(fields.at('limits'), stated),
    compatibility: readCompatibility(fields.at('compatibility'), stated),
    retention: readRetention(fields.at('retention'), stated),
    audit: readAudit(fields.at('audit'), stated),
    stated,
  }
}

// Of these the whole paths are kept.
const settingKeys = new Set<string>(['workspace', 'policy', 'limits', 'compatibility', 'retention', 'audit'])

const readScim = (place: Place | undefined, all: Claims, own: Claims) =>
  place ? readScimTokens(fieldsOf(place, ['tokens']).at('tokens'), all, own) : []
