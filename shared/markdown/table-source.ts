import { colorName, colorOf } from './colors.ts'
import { readTag, type Tag } from './tags.ts'

/** The cells of a `<table>` as text, each with the colour that counts for it: the cell's, the row's or the column's. */
export interface TableSource {
  hasColumnHeader: boolean
  hasRowHeader: boolean
  rows: { text: string; color: string }[][]
}

/** Reads the inside of a table. Undefined when something else than rows and cells stands there. */
export function readTable(table: Tag, source: string): TableSource | undefined {
  const columns: string[] = []
  const read: TableSource = {
    hasColumnHeader: table.attributes.get('header-row') === 'true',
    hasRowHeader: table.attributes.get('header-column') === 'true',
    rows: [],
  }
  let row: { color: string; cells: TableSource['rows'][number] } | undefined
  for (let at = skipSpace(source, 0); at < source.length; ) {
    const tag = readTag(source, at)
    if (!tag || !TAGS.has(tag.name)) return undefined
    at = tag.end
    if (tag.name === 'thead') read.hasColumnHeader = true
    if (tag.name === 'col' && !tag.closing) columns.push(colorIn(tag))
    if (tag.name === 'tr' && !tag.closing) {
      row = { color: colorIn(tag), cells: [] }
      read.rows.push(row.cells)
    }
    if ((tag.name === 'td' || tag.name === 'th') && !tag.closing) {
      if (!row) return undefined
      const end = tag.selfClosing ? at : cellEnd(source, at)
      if (end === undefined) return undefined
      const color = colorIn(tag) || row.color || columns[row.cells.length] || ''
      row.cells.push({ text: cellText(source.slice(at, end)), color })
      at = end
    }
    at = skipSpace(source, at)
  }
  return isTable(read) ? read : undefined
}

/** Rows are filled up to the longest. Where that would make far more cells than were written, it is no table. */
export function isSparse(rows: number, width: number, cells: number): boolean {
  return rows * width > 1000 + 8 * cells
}

function isTable({ rows }: TableSource): boolean {
  const lengths = rows.map((row) => row.length)
  const width = lengths.reduce((longest, length) => Math.max(longest, length), 0)
  const cells = lengths.reduce((sum, length) => sum + length, 0)
  return !isSparse(rows.length, width, cells)
}

const TAGS = new Set(['thead', 'tbody', 'tfoot', 'colgroup', 'col', 'tr', 'td', 'th'])
const CELL_TAG = /\\[\s\S]|<\/?(table|thead|tbody|tfoot|colgroup|col|tr|td|th)\b/gi

function colorIn(tag: Tag): string {
  return colorName(colorOf(tag.attributes.get('color')))
}

/** Where the next tag of a table stands; a cell that another table interrupts has no end. */
function cellEnd(source: string, from: number): number | undefined {
  CELL_TAG.lastIndex = from
  for (let found = CELL_TAG.exec(source); found; found = CELL_TAG.exec(source)) {
    if (found[1] === undefined) continue
    return found[1].toLowerCase() === 'table' ? undefined : found.index
  }
  return undefined
}

/** Lines of a cell are line breaks in it; white space around them is layout. */
function cellText(source: string): string {
  if (!source.includes('\n')) return source.replace(/^[ \t]+/, '')
  const lines = source
    .trim()
    .split('\n')
    .map((line) => line.trim())
  return lines.join('<br>')
}

function skipSpace(source: string, at: number): number {
  let end = at
  while (end < source.length && /\s/.test(source[end]!)) end++
  return end
}
