import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { Claims } from './claims.ts'
import {
  type Fields,
  fieldsOf,
  flagOf,
  listOf,
  nameOf,
  note,
  oneOf,
  type Place,
  should,
  textOf,
} from './fields.ts'
import { isUuidShaped, redirectUriOf, secretOf, tokenOf } from './formats.ts'
import type { ConnectionInFile, ScimTokenInFile } from './types.ts'

const internalKeys = ['token'] as const
const publicKeys = ['client_id', 'client_secret', 'redirect_uris'] as const
const keys = ['name', 'kind', 'capabilities', 'first_party', ...internalKeys, ...publicKeys] as const

type Key = (typeof keys)[number]

/** `all` is the whole file, where a token is used once; `own` is the workspace, where a name is. */
export function readConnections(place: Place | undefined, all: Claims, own: Claims): ConnectionInFile[] {
  return listOf(place, (item) => {
    const fields = fieldsOf(item, keys)
    const common = {
      name: own.claim('connection name', nameOf(fields.need('name')), fields.at('name')) ?? '',
      capabilities: readCapabilities(fields.at('capabilities')),
      firstParty: flagOf(fields.at('first_party')) ?? false,
      stated: fields.stated,
    }
    const kind = oneOf(fields.at('kind'), ['internal', 'public']) ?? 'internal'
    refuseKeys(fields, kind)
    if (kind === 'internal') return { ...common, kind, token: readToken(fields.at('token'), all) }
    const redirectUris = listOf(fields.at('redirect_uris'), redirectUriOf)
    return { ...common, kind, ...readClient(fields, all), redirectUris }
  })
}

export function readScimTokens(place: Place | undefined, all: Claims, own: Claims): ScimTokenInFile[] {
  return listOf(place, (item) => {
    const fields = fieldsOf(item, ['name', 'token'])
    return {
      name: own.claim('SCIM token name', nameOf(fields.need('name')), fields.at('name')) ?? '',
      token: readToken(fields.at('token'), all),
    }
  })
}

const readToken = (place: Place | undefined, all: Claims): string | undefined =>
  all.claim('token', tokenOf(place), place)

function readClient(fields: Fields<Key>, all: Claims) {
  const at = fields.at('client_id')
  const id = textOf(at)
  if (at && id !== undefined && !isUuidShaped(id)) should(at, 'a valid uuid')
  return {
    clientId: all.claim('client id', id, at, id?.toLowerCase().replaceAll('-', '')),
    clientSecret: secretOf(fields.at('client_secret'), 1),
  }
}

/** What only the other kind of connection has. */
function refuseKeys(fields: Fields<Key>, kind: ConnectionInFile['kind']): void {
  const other = kind === 'internal' ? 'public' : 'internal'
  for (const key of kind === 'internal' ? publicKeys : internalKeys) {
    const place = fields.at(key)
    if (place) note(place, `is only for connections of kind ${other}`)
  }
}

/** Without the key everything about content, and no administration; with it, what it says. */
export function readCapabilities(place: Place | undefined): Capabilities {
  if (!place) {
    return {
      content: ['read', 'update', 'insert'],
      comments: ['read', 'insert'],
      user_info: 'email',
      permissions: 'none',
      administer: false,
    }
  }
  const fields = fieldsOf(place, ['content', 'comments', 'user_info', 'permissions', 'administer'])
  return {
    content: readSet(fields.at('content'), ['read', 'update', 'insert']),
    comments: readSet(fields.at('comments'), ['read', 'insert']),
    user_info: oneOf(fields.at('user_info'), ['none', 'no_email', 'email']) ?? 'none',
    permissions: oneOf(fields.at('permissions'), ['none', 'read', 'write']) ?? 'none',
    administer: flagOf(fields.at('administer')) ?? false,
  }
}

function readSet<T extends string>(place: Place | undefined, values: readonly T[]): T[] {
  const chosen = listOf(place, (item) => oneOf(item, values))
  return values.filter((value) => chosen.includes(value))
}
