import type { Store } from '#server/store/dialects/dialect.ts'
import { setLastUse } from '#server/store/tokens.ts'

/** That a token was used, when and from where. */
export interface TokenUse {
  table: 'tokens' | 'scim_tokens'
  workspaceId: string
  tokenId: string
  /** Milliseconds since 1970. */
  time: number
  address: string
  agent: string | null
}

/** Writes down when tokens were last used: all of them at once, for each write lets processes forget who calls. */
export async function noteUses(
  { store }: { store: Pick<Store, 'transaction'> },
  uses: readonly TokenUse[],
): Promise<void> {
  if (uses.length === 0) return
  await store.transaction(async (db) => {
    for (const use of uses) await setLastUse(db, use)
  })
}
