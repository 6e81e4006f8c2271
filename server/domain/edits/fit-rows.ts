import { blocksByIds } from '#server/store/blocks.ts'
import { wholeChildren } from '#server/store/edits.ts'
import type { Content } from '#shared/blocks/block-type.ts'
import { fitCells } from '#shared/blocks/merge-cells.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { blockFor } from '../access/nodes.ts'
import { keepContent } from '../blocks/update.ts'
import type { Batch } from './batch.ts'

/** Gives the rows of the tables that changed as many cells as their table has columns. */
export async function fitRows({ context, tables, touched }: Batch): Promise<void> {
  const { db, workspace } = context
  const rows = await blocksByIds(db, workspace.id, [...tables])
  for (const { id, content } of rows) {
    const width = (JSON.parse(content) as { table_width: number }).table_width
    for (const row of await wholeChildren(db, workspace.id, id)) {
      const { cells } = JSON.parse(row.content) as { cells: StoredRichText[][] }
      if (row.type !== 'table_row' || cells.length === width) continue
      const block = await blockFor(context, row.id, 'edit')
      const fitted: Content = { cells: fitCells(cells, width) }
      await keepContent(context, block, { type: row.type, content: fitted })
      touched.set(row.id, row.type)
    }
  }
}
