import { deleteApiRequestsOf } from '#server/store/api-requests.ts'
import { botsOf } from '#server/store/bots.ts'
import { deleteApproved } from '#server/store/connection-installs.ts'
import { deleteRequests } from '#server/store/connection-requests.ts'
import { deleteConnection, workspacesKnowing } from '#server/store/connections.ts'
import { deleteOAuthClients } from '#server/store/oauth.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { deleteWebhooks } from '#server/store/webhooks.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { elsewhere } from '../events/elsewhere.ts'
import { disconnectAll, removeBot } from './disconnect.ts'

/**
 * Deletes a connection where it was made, and with that in every workspace that knows it; elsewhere it only leaves
 * the workspace. Its tokens stop; what its bots wrote still says who wrote it.
 */
export async function removeConnection(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<void> {
  const { db, workspace } = context
  await removeHere(context, connection)
  const { id, name, kind } = connection
  context.record({
    type: 'connection.deleted',
    entity: { type: 'connection', id },
    before: { name, kind, capabilities: JSON.parse(connection.capabilities) },
  })
  if (connection.home_workspace_id !== workspace.id) return
  await elsewhere(context, await workspacesKnowing(db, id), (there) => removeHere(there, connection))
  await deleteOAuthClients(db, id)
}

async function removeHere(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<void> {
  const { db, workspace } = context
  await disconnectAll(context, connection)
  for (const bot of await botsOf(db, workspace.id, connection.id)) {
    await removeBot(context, bot)
  }
  await deleteWebhooks(db, workspace.id, connection.id, context.now)
  await deleteApproved(db, workspace.id, connection.id)
  await deleteRequests(db, workspace.id, connection.id)
  await deleteApiRequestsOf(db, workspace.id, connection.id)
  await deleteConnection(db, workspace.id, connection.id)
}
