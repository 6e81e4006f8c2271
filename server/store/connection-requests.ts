import type { Db } from './dialects/dialect.ts'
import type { ConnectionRequestRow } from './tables/connections.ts'

export const insertRequest = (db: Db, row: ConnectionRequestRow): Promise<unknown> =>
  db.sql.insertInto('connection_requests').values(row).execute()

export const requestById = (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<ConnectionRequestRow | undefined> =>
  db.sql
    .selectFrom('connection_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** What a person asked for of some connections, the oldest first. */
export const requestsOf = (
  db: Db,
  workspaceId: string,
  userId: string,
  connectionIds: readonly string[],
): Promise<ConnectionRequestRow[]> =>
  connectionIds.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('connection_requests')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('user_id', '=', userId)
        .where('connection_id', 'in', connectionIds)
        .orderBy('id')
        .execute()

export interface RequestFilter {
  state: ConnectionRequestRow['state'] | null
  /** Only what this person asked for. */
  userId: string | null
}

/** Requests from `fromId` on, the oldest first. */
export const listedRequests = (
  db: Db,
  workspaceId: string,
  { state, userId }: RequestFilter,
  fromId: string | null,
  limit: number,
): Promise<ConnectionRequestRow[]> =>
  db.sql
    .selectFrom('connection_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(state !== null, (query) => query.where('state', '=', state))
    .$if(userId !== null, (query) => query.where('user_id', '=', userId))
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId))
    .orderBy('id')
    .limit(limit)
    .execute()

export async function updateRequest(
  db: Db,
  workspaceId: string,
  id: string,
  change: Pick<ConnectionRequestRow, 'state' | 'decided_time' | 'decided_by'>,
): Promise<void> {
  await db.sql
    .updateTable('connection_requests')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteRequests(db: Db, workspaceId: string, connectionId: string): Promise<void> {
  await db.sql
    .deleteFrom('connection_requests')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute()
}
