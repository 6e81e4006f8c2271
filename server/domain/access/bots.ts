import { botsOf } from '#server/store/bots.ts'
import { connectionById } from '#server/store/connections.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { usersByIds } from '#server/store/users.ts'
import { type Actor, principalOf } from './actor.ts'

/** What a connection acts as in a workspace, for work that no token was shown for. */
export interface ConnectionActors {
  isPublic: boolean
  /** One bot, or one for each person who authorised it and is still there. */
  bots: readonly Actor[]
}

/** @returns no bots for a connection that is gone. */
export async function actorsOf(db: Db, workspaceId: string, connectionId: string): Promise<ConnectionActors> {
  const connection = await connectionById(db, workspaceId, connectionId)
  if (connection === undefined) return { isPublic: false, bots: [] }
  const rows = (await botsOf(db, workspaceId, connectionId)).filter(({ state }) => state === 'active')
  const ownerIds = rows.flatMap(({ owner_user_id }) => owner_user_id ?? [])
  const owners = ownerIds.length > 0 ? await usersByIds(db, workspaceId, ownerIds) : []
  const present = new Set(owners.filter(({ state }) => state === 'active').map(({ id }) => id))
  const working = rows.filter(({ owner_user_id }) => owner_user_id === null || present.has(owner_user_id))
  return {
    isPublic: connection.kind === 'public',
    bots: working.map(({ id, owner_user_id, capabilities }) => ({
      type: 'bot',
      userId: id,
      role: null,
      ...(owner_user_id === null ? {} : { ownerUserId: owner_user_id }),
      capabilities: JSON.parse(capabilities ?? connection.capabilities),
      connection: { id: connection.id, name: connection.name },
      principals: JSON.stringify([principalOf.bot(id)]),
      tokenId: '',
    })),
  }
}
