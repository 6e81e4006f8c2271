import type { Db } from '#server/store/dialects/dialect.ts'
import { refreshTokenByHash } from '#server/store/oauth.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { tokenByHash, tokenHolder } from '#server/store/tokens.ts'
import { userById } from '#server/store/users.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { noCapability } from '../access/capabilities.ts'
import type { Client } from './client.ts'
import type { FamilyOfBot } from './end.ts'
import { scopeOf } from './scope.ts'

/** A token of a client, of either kind. Times are milliseconds. */
export interface FoundToken extends FamilyOfBot {
  workspace_id: string
  scope: string
  created_time: number
  /** When it stops working by itself; null for never. */
  expires_time: number | null
  isActive: boolean
}

/** A token that was given to a client; undefined for whatever else the text may be. */
export async function findToken(
  db: Db,
  client: Client,
  token: string,
  now: number,
): Promise<FoundToken | undefined> {
  const hash = hashOfToken(token)
  const found = (await accessToken(db, hash, now)) ?? (await refreshToken(db, hash))
  return found?.connection_id === client.id ? found : undefined
}

async function accessToken(db: Db, hash: string, now: number): Promise<FoundToken | undefined> {
  const row = await tokenByHash(db, hash)
  if (row === undefined || row.connection_id === null || row.family_id === null) return undefined
  const [holder] = await tokenHolder(db, hash, now)
  const { workspace_id, connection_id, family_id, user_id: bot_id, created_time, expires_time } = row
  const [bot] = await userById(db, workspace_id, bot_id)
  const isActive = holder !== undefined
  const scope = scopeOfBot(bot)
  return { workspace_id, connection_id, family_id, bot_id, scope, created_time, expires_time, isActive }
}

async function refreshToken(db: Db, hash: string): Promise<FoundToken | undefined> {
  const row = await refreshTokenByHash(db, hash)
  if (row === undefined) return undefined
  const [bot] = await userById(db, row.workspace_id, row.bot_id)
  const [owner] = await userById(db, row.workspace_id, bot?.owner_user_id ?? '')
  const isActive = row.used_time === null && row.revoked_time === null && owner?.state === 'active'
  const { workspace_id, connection_id, family_id, bot_id, created_time } = row
  const scope = scopeOfBot(bot)
  const expires_time = null
  return { workspace_id, connection_id, family_id, bot_id, scope, created_time, expires_time, isActive }
}

const scopeOfBot = (bot: UserRow | undefined): string =>
  scopeOf(JSON.parse(bot?.capabilities ?? 'null') ?? noCapability)
