import type { Db } from './dialects/dialect.ts'
import type { OAuthClientRow } from './tables.ts'

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
