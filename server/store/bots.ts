import type { Db } from './dialects/dialect.ts'
import type { TokenRow } from './tables/connections.ts'
import type { UserRow } from './tables/people.ts'

/** What a connection acts as in a workspace: one bot, or one for each person who authorised it. */
export const botsOf = (db: Db, workspaceId: string, connectionId: string): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('type', '=', 'bot')
    .orderBy('id')
    .execute()

/** Every token of a bot that still works, the newest last. */
export const workingTokens = (db: Db, workspaceId: string, botId: string, now: number): Promise<TokenRow[]> =>
  db.sql
    .selectFrom('tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', botId)
    .where('revoked_time', 'is', null)
    .where((eb) => eb.or([eb('expires_time', 'is', null), eb('expires_time', '>', now)]))
    .orderBy('created_time')
    .orderBy('id')
    .execute()

/** When the tokens of bots were used last, as far as that was written down. */
export async function lastUses(
  db: Db,
  workspaceId: string,
  botIds: readonly string[],
): Promise<Map<string, number>> {
  if (botIds.length === 0) return new Map()
  const rows = await db.sql
    .selectFrom('tokens')
    .select(({ fn }) => ['user_id', fn.max('last_used_time').as('time')])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', 'in', botIds)
    .where('last_used_time', 'is not', null)
    .groupBy('user_id')
    .execute()
  return new Map(rows.map((row) => [row.user_id, row.time as number]))
}

export async function updateToken(
  db: Db,
  hash: string,
  change: Partial<Pick<TokenRow, 'expires_time' | 'revoked_time' | 'revoked_by'>>,
): Promise<void> {
  await db.sql.updateTable('tokens').set(change).where('hash', '=', hash).execute()
}

/** Ends the refresh tokens of a bot. */
export async function revokeRefreshTokens(
  db: Db,
  workspaceId: string,
  botId: string,
  now: number,
): Promise<void> {
  await db.sql
    .updateTable('oauth_refresh_tokens')
    .set({ revoked_time: now })
    .where('workspace_id', '=', workspaceId)
    .where('bot_id', '=', botId)
    .where('revoked_time', 'is', null)
    .execute()
}
