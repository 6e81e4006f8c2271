import { connectionById } from '#server/store/connections.ts'
import { deleteOldCodes, forgetSuccessors, unusedClients } from '#server/store/oauth.ts'
import type { Granted } from '../access/levels.ts'
import type { Installation } from '../accounts/account.ts'
import { removeConnection } from '../connections/delete.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'
import { GRACE } from './refresh.ts'

const DAY = 24 * 60 * 60_000

/** How long a code is remembered, so that one that comes again ends what came of it. */
const CODES_REMEMBERED = DAY

/** How long a client that registered itself may wait for the first person who connects it. */
const UNUSED_CLIENTS_LAST = 7 * DAY

/** Forgets codes, and successors of refresh tokens, that nobody can ask for any more. */
export async function forgetSpent({
  store,
  surroundings,
}: Pick<Installation, 'store' | 'surroundings'>): Promise<void> {
  const now = surroundings.now()
  await store.transaction(async (db) => {
    await deleteOldCodes(db, now - CODES_REMEMBERED)
    await forgetSuccessors(db, now - GRACE)
  })
}

/** A client that registered itself and that nobody ever connected; undefined when there is none. */
export async function nextUnusedClient({
  store,
  surroundings,
}: Pick<Installation, 'store' | 'surroundings'>): Promise<
  { workspaceId: string; connectionId: string } | undefined
> {
  const [row] = await unusedClients(store.reader, surroundings.now() - UNUSED_CLIENTS_LAST)
  return row && { workspaceId: row.workspace_id, connectionId: row.connection_id }
}

/** Takes such a client away. */
export async function removeUnusedClient(context: Context, connectionId: string): Promise<void> {
  const row = await connectionById(context.db, context.workspace.id, connectionId)
  if (row?.is_self_registered !== 1) return
  await removeConnection(context, row as Granted<Client, 'full_access'>)
}
