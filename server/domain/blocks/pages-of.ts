import { blocksByIds } from '#server/store/blocks.ts'
import type { Context } from '../context.ts'

/** The page that each of some blocks stands in, by the block's id, whoever asks. */
export async function pagesOf(
  { db, workspace }: Context,
  blockIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = blockIds.length > 0 ? await blocksByIds(db, workspace.id, blockIds) : []
  return new Map(rows.map((row) => [row.id, row.container_id]))
}
