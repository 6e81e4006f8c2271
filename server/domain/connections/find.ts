import { connectionById, connectionElsewhere, insertConnection } from '#server/store/connections.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'

/**
 * A connection that the workspace knows or may come to know: its own, those installed or approved, and public ones
 * of other workspaces of this server that any workspace may install.
 */
export async function findConnection(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  asked: string,
): Promise<ConnectionRow> {
  const id = toUuid(asked)
  const row = (await connectionById(db, workspace.id, id)) ?? (await connectionElsewhere(db, id))
  if (row === undefined) throw absentConnection(id)
  return row
}

/**
 * Makes a connection of another workspace known in this one: what is told of it there is told of it here. Its secrets
 * stay at home, where the token endpoint looks for them.
 */
export async function makeKnown(context: Context, connection: ConnectionRow): Promise<ConnectionRow> {
  const { db, workspace } = context
  if (connection.workspace_id === workspace.id) return connection
  const known = {
    ...connection,
    workspace_id: workspace.id,
    bot_id: null,
    client_secret_hash: null,
    client_secret_sealed: null,
    previous_secret_hash: null,
    previous_secret_expires_time: null,
    page_managers: 'members' as const,
    created_time: context.now,
    updated_time: context.now,
  }
  await insertConnection(db, known)
  return known
}

export const absentConnection = (id: string): Problem =>
  new Problem('absent', `Could not find connection with ID: ${id}.`)
