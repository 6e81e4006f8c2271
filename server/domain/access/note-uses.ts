import type { Db, Store } from '#server/store/dialects/dialect.ts'
import { wasUsedFrom } from '#server/store/events.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import { setLastUse } from '#server/store/tokens.ts'
import type { Surroundings } from '../context.ts'
import { writeEvents } from '../events/record.ts'

/** That a token was used, when and from where. */
export interface TokenUse {
  table: 'tokens' | 'scim_tokens'
  workspaceId: string
  tokenId: string
  /** Of a personal access token: whose it is. */
  person: string | null
  /** Milliseconds since 1970. */
  time: number
  address: string
  agent: string | null
}

/** Writes down when tokens were last used: all of them at once, for each write lets processes forget who calls. */
export async function noteUses(
  { store, surroundings }: { store: Pick<Store, 'transaction'>; surroundings: Surroundings },
  uses: readonly TokenUse[],
): Promise<void> {
  if (uses.length === 0) return
  await store.transaction(async (db) => {
    const byWorkspace = Map.groupBy(uses, ({ workspaceId }) => workspaceId)
    for (const workspaceId of [...byWorkspace.keys()].sort()) {
      for (const use of byWorkspace.get(workspaceId)!) {
        await setLastUse(db, use)
        if (use.person !== null) await noteAddress(db, surroundings, use, use.person)
      }
    }
  })
}

/** The log tells of each address once, for as long as it goes back. */
async function noteAddress(
  db: Db,
  { now, newId }: Surroundings,
  { workspaceId, tokenId, address, agent }: TokenUse,
  person: string,
): Promise<void> {
  const isKnown = () => wasUsedFrom(db, workspaceId, tokenId, address)
  if (await isKnown()) return
  await lockWorkspace(db, workspaceId)
  // Another process may have been faster.
  if (await isKnown()) return
  const source = { origin: 'api' as const, ipAddress: address, userAgent: agent }
  const actor = { type: 'person' as const, userId: person }
  await writeEvents(db, workspaceId, { actor, source }, now(), newId, [
    {
      type: 'token.used_from_new_address',
      entity: { type: 'token', id: tokenId },
      data: { user_id: person },
    },
  ])
}
