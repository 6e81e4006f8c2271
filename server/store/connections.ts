import type { Db } from './dialects/dialect.ts'
import type { ConnectionRow } from './tables.ts'

export const insertConnection = (db: Db, row: ConnectionRow): Promise<unknown> =>
  db.sql.insertInto('connections').values(row).execute()

export const connectionsByName = (db: Db, workspaceId: string, name: string): Promise<ConnectionRow[]> =>
  db.sql
    .selectFrom('connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .execute()

export async function updateConnection(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<ConnectionRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('connections')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export const connectionById = (db: Db, workspaceId: string, id: string): Promise<ConnectionRow | undefined> =>
  db.sql
    .selectFrom('connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** A public connection of another workspace that this one may install too. */
export const connectionElsewhere = (db: Db, id: string): Promise<ConnectionRow | undefined> =>
  db.sql
    .selectFrom('oauth_clients as o')
    .innerJoin('connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 'o.workspace_id').onRef('c.id', '=', 'o.connection_id'),
    )
    .selectAll('c')
    .where('o.connection_id', '=', id)
    .where('c.distribution', '=', 'any_workspace')
    .executeTakeFirst()

/** Changes what is told of a connection in every workspace that knows it. */
export async function updateConnectionEverywhere(
  db: Db,
  id: string,
  change: Partial<Omit<ConnectionRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql.updateTable('connections').set(change).where('id', '=', id).execute()
}
