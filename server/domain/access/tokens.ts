import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { revokeRefreshTokens } from '#server/store/bots.ts'
import { insertToken, revokeTokens } from '#server/store/tokens.ts'
import type { Context } from '../context.ts'
import { hashOfToken } from './authenticate.ts'
import type { Capabilities } from './capabilities.ts'

/** What a token's prefix says of it. */
export const tokenPrefixes = {
  internal: 'octi_',
  personal: 'octp_',
  scim: 'octs_',
  access: 'octa_',
  refresh: 'octr_',
  client_secret: 'octc_',
} as const

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_CHARACTERS = 30
const CHECK_CHARACTERS = 6

/** A prefix, 30 random characters (178 bits) and a checksum that lets scanners tell a token from a look-alike. */
export function newToken(kind: keyof typeof tokenPrefixes): string {
  return tokenPrefixes[kind] + checkedText(RANDOM_CHARACTERS)
}

/** The same in the form that the workspace gives its tokens; some programs take Notion's alone. */
export function newTokenOf(
  { settings }: Context['workspace'],
  kind: 'internal' | 'personal' | 'access' | 'refresh',
): string {
  if (settings.compatibility.tokens === 'octavo') return newToken(kind)
  return kind === 'refresh' ? `nrt_${checkedText(RANDOM_CHARACTERS)}` : newNotionToken()
}

export const NOTION_PREFIX = 'ntn_'

/** As Notion's are: 11 digits and 35 letters and digits, the last six of which are our checksum of all before them. */
function newNotionToken(): string {
  const digits = String(randomInt(10 ** 11)).padStart(11, '0')
  const random = digits + randomText(RANDOM_CHARACTERS - 1)
  return NOTION_PREFIX + random + checksum(random)
}

function checkedText(length: number): string {
  const random = randomText(length)
  return random + checksum(random)
}

/** Letters and digits that nobody can guess. */
export function randomText(length: number): string {
  let random = ''
  for (let index = 0; index < length; index++) random += BASE62[randomInt(BASE62.length)]
  return random
}

function checksum(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let index = 0; index < CHECK_CHARACTERS; index++) {
    digits = BASE62[rest % 62] + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

export interface TokenOwner {
  kind: 'connection' | 'personal'
  userId: string
  connectionId: string | null
  name: string | null
  /** Of a personal access token that may less than its person. */
  capabilities?: Capabilities | null
  expiresTime?: number | null
  /** Of OAuth. */
  family?: { id: string; scope: string | null; resource: string | null }
}

/**
 * Keeps a token by its hash, and sealed when its owner may ask for it again.
 *
 * @returns its id.
 */
export async function addToken(context: Context, owner: TokenOwner, token: string): Promise<string> {
  const id = context.newId()
  await insertToken(context.db, {
    hash: hashOfToken(token),
    workspace_id: context.workspace.id,
    id,
    kind: owner.kind,
    user_id: owner.userId,
    connection_id: owner.connectionId,
    capabilities: owner.capabilities ? JSON.stringify(owner.capabilities) : null,
    name: owner.name,
    hint: hintOf(owner, token),
    sealed: owner.kind === 'connection' && !owner.family ? context.secrets.seal(token) : null,
    family_id: owner.family?.id ?? null,
    scope: owner.family?.scope ?? null,
    resource: owner.family?.resource ?? null,
    created_time: context.now,
    created_by: context.actor.userId,
    expires_time: owner.expiresTime ?? null,
    revoked_time: null,
    revoked_by: null,
    last_used_time: null,
    last_used_address: null,
    last_used_agent: null,
  })
  return id
}

/** The end, which tells one from another; of people's own, before it what they begin with, where that is not as ever. */
const hintOf = ({ kind }: TokenOwner, token: string): string =>
  `${kind === 'personal' && token.startsWith(NOTION_PREFIX) ? `${NOTION_PREFIX}…` : ''}${token.slice(-4)}`

/** Ends every token of a bot or a person, from the next request on. */
export async function revokeTokensOf(context: Context, userId: string): Promise<void> {
  const { db, workspace, actor, now } = context
  await revokeTokens(db, workspace.id, userId, now, actor.userId)
  await revokeRefreshTokens(db, workspace.id, userId, now)
}
