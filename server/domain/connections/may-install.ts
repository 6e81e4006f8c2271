import { approvedById, insertApproved, installOf } from '#server/store/connection-installs.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { Problem } from '#shared/problem.ts'
import { actsAsOwner } from '../access/administration.ts'
import type { Context } from '../context.ts'

/** Whether a person may add a connection to the workspace, and if not, why. */
export type MayInstall = 'yes' | 'owners only' | 'only approved' | 'no guests'

/** What the policy of the workspace says. Who installed a connection already may go on with it. */
export async function mayInstall(
  { db, workspace, actor }: Pick<Context, 'db' | 'workspace' | 'actor'>,
  connection: ConnectionRow,
): Promise<MayInstall> {
  const { install, auto_approve_first_party } = workspace.settings.policy.connections
  if (actor.role === 'guest') return 'no guests'
  if (actsAsOwner(actor) || install === 'unrestricted') return 'yes'
  if ((await installOf(db, workspace.id, connection.id, actor.userId)) !== undefined) return 'yes'
  if (install === 'owners_only') return 'owners only'
  const isOnList =
    (connection.first_party === 1 && auto_approve_first_party) ||
    (await approvedById(db, workspace.id, connection.id)) !== undefined
  return isOnList ? 'yes' : 'only approved'
}

/** Refuses who may not install a connection. What an owner installs counts as approved. */
export async function requireInstallable(context: Context, connection: ConnectionRow): Promise<void> {
  const answer = await mayInstall(context, connection)
  if (answer !== 'yes') throw new Problem('forbidden', refusals[answer](connection.name))
  const { workspace, actor } = context
  if (!actsAsOwner(actor) || workspace.settings.policy.connections.install !== 'approved_only') return
  await approve(context, connection.id)
}

/** Puts a connection on the approved list. A change to what is there already leaves no trace. */
export async function approve(context: Context, connectionId: string): Promise<void> {
  const { db, workspace, actor, now } = context
  const row = {
    workspace_id: workspace.id,
    connection_id: connectionId,
    created_time: now,
    created_by: actor.userId,
  }
  if (!(await insertApproved(db, row))) return
  context.record({ type: 'connection.approved', entity: { type: 'connection', id: connectionId } })
}

export const refusals: Record<Exclude<MayInstall, 'yes'>, (name: string) => string> = {
  'owners only': (name) =>
    `Only owners of this workspace may add connections. Ask one of them to add "${name}".`,
  'only approved': (name) =>
    `Members of this workspace may add approved connections only, and "${name}" is not among them. Ask an owner to approve it.`,
  'no guests': (name) =>
    `Guests may not add connections. Ask an owner to make you a member, or to add "${name}".`,
}
