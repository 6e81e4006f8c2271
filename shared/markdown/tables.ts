import { type Fields, fieldsOf, type MarkdownBlock, type ParseOptions } from './block.ts'
import { colorOf } from './colors.ts'
import { parseInline } from './inline-parse.ts'
import { isSparse, type TableSource } from './table-source.ts'
import type { Token } from './tokens.ts'

/** A table with the cells of its rows filled up to the longest. */
export function tableBlock(table: TableSource, options: ParseOptions): MarkdownBlock {
  const rows = table.rows.map((row) =>
    row.map(({ text, color }) => colored(parseInline(text, options), color)),
  )
  return blockOf(rows, { has_column_header: table.hasColumnHeader, has_row_header: table.hasRowHeader })
}

/** A table of lines with pipes whose second line is dashes, beginning at a token; undefined when there is none. */
export function parsePipeTable(
  tokens: Token[],
  at: number,
  to: number,
  options: ParseOptions,
): { block: MarkdownBlock; next: number } | undefined {
  const head = textAt(tokens, at, to)
  const dashes = head?.includes('|') && !BLOCK.test(head) ? textAt(tokens, at + 1, to, tokens[at]) : undefined
  if (!head || !dashes?.includes('|') || !cellsOf(dashes).every((cell) => /^:?-+:?$/.test(cell)))
    return undefined
  const rows = [cellsOf(head)]
  let width = rows[0]!.length
  let count = width
  let next = at + 2
  for (; next < to; next++) {
    const line = textAt(tokens, next, to, tokens[next - 1])
    if (!line?.includes('|') || BLOCK.test(line)) break
    const row = cellsOf(line)
    width = Math.max(width, row.length)
    count += row.length
    if (isSparse(rows.length + 1, width, count)) break
    rows.push(row)
  }
  const cells = rows.map((row) => row.map((cell) => parseInline(cell, options)))
  return { block: blockOf(cells, { has_column_header: true, has_row_header: false }), next }
}

// What begins another block is no row.
const BLOCK = /^(?:#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])/

function blockOf(rows: Fields[][][], headers: Fields): MarkdownBlock {
  const table_width = rows.reduce((width, row) => Math.max(width, row.length), 1)
  const children = rows.map((row): MarkdownBlock => {
    const cells = Array.from({ length: table_width }, (_, i) => row[i] ?? [])
    return { type: 'table_row', table_row: { cells } }
  })
  return { type: 'table', table: { table_width, ...headers }, children }
}

/** Cells have no colour in the API: theirs goes to the text that has none of its own. */
function colored(richText: Fields[], color: string): Fields[] {
  if (color === '') return richText
  return richText.map((item) => {
    const annotations = fieldsOf(item.annotations)
    if (annotations.color !== undefined && annotations.color !== 'default') return item
    return { ...item, annotations: { ...annotations, color: colorOf(color) } }
  })
}

/** The text of a token, when it follows on the line below the one before. */
function textAt(tokens: Token[], at: number, to: number, before?: Token): string | undefined {
  const token = at < to ? tokens[at] : undefined
  if (token?.kind !== 'text' || (before && token.line !== before.lastLine + 1)) return undefined
  return token.text
}

/** Cells lie between pipes; a pipe with a backslash is part of its cell. */
function cellsOf(line: string): string[] {
  const inner = line.replace(/^[ \t]*\|/, '').replace(/(?<!\\)\|[ \t]*$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
