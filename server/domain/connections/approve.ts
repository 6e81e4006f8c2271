import { approvedById, deleteApproved } from '#server/store/connection-installs.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { requireEnterprise } from '../workspaces/plan.ts'
import { disconnectAll } from './disconnect.ts'
import { findConnection, makeKnown } from './find.ts'
import { type ApprovedConnection, describeApproved } from './list.ts'
import { approve } from './may-install.ts'

/** Puts a connection on the approved list, whether or not anybody has installed it. */
export async function approveConnection(
  context: Context,
  _administration: Administration<'owners'>,
  connectionId: string,
): Promise<ApprovedConnection> {
  requireEnterprise(context, 'Approved lists')
  const connection = await makeKnown(context, await findConnection(context, connectionId))
  await approve(context, connection.id)
  const row = await approvedById(context.db, context.workspace.id, connection.id)
  return (await describeApproved(context, [row!]))[0]!
}

/** Takes it off again. Who installed it goes on with it, unless they are to be disconnected. */
export async function unapproveConnection(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  { disconnect }: { disconnect: boolean },
): Promise<void> {
  requireEnterprise(context, 'Approved lists')
  const entity = { type: 'connection', id: connection.id }
  if (!(await deleteApproved(context.db, context.workspace.id, connection.id))) {
    throw new Problem('absent', `The connection with ID ${connection.id} is not on the approved list.`)
  }
  context.record({ type: 'connection.unapproved', entity, data: { disconnect } })
  if (disconnect) await disconnectAll(context, connection)
}
