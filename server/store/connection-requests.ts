import type { Db } from './dialects/dialect.ts'
import type { ConnectionRequestRow } from './tables.ts'

export const insertConnectionRequest = (db: Db, row: ConnectionRequestRow): Promise<unknown> =>
  db.sql.insertInto('connection_requests').values(row).execute()

/** What a member asked for a connection and nobody answered yet. */
export const pendingRequestOf = (
  db: Db,
  workspaceId: string,
  connectionId: string,
  userId: string,
): Promise<ConnectionRequestRow | undefined> =>
  db.sql
    .selectFrom('connection_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('user_id', '=', userId)
    .where('state', '=', 'pending')
    .executeTakeFirst()
