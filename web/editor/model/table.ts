import { diffArrays } from 'diff'
import type { Run } from '#shared/rich-text/merge.ts'
import type { DocumentBlock, TableCell, TableContent } from './document.ts'
import type { PageBlock } from './page-block.ts'
import { toInline, toRuns } from './rich-text.ts'

/** The API's table has rows for children; in the document they are its content. */
export function tableToDocument({ id, payload, children }: PageBlock): DocumentBlock {
  const rows = children.map((row) => ({ cells: cellsOf(row).map((cell) => cellOf(toInline(cell))) }))
  const width = Number(payload.table_width)
  const content: TableContent = {
    type: 'tableContent',
    columnWidths: Array.from({ length: width }, () => undefined),
    ...(payload.has_column_header === true && { headerRows: 1 }),
    ...(payload.has_row_header === true && { headerCols: 1 }),
    rows,
  }
  return { id, type: 'table', props: {}, content, children: [] }
}

const cellOf = (content: TableCell['content']): TableCell => ({
  type: 'tableCell',
  content,
  props: { backgroundColor: 'default', textColor: 'default', textAlignment: 'left', colspan: 1, rowspan: 1 },
})

/** @param before the table as it was: its rows keep their ids. */
export function tableToBlock(
  { id, content }: DocumentBlock,
  before: PageBlock | undefined,
  newId: () => string,
): PageBlock {
  const table = content as TableContent
  const rows = table.rows.map(({ cells }) => cells.flatMap(runsOfCell))
  const width = Math.max(1, ...rows.map((cells) => cells.length))
  const even = rows.map((cells) => [...cells, ...Array.from({ length: width - cells.length }, () => [])])
  const ids = idsOfRows(before?.type === 'table' ? before.children : [], even, newId)
  return {
    id,
    type: 'table',
    payload: {
      table_width: width,
      has_column_header: (table.headerRows ?? 0) > 0,
      has_row_header: (table.headerCols ?? 0) > 0,
    },
    shown: {},
    children: even.map((cells, index) => ({
      id: ids[index]!,
      type: 'table_row',
      payload: { cells },
      shown: {},
      children: [],
    })),
  }
}

/** A cell that goes over several columns is one with empty ones after it. */
function runsOfCell(cell: TableCell | TableCell['content']): Run[][] {
  if (!('type' in cell)) return [toRuns(cell)]
  const span = Number(cell.props.colspan ?? 1)
  return [toRuns(cell.content), ...Array.from({ length: span - 1 }, () => [])]
}

/** Rows that say the same are the same; of those between them that changed each takes the id of the next that is gone. */
function idsOfRows(before: readonly PageBlock[], rows: readonly Run[][][], newId: () => string): string[] {
  const from = before.map((row) => JSON.stringify(row.payload.cells))
  const to = rows.map((cells) => JSON.stringify(cells))
  const ids: string[] = []
  const gone: string[] = []
  let [at, added] = [0, 0]
  const settle = () => {
    for (; added > 0; added--) ids.push(gone.shift() ?? newId())
    gone.length = 0
  }
  for (const part of diffArrays(from, to)) {
    if (part.removed) for (let left = part.count; left > 0; left--) gone.push(before[at++]!.id)
    else if (part.added) added += part.count
    else {
      settle()
      for (let left = part.count; left > 0; left--) ids.push(before[at++]!.id)
    }
  }
  settle()
  return ids
}

const cellsOf = ({ payload }: PageBlock): Run[][] => payload.cells as Run[][]
