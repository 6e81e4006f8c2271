/** What the tokens of connections asked, kept a while for whoever builds them. */
import {
  type ApiRequestFilter,
  apiRequestsOf,
  deleteApiRequestsBeyond,
  insertApiRequests,
} from '#server/store/api-requests.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import type { ApiRequestRow, ConnectionRow } from '#server/store/tables/connections.ts'
import type { Granted } from '../access/levels.ts'
import type { Context, Surroundings } from '../context.ts'

/** Requests of a connection that are kept, and for how many days. A burst may leave a few more. */
export const MOST_REQUESTS = 1000
export const REQUEST_DAYS = 7

/** A request that was answered. Times are milliseconds. */
export interface ApiRequest {
  workspaceId: string
  connectionId: string
  botId: string
  requestId: string
  time: number
  method: string
  /** Without its query, which may hold what nobody should read. */
  path: string
  status: number
  code: string | null
  duration: number
}

/** Characters of an address that are kept. */
const LONGEST_PATH = 300

/** Rows that one statement inserts. */
const AT_ONCE = 1000

/**
 * Writes requests down, in the order in which they were answered.
 *
 * @param full the connections of which the oldest are to go.
 */
export async function keepApiRequests(
  { store, surroundings }: { store: Pick<Store, 'transaction'>; surroundings: Pick<Surroundings, 'newId'> },
  requests: readonly ApiRequest[],
  full: readonly Pick<ApiRequest, 'workspaceId' | 'connectionId'>[],
): Promise<void> {
  const rows = requests.map((request) => toRow(request, surroundings.newId()))
  await store.transaction(async (db) => {
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await insertApiRequests(db, rows.slice(from, from + AT_ONCE))
    }
    for (const { workspaceId, connectionId } of full) {
      await deleteApiRequestsBeyond(db, workspaceId, connectionId, MOST_REQUESTS)
    }
  })
}

const toRow = (request: ApiRequest, id: string): ApiRequestRow => ({
  workspace_id: request.workspaceId,
  connection_id: request.connectionId,
  id,
  request_id: request.requestId,
  bot_id: request.botId,
  time: request.time,
  method: request.method,
  path: request.path.slice(0, LONGEST_PATH),
  status: request.status,
  code: request.code,
  duration: Math.round(request.duration),
})

/** What the tokens of a connection asked in this workspace, the newest first. */
export const listApiRequests = (
  { db, workspace }: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  filter: ApiRequestFilter,
  fromId: string | null,
  limit: number,
): Promise<ApiRequestRow[]> => apiRequestsOf(db, workspace.id, connection.id, filter, fromId, limit)
