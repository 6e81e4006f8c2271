import { moveContent } from '#server/store/move-content.ts'
import type { Granted } from '../access/levels.ts'
import { moveUnderList } from '../access/lists.ts'
import { blockFor, databaseFor, pageFor } from '../access/nodes.ts'
import type { NewParent } from '../access/parents.ts'
import type { Block } from '../blocks/block.ts'
import { kindOf } from '../blocks/insert.ts'
import type { Context } from '../context.ts'
import { updateDatabase } from '../databases/update.ts'
import { movePage } from '../pages/move.ts'

/** The page that a block is put into, as what may be written in. */
export async function pageToHold(context: Context, id: string): Promise<Granted<Block, 'edit'>> {
  const page = await pageFor(context, id, 'edit')
  return blockFor(context, page.id, 'edit')
}

/**
 * Takes a block out of its page with all that is below it: from then on it is content of another one. Who gets at that gets
 * at it, and at the pages and databases in it. Its place is for the caller to write.
 *
 * @param parent what it is put into there.
 */
export async function moveElsewhere(
  context: Context,
  block: Block,
  parent: Granted<Block, 'edit'>,
  page: Granted<Block, 'edit'>,
): Promise<void> {
  const kind = kindOf(block.type)
  if (kind === 'block') {
    const { db, workspace } = context
    for (const { id, access_id } of await moveContent(db, workspace.id, block.id, page.id)) {
      await moveUnderList(context, id, access_id, page.accessId)
    }
    return
  }
  const into: NewParent =
    parent.id === page.id
      ? { type: 'page_id', page: await pageFor(context, page.id, 'edit'), block: parent }
      : { type: 'block_id', block: parent }
  if (kind === 'page') await movePage(context, await pageFor(context, block.id, 'edit'), into)
  else await updateDatabase(context, await databaseFor(context, block.id, 'edit'), {}, into)
}
