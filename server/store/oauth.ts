import type { Db } from './dialects/dialect.ts'
import type { OAuthClientRow, OAuthCodeRow, OAuthRefreshTokenRow } from './tables/connections.ts'

export const insertOAuthClient = (db: Db, row: OAuthClientRow): Promise<unknown> =>
  db.sql.insertInto('oauth_clients').values(row).execute()

/** Where the connection of a client id is at home. */
export const oauthClientById = (db: Db, clientId: string): Promise<OAuthClientRow | undefined> =>
  db.sql.selectFrom('oauth_clients').selectAll().where('client_id', '=', clientId).executeTakeFirst()

/** Gives the client of a connection another id. */
export async function renameOAuthClient(db: Db, from: string, to: string): Promise<void> {
  await db.sql.updateTable('oauth_clients').set({ client_id: to }).where('client_id', '=', from).execute()
}

/** Takes a connection away from those that a client id finds. */
export async function deleteOAuthClients(db: Db, connectionId: string): Promise<void> {
  await db.sql.deleteFrom('oauth_clients').where('connection_id', '=', connectionId).execute()
}

/** Ends what was agreed to and not yet exchanged. */
export async function deleteOAuthCodes(
  db: Db,
  workspaceId: string,
  connectionId: string,
  userId: string | null,
): Promise<void> {
  await db.sql
    .deleteFrom('oauth_codes')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .$if(userId !== null, (query) => query.where('user_id', '=', userId!))
    .execute()
}
/** The same of a client id that may be spelt in several ways. */
export const oauthClientByIds = (db: Db, clientIds: readonly string[]): Promise<OAuthClientRow | undefined> =>
  db.sql.selectFrom('oauth_clients').selectAll().where('client_id', 'in', clientIds).executeTakeFirst()

export async function touchOAuthClient(db: Db, clientId: string, now: number): Promise<void> {
  await db.sql
    .updateTable('oauth_clients')
    .set({ last_used_time: now })
    .where('client_id', '=', clientId)
    .execute()
}

export const insertOAuthCode = (db: Db, row: OAuthCodeRow): Promise<unknown> =>
  db.sql.insertInto('oauth_codes').values(row).execute()

export const oauthCodeByHash = (db: Db, hash: string): Promise<OAuthCodeRow | undefined> =>
  db.sql.selectFrom('oauth_codes').selectAll().where('hash', '=', hash).executeTakeFirst()

export async function useOAuthCode(db: Db, hash: string, now: number): Promise<void> {
  await db.sql.updateTable('oauth_codes').set({ used_time: now }).where('hash', '=', hash).execute()
}

export const insertRefreshToken = (db: Db, row: OAuthRefreshTokenRow): Promise<unknown> =>
  db.sql.insertInto('oauth_refresh_tokens').values(row).execute()

export const refreshTokenByHash = (db: Db, hash: string): Promise<OAuthRefreshTokenRow | undefined> =>
  db.sql.selectFrom('oauth_refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst()

/** Writes down that a refresh token was exchanged, and for what. */
export async function spendRefreshToken(
  db: Db,
  hash: string,
  spent: { used_time: number; successor_sealed: string },
): Promise<void> {
  await db.sql.updateTable('oauth_refresh_tokens').set(spent).where('hash', '=', hash).execute()
}

/** Ends every token that came of one authorisation. */
export async function revokeFamily(
  db: Db,
  { workspace_id, connection_id, family_id }: FamilyOfTokens,
  now: number,
): Promise<void> {
  await db.sql
    .updateTable('tokens')
    .set({ revoked_time: now })
    .where('workspace_id', '=', workspace_id)
    .where('connection_id', '=', connection_id)
    .where('family_id', '=', family_id)
    .where('revoked_time', 'is', null)
    .execute()
  await db.sql
    .updateTable('oauth_refresh_tokens')
    .set({ revoked_time: now, successor_sealed: null })
    .where('workspace_id', '=', workspace_id)
    .where('family_id', '=', family_id)
    .where('revoked_time', 'is', null)
    .execute()
}

/** Lets the access tokens of a family that were replaced work until `time`, and no longer. */
export async function expireFamilyTokens(
  db: Db,
  { workspace_id, connection_id, family_id }: FamilyOfTokens,
  time: number,
): Promise<void> {
  await db.sql
    .updateTable('tokens')
    .set({ expires_time: time })
    .where('workspace_id', '=', workspace_id)
    .where('connection_id', '=', connection_id)
    .where('family_id', '=', family_id)
    .where((eb) => eb.or([eb('expires_time', 'is', null), eb('expires_time', '>', time)]))
    .execute()
}

/** The families of a bot that still have a token to go on with. */
export async function liveFamilies(db: Db, workspaceId: string, botId: string): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('oauth_refresh_tokens')
    .select('family_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('bot_id', '=', botId)
    .where('used_time', 'is', null)
    .where('revoked_time', 'is', null)
    .execute()
  return rows.map(({ family_id }) => family_id)
}

/** What the tokens of one authorisation have in common. */
export type FamilyOfTokens = Pick<OAuthRefreshTokenRow, 'workspace_id' | 'connection_id' | 'family_id'>

/** Drops the codes that ran out before `time`. */
export async function deleteOldCodes(db: Db, time: number): Promise<void> {
  await db.sql.deleteFrom('oauth_codes').where('expires_time', '<', time).execute()
}

/** Drops what was kept for clients that lost an answer before `time`. */
export async function forgetSuccessors(db: Db, time: number): Promise<void> {
  await db.sql
    .updateTable('oauth_refresh_tokens')
    .set({ successor_sealed: null })
    .where('successor_sealed', 'is not', null)
    .where('used_time', '<', time)
    .execute()
}

/** Clients that registered themselves before `time` and were never used. */
export const unusedClients = (db: Db, time: number): Promise<OAuthClientRow[]> =>
  db.sql
    .selectFrom('oauth_clients as o')
    .innerJoin('connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 'o.workspace_id').onRef('c.id', '=', 'o.connection_id'),
    )
    .selectAll('o')
    .where('c.is_self_registered', '=', 1)
    .where('o.last_used_time', 'is', null)
    .where('o.created_time', '<', time)
    .limit(1)
    .execute()
