import { childrenOf, siblingPosition } from '#server/store/blocks.ts'
import type { StoredBlockTree } from '#shared/blocks/store.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { refuseInTrash } from './archived.ts'
import type { Block } from './block.ts'
import { contentChanged, insertTrees, type Place } from './insert.ts'
import { type ListedChild, onlooker, originalOf, readListed } from './list.ts'
import { checkSyncedCopies } from './synced.ts'

/** Notion answers with all the siblings that follow; more than this is not sent at once. */
const MOST_ANSWERED = 1000

/**
 * Appends blocks to a page or block.
 *
 * @returns the new blocks; those put at the start or after another are followed by the siblings that come
 *   after them, as Notion answers.
 */
export async function appendChildren(
  context: Context,
  parent: Granted<Block, 'edit'>,
  trees: readonly StoredBlockTree[],
  place: Place,
): Promise<ListedChild[]> {
  refuseInTrash(parent)
  if (originalOf(parent) !== null) throw invalid('The content of a synced copy is changed in its original.')
  await checkSyncedCopies(context, trees)
  const into = {
    id: parent.id,
    type: parent.type === 'child_page' ? ('page_id' as const) : ('block_id' as const),
    containerId: parent.containerId,
  }
  const created = await insertTrees(context, into, trees, place)
  const ids = created.map(({ id }) => id)
  if (ids.length > 0) await contentChanged(context, parent.containerId, created)

  const rows = await childrenOf(
    context.db,
    context.workspace.id,
    parent.id,
    onlooker(context),
    await whereBegins(context, parent.id, ids),
    answered(place, ids),
  )
  return readListed(context, rows)
}

const answered = (place: Place, ids: readonly string[]): number =>
  place.type === 'end' ? ids.length : MOST_ANSWERED

async function whereBegins({ db, workspace }: Context, parentId: string, ids: readonly string[]) {
  const [first] = ids
  if (first === undefined) return null
  return { id: first, position: (await siblingPosition(db, workspace.id, parentId, first))! }
}
