import { createDatabase } from '../../data/pages.ts'
import { mayHold } from '../model/holds.ts'
import { type PageBlock, walk } from '../model/page-block.ts'
import { sendEdits } from '../sync/page-calls.ts'
import type { AnyEditor } from './any-editor.ts'
import type { Written } from './write-page.ts'

/**
 * Makes a database where the cursor is: above an empty line, where one goes on to write, and behind any other block.
 *
 * @returns its id.
 */
export async function createDatabaseHere(
  editor: AnyEditor,
  { present, flush }: Written,
  pageId: string,
  isInline: boolean,
): Promise<string> {
  const { block: cursor, nextBlock, parentBlock } = editor.getTextCursorPosition()
  // An empty last line is none of the blocks, unless another one follows.
  if (!nextBlock && !parentBlock) editor.insertBlocks([{ type: 'paragraph' }], cursor, 'after')
  await flush()
  const { id } = await createDatabase({ type: 'page_id', page_id: pageId }, { isInline })
  await sendEdits(pageId, [{ type: 'move', id, ...placeAt(present(), cursor.id) }])
  return id
}

/** The nearest place where a database may stand. */
function placeAt(blocks: readonly PageBlock[], cursor: string): { parent?: string; after: string | null } {
  const all = [...walk(blocks)]
  const byId = new Map(all.map((one) => [one.block.id, one]))
  let at = byId.get(cursor)!
  const isEmpty = at.block.type === 'paragraph' && (at.block.payload.rich_text as unknown[]).length === 0
  let after: string | null = isEmpty ? (at.siblings[at.index - 1]?.id ?? null) : at.block.id
  while (at.parent !== null) {
    const above: typeof at = byId.get(at.parent)!
    if (mayHold(above.block, 'child_database')) return { parent: at.parent, after }
    after = at.parent
    at = above
  }
  return { after }
}
