import type { StoredBlockTree } from '#shared/blocks/store.ts'
import { invalid } from '#shared/problem.ts'
import { blockFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import { originalOf } from './list.ts'

/** A copy names an original that the actor can read and that is no copy itself. */
export async function checkSyncedCopies(context: Context, trees: readonly StoredBlockTree[]): Promise<void> {
  for (const tree of trees) {
    const original = originalOf(tree)
    if (original !== null) {
      const block = await blockFor(context, original, 'read')
      if (block.type !== 'synced_block' || originalOf(block) !== null) {
        throw invalid(`Block ${original} is not an original synced block.`)
      }
    }
    await checkSyncedCopies(context, tree.children)
  }
}
