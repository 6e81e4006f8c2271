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
