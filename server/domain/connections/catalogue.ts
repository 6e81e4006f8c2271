import { approvedAmong, installsOf } from '#server/store/connection-installs.ts'
import { requestsOf } from '#server/store/connection-requests.ts'
import { offeredConnections } from '#server/store/connections.ts'
import type { ConnectionRequestRow, ConnectionRow } from '#server/store/tables/connections.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { mayInstall } from './may-install.ts'

/**
 * What a connection is to a person. `installed`: they added it. `approved`, `available`: they may, whether or not it
 * is on the list. `to_be_requested`, `requested`: an owner has to approve it. `refused_by_policy`: only owners may.
 */
export type Standing =
  | 'installed'
  | 'approved'
  | 'available'
  | 'to_be_requested'
  | 'requested'
  | 'refused_by_policy'

export interface Offer {
  row: ConnectionRow
  status: Standing
  /** What the person asked owners for last. */
  request: ConnectionRequestRow | null
  /** The bot of a public one that acts for the person; of internal ones, which have one for all, there is none. */
  ownBotId: string | null
}

/** Every connection that the caller may add or ask for: built by the operator, public, and internal ones. */
export async function listCatalogue(
  context: Context,
  _administration: Administration<'members'>,
  fromId: string | null,
  limit: number,
): Promise<Offer[]> {
  const { db, workspace, actor } = context
  const rows = await offeredConnections(db, workspace.id, fromId, limit)
  const ids = rows.map(({ id }) => id)
  const installs = await installsOf(db, workspace.id, ids)
  const installed = new Map(
    installs
      .filter(({ user_id }) => user_id === actor.userId)
      .map(({ connection_id, bot_id }) => [connection_id, bot_id]),
  )
  const approved = await approvedAmong(db, workspace.id, ids)
  const requests = await requestsOf(db, workspace.id, actor.userId, ids)
  const asked = new Map(requests.map((request) => [request.connection_id, request]))

  const offers: Offer[] = []
  for (const row of rows) {
    const botId = installed.get(row.id) ?? null
    const ownBotId = botId === row.bot_id ? null : botId
    offers.push({ row, status: await statusOf(row), request: asked.get(row.id) ?? null, ownBotId })
  }
  return offers

  async function statusOf(row: ConnectionRow): Promise<Standing> {
    if (installed.has(row.id)) return 'installed'
    const answer = await mayInstall(context, row)
    if (answer === 'yes') return isListed(row) ? 'approved' : 'available'
    if (answer !== 'only approved') return 'refused_by_policy'
    return asked.get(row.id)?.state === 'pending' ? 'requested' : 'to_be_requested'
  }

  function isListed(row: ConnectionRow): boolean {
    const { auto_approve_first_party } = workspace.settings.policy.connections
    return approved.has(row.id) || (row.first_party === 1 && auto_approve_first_party)
  }
}
