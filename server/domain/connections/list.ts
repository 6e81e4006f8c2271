import { lastUses } from '#server/store/bots.ts'
import { installsOf, listedApproved } from '#server/store/connection-installs.ts'
import { listedRequests } from '#server/store/connection-requests.ts'
import { connectionById, listedConnections } from '#server/store/connections.ts'
import type {
  ApprovedConnectionRow,
  ConnectionRequestRow,
  ConnectionRow,
} from '#server/store/tables/connections.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import type { Administration } from '../access/administration.ts'
import type { Capabilities } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { toUser, type User } from '../users/user.ts'
import { requireEnterprise } from '../workspaces/plan.ts'
import { type DescribedConnection, describeConnections, type Named, nameOf, usersNamed } from './describe.ts'

/** Every connection of the workspace for owners; for others those that they made or added. */
export async function listConnections(
  context: Context,
  { isOwner }: Administration<'members'>,
  fromId: string | null,
  limit: number,
): Promise<DescribedConnection[]> {
  const { db, workspace, actor } = context
  const rows = await listedConnections(db, workspace.id, isOwner ? null : actor.userId, fromId, limit)
  return describeConnections(context, rows)
}

/** Somebody who added a connection, and what acts for them. */
export interface ConnectionUser {
  user: User
  botId: string
  /** What they agreed to. */
  capabilities: Capabilities
  addedTime: number
  authorizedTime: number
  lastUsedTime: number | null
}

export async function listConnectionUsers(
  context: Context,
  connection: Granted<ConnectionRow, 'read'>,
): Promise<ConnectionUser[]> {
  const { db, workspace } = context
  const installs = await installsOf(db, workspace.id, [connection.id])
  const people = await usersNamed(
    context,
    installs.flatMap(({ user_id, bot_id }) => [user_id, bot_id]),
  )
  const uses = await lastUses(
    db,
    workspace.id,
    installs.map(({ bot_id }) => bot_id),
  )
  return installs
    .filter(({ user_id }) => people.has(user_id))
    .map((install) => ({
      user: toUser(people.get(install.user_id)!),
      botId: install.bot_id,
      capabilities: JSON.parse(people.get(install.bot_id)?.capabilities ?? connection.capabilities),
      addedTime: install.created_time,
      authorizedTime: install.updated_time,
      lastUsedTime: uses.get(install.bot_id) ?? null,
    }))
}

/** A line of the approved list, with who installed the connection. */
export interface ApprovedConnection {
  row: ApprovedConnectionRow
  connection: DescribedConnection
  approvedBy: Named | null
  users: Named[]
}

export async function listApproved(
  context: Context,
  _administration: Administration<'owners'>,
  personId: string | null,
  fromId: string | null,
  limit: number,
): Promise<ApprovedConnection[]> {
  requireEnterprise(context, 'Approved lists')
  const { db, workspace } = context
  return describeApproved(context, await listedApproved(db, workspace.id, personId, fromId, limit))
}

export async function describeApproved(
  context: Context,
  rows: readonly ApprovedConnectionRow[],
): Promise<ApprovedConnection[]> {
  const { db, workspace } = context
  const ids = rows.map(({ connection_id }) => connection_id)
  const connections = await connectionsById(context, ids)
  const installs = await installsOf(db, workspace.id, ids)
  const people = await usersNamed(context, [
    ...rows.map(({ created_by }) => created_by),
    ...installs.map(({ user_id }) => user_id),
  ])
  return rows.map((row) => ({
    row,
    connection: connections.get(row.connection_id)!,
    approvedBy: nameOf(people, row.created_by),
    users: installs
      .filter(({ connection_id }) => connection_id === row.connection_id)
      .map(({ user_id }) => nameOf(people, user_id)!),
  }))
}

/** A request, with what was asked for and by whom. */
export interface DescribedRequest {
  row: ConnectionRequestRow
  connection: DescribedConnection
  user: Named
  decidedBy: Named | null
}

/** Every request for owners, for others their own; the oldest first. */
export async function listRequests(
  context: Context,
  { isOwner }: Administration<'members'>,
  state: ConnectionRequestRow['state'] | null,
  fromId: string | null,
  limit: number,
): Promise<DescribedRequest[]> {
  const { db, workspace, actor } = context
  const filter = { state, userId: isOwner ? null : actor.userId }
  return describeRequests(context, await listedRequests(db, workspace.id, filter, fromId, limit))
}

export async function describeRequests(
  context: Context,
  rows: readonly ConnectionRequestRow[],
): Promise<DescribedRequest[]> {
  const connections = await connectionsById(
    context,
    rows.map(({ connection_id }) => connection_id),
  )
  const people: Map<string, UserRow> = await usersNamed(
    context,
    rows.flatMap(({ user_id, decided_by }) => [user_id, decided_by]),
  )
  return rows.map((row) => ({
    row,
    connection: connections.get(row.connection_id)!,
    user: nameOf(people, row.user_id)!,
    decidedBy: nameOf(people, row.decided_by),
  }))
}

async function connectionsById(
  context: Context,
  ids: readonly string[],
): Promise<Map<string, DescribedConnection>> {
  const { db, workspace } = context
  const rows = await Promise.all([...new Set(ids)].map((id) => connectionById(db, workspace.id, id)))
  const described = await describeConnections(
    context,
    rows.filter((row) => row !== undefined),
  )
  return new Map(described.map((one) => [one.row.id, one]))
}
