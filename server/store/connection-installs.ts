import type { Db } from './dialects/dialect.ts'
import type { ApprovedConnectionRow, ConnectionInstallRow } from './tables/connections.ts'

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

export const approvedById = (
  db: Db,
  workspaceId: string,
  connectionId: string,
): Promise<ApprovedConnectionRow | undefined> =>
  db.sql
    .selectFrom('approved_connections')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst()

/** Puts a connection on the approved list; false when it was there. */
export async function insertApproved(db: Db, row: ApprovedConnectionRow): Promise<boolean> {
  const result = await db.sql
    .insertInto('approved_connections')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** What a person installed. */
export const installsOfUser = (
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<ConnectionInstallRow[]> =>
  db.sql
    .selectFrom('connection_installs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .orderBy('created_time')
    .orderBy('connection_id')
    .execute()

/** Who installed some connections, the first of each first. */
export const installsOf = (
  db: Db,
  workspaceId: string,
  connectionIds: readonly string[],
): Promise<ConnectionInstallRow[]> =>
  connectionIds.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('connection_installs')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('connection_id', 'in', connectionIds)
        .orderBy('created_time')
        .orderBy('user_id')
        .execute()

export async function deleteInstall(
  db: Db,
  { workspace_id, connection_id, user_id }: ConnectionInstallRow,
): Promise<void> {
  await db.sql
    .deleteFrom('connection_installs')
    .where('workspace_id', '=', workspace_id)
    .where('connection_id', '=', connection_id)
    .where('user_id', '=', user_id)
    .execute()
}

/**
 * The approved list, from `fromId` on in the order of the connections' ids.
 *
 * @param personId only what this person installed; null for all.
 */
export const listedApproved = (
  db: Db,
  workspaceId: string,
  personId: string | null,
  fromId: string | null,
  limit: number,
): Promise<ApprovedConnectionRow[]> =>
  db.sql
    .selectFrom('approved_connections as a')
    .selectAll('a')
    .where('a.workspace_id', '=', workspaceId)
    .$if(personId !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('connection_installs as i')
            .select('i.user_id')
            .whereRef('i.workspace_id', '=', 'a.workspace_id')
            .whereRef('i.connection_id', '=', 'a.connection_id')
            .where('i.user_id', '=', personId),
        ),
      ),
    )
    .$if(fromId !== null, (query) => query.where('a.connection_id', '>=', fromId))
    .orderBy('a.connection_id')
    .limit(limit)
    .execute()

/** Those of some connections that are on the approved list. */
export async function approvedAmong(
  db: Db,
  workspaceId: string,
  connectionIds: readonly string[],
): Promise<Set<string>> {
  if (connectionIds.length === 0) return new Set()
  const rows = await db.sql
    .selectFrom('approved_connections')
    .select('connection_id')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', 'in', connectionIds)
    .execute()
  return new Set(rows.map((row) => row.connection_id))
}

/** Takes a connection off the approved list; false when it was not there. */
export async function deleteApproved(db: Db, workspaceId: string, connectionId: string): Promise<boolean> {
  const result = await db.sql
    .deleteFrom('approved_connections')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** In how many workspaces a connection is installed, and for how many people. */
export async function countInstalls(
  db: Db,
  connectionId: string,
): Promise<{ workspaces: number; people: number }> {
  const counted = await db.sql
    .selectFrom('connection_installs')
    .select(({ fn }) => [
      fn.count<string | number>('workspace_id').distinct().as('workspaces'),
      fn.countAll<string | number>().as('people'),
    ])
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow()
  return { workspaces: Number(counted.workspaces), people: Number(counted.people) }
}
