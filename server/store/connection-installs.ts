import type { Db } from './dialects/dialect.ts'
import type { ApprovedConnectionRow, ConnectionInstallRow } from './tables.ts'

/** Writes down that somebody installed a connection; who installed it before is only dated anew. */
export async function putInstall(db: Db, row: ConnectionInstallRow): Promise<void> {
  await db.sql
    .insertInto('connection_installs')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'connection_id', 'user_id'])
        .doUpdateSet({ updated_time: row.updated_time }),
    )
    .execute()
}

export const installOf = (
  db: Db,
  workspaceId: string,
  connectionId: string,
  userId: string,
): Promise<ConnectionInstallRow | undefined> =>
  db.sql
    .selectFrom('connection_installs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('user_id', '=', userId)
    .executeTakeFirst()

export async function isApproved(db: Db, workspaceId: string, connectionId: string): Promise<boolean> {
  const row = await db.sql
    .selectFrom('approved_connections')
    .select('connection_id')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst()
  return row !== undefined
}

/** Puts a connection on the approved list; false when it was there. */
export async function insertApproved(db: Db, row: ApprovedConnectionRow): Promise<boolean> {
  const result = await db.sql
    .insertInto('approved_connections')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function deleteInstall(
  db: Db,
  workspaceId: string,
  connectionId: string,
  userId: string,
): Promise<void> {
  await db.sql
    .deleteFrom('connection_installs')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('user_id', '=', userId)
    .execute()
}

/** Forgets what a person installed. */
export async function deleteInstallsOf(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db.sql
    .deleteFrom('connection_installs')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
}
