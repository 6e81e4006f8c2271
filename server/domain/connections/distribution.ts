import { countInstalls } from '#server/store/connection-installs.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { requireHome } from '../access/connections.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'

/** How far a connection is spread. */
export interface Distribution {
  connection: ConnectionRow
  workspaces: number
  people: number
}

/** Whoever builds a connection learns in how many workspaces it is, and not in which: those are others'. */
export async function distributionOf(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<Distribution> {
  requireHome(context, connection)
  return { connection, ...(await countInstalls(context.db, connection.id)) }
}
