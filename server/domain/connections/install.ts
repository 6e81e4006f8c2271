import { installOf, putInstall } from '#server/store/connection-installs.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import type { Context } from '../context.ts'
import { requireInstallable } from './may-install.ts'

/** Adds a connection to the workspace for the actor, as the policy lets them. Once is enough. */
export async function install(context: Context, connection: ConnectionRow, botId: string): Promise<void> {
  await requireInstallable(context, connection)
  const { db, workspace, actor, now } = context
  if ((await installOf(db, workspace.id, connection.id, actor.userId)) !== undefined) return
  await putInstall(db, {
    workspace_id: workspace.id,
    connection_id: connection.id,
    user_id: actor.userId,
    bot_id: botId,
    created_time: now,
    updated_time: now,
  })
  recordAdded(context, connection.id, { user_id: actor.userId, bot_id: botId })
}

/** Tells that a connection came to the workspace with its bot, and who added it where somebody did. */
export function recordAdded(
  context: Context,
  connectionId: string,
  data: { user_id?: string; bot_id: string },
): void {
  context.record({
    type: 'connection.added',
    entity: { type: 'connection', id: connectionId },
    data,
    after: data,
  })
}
