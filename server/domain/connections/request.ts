import { insertConnectionRequest, pendingRequestOf } from '#server/store/connection-requests.ts'
import type { ConnectionRequestRow, ConnectionRow } from '#server/store/tables.ts'
import type { Context } from '../context.ts'

/** A member asks owners to let them add a connection. Who asked already and was not answered goes on waiting. */
export async function requestConnection(
  context: Context,
  connection: ConnectionRow,
  message: string | null,
): Promise<ConnectionRequestRow> {
  const { db, workspace, actor, now } = context
  const waiting = await pendingRequestOf(db, workspace.id, connection.id, actor.userId)
  if (waiting !== undefined) return waiting
  const request: ConnectionRequestRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    connection_id: connection.id,
    user_id: actor.userId,
    message,
    state: 'pending',
    created_time: now,
    decided_time: null,
    decided_by: null,
  }
  await insertConnectionRequest(db, request)
  context.record({
    type: 'connection.requested',
    entity: { type: 'connection', id: connection.id },
    data: { request_id: request.id },
  })
  return request
}
