import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { ConnectionRow } from './tables/connections.ts'

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

/**
 * Connections that a workspace knows, from `fromId` on in the order of their ids.
 *
 * @param personId only those that this person made or installed; null for all.
 */
export const listedConnections = (
  db: Db,
  workspaceId: string,
  personId: string | null,
  fromId: string | null,
  limit: number,
): Promise<ConnectionRow[]> =>
  db.sql
    .selectFrom('connections as c')
    .selectAll('c')
    .where('c.workspace_id', '=', workspaceId)
    .$if(personId !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('c.created_by', '=', personId),
          eb.exists(
            eb
              .selectFrom('connection_installs as i')
              .select('i.user_id')
              .whereRef('i.workspace_id', '=', 'c.workspace_id')
              .whereRef('i.connection_id', '=', 'c.id')
              .where('i.user_id', '=', personId),
          ),
        ]),
      ),
    )
    .$if(fromId !== null, (query) => query.where('c.id', '>=', fromId))
    .orderBy('c.id')
    .limit(limit)
    .execute()

/**
 * Every connection that a person of the workspace may come to add, from `fromId` on: those it knows, and public ones
 * of other workspaces. Clients that registered themselves are shown where somebody has let one in.
 */
export const offeredConnections = (
  db: Db,
  workspaceId: string,
  fromId: string | null,
  limit: number,
): Promise<ConnectionRow[]> =>
  db.sql
    .selectFrom('connections as c')
    .selectAll('c')
    .where((eb) =>
      eb.or([
        eb('c.workspace_id', '=', workspaceId),
        eb.and([
          eb('c.kind', '=', 'public'),
          eb('c.distribution', '=', 'any_workspace'),
          eb('c.is_self_registered', '=', 0),
          sql<boolean>`c.workspace_id = c.home_workspace_id`,
          eb.not(
            eb.exists(
              eb
                .selectFrom('connections as known')
                .select('known.id')
                .where('known.workspace_id', '=', workspaceId)
                .whereRef('known.id', '=', 'c.id'),
            ),
          ),
        ]),
      ]),
    )
    .$if(fromId !== null, (query) => query.where('c.id', '>=', fromId))
    .orderBy('c.id')
    .limit(limit)
    .execute()

export async function deleteConnection(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql
    .deleteFrom('connections')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The workspaces that know a connection. */
export async function workspacesKnowing(db: Db, id: string): Promise<string[]> {
  const rows = await db.sql.selectFrom('connections').select('workspace_id').where('id', '=', id).execute()
  return rows.map((row) => row.workspace_id)
}
