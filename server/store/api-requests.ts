/** The log of what the tokens of connections asked, the newest first. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { ApiRequestRow } from './tables/connections.ts'

export const insertApiRequests = (db: Db, rows: readonly ApiRequestRow[]): Promise<void> =>
  db.insertRows(
    'api_requests',
    rows.map((row) => ({ ...row })),
  )

/** Deletes all but the newest `kept` of a connection. */
export async function deleteApiRequestsBeyond(
  db: Db,
  workspaceId: string,
  connectionId: string,
  kept: number,
): Promise<void> {
  const ofConnection = sql`workspace_id = ${workspaceId} and connection_id = ${connectionId}`
  await sql`delete from api_requests where ${ofConnection} and id <= (
    select id from api_requests where ${ofConnection} order by id desc limit 1 offset ${kept}
  )`.execute(db.sql)
}

export interface ApiRequestFilter {
  requestId?: string | undefined
  /** Whether it was refused, or failed. */
  failed?: boolean | undefined
}

/** @param fromId the first that is wanted, which is the newest; null for the newest there is. */
export const apiRequestsOf = (
  db: Db,
  workspaceId: string,
  connectionId: string,
  { requestId, failed }: ApiRequestFilter,
  fromId: string | null,
  limit: number,
): Promise<ApiRequestRow[]> =>
  db.sql
    .selectFrom('api_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .$if(fromId !== null, (query) => query.where('id', '<=', fromId!))
    .$if(requestId !== undefined, (query) => query.where('request_id', '=', requestId!))
    .$if(failed !== undefined, (query) => query.where('status', failed ? '>=' : '<', 400))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Deletes what a connection asked. */
export const deleteApiRequestsOf = (db: Db, workspaceId: string, connectionId: string): Promise<unknown> =>
  db.sql
    .deleteFrom('api_requests')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute()

/**
 * Deletes the oldest requests before a time, at most `limit` of them.
 *
 * @returns how many.
 */
export async function deleteOldApiRequests(
  db: Db,
  workspaceId: string,
  before: number,
  limit: number,
): Promise<number> {
  const { rows } = await sql`
    delete from api_requests where (workspace_id, connection_id, id) in (
      select workspace_id, connection_id, id from api_requests
      where workspace_id = ${workspaceId} and time < ${before} order by time limit ${limit}
    ) returning id`.execute(db.sql)
  return rows.length
}
