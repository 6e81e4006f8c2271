import { type Fields, type MarkdownBlock, payloadOf, stringOf } from './block.ts'
import { escapeText, guardSpace } from './escape.ts'
import { iconAttribute } from './icons.ts'
import { destination } from './inline-render.ts'
import { languageOf } from './languages.ts'
import { addressOfMedia, nameBesideAddress } from './media.ts'
import { plainTextOf } from './rich-text.ts'
import { addressAttribute, inline, put, type Sheet } from './sheet.ts'
import { attribute } from './tags.ts'

/** How blocks are written that hold no others; a table's rows are part of it. */
export function code(sheet: Sheet, payload: Fields): void {
  fenced(sheet, '```', /^\s*(`{3,})/, plainTextOf(payload.rich_text), languageOf(stringOf(payload.language)))
}

export function equation(sheet: Sheet, payload: Fields): void {
  fenced(sheet, '$$', /^\s*(\${2,})/, stringOf(payload.expression), '')
}

/** Content is literal, so the fence is longer than any that a line begins with. */
function fenced(sheet: Sheet, shortest: string, inside: RegExp, text: string, info: string): void {
  const lines = text === '' ? [] : linesOf(text)
  const lengths = lines.map((line) => inside.exec(line)?.[1]?.length ?? 0)
  const longest = lengths.reduce((length, other) => Math.max(length, other), shortest.length - 1)
  const fence = shortest[0]!.repeat(longest + 1)
  put(sheet, fence + info)
  for (const line of lines) put(sheet, line)
  put(sheet, fence)
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

export function media(sheet: Sheet, payload: Fields, { type }: MarkdownBlock): void {
  const name = type === 'file' ? nameBesideAddress(payload) : undefined
  const start = `<${type}${attribute('src', addressOfMedia(payload))}${attribute('name', name)}>`
  put(sheet, `${start}${inline(sheet, payload.caption)}</${type}>`)
}

/** Rows and cells stand below each other without indentation, as Notion writes them. */
export function table(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const row = attribute('header-row', payload.has_column_header === true ? 'true' : undefined)
  const column = attribute('header-column', payload.has_row_header === true ? 'true' : undefined)
  put(sheet, `<table${row}${column}>`)
  if (!sheet.alone) for (const child of block.children ?? []) tableRow(sheet, payloadOf(child))
  put(sheet, '</table>')
}

export function tableRow(sheet: Sheet, payload: Fields): void {
  put(sheet, '<tr>')
  const cells = Array.isArray(payload.cells) ? payload.cells : []
  for (const cell of cells) put(sheet, `<td>${guardSpace(inline(sheet, cell))}</td>`)
  put(sheet, '</tr>')
}

export function childPage(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const title = sheet.labels ? escapeText(stringOf(payload.title)) : ''
  put(sheet, `<page${addressAttribute(sheet, block)}>${title}</page>`)
}

export function childDatabase(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const title = sheet.labels ? escapeText(stringOf(payload.title)) : ''
  const inlined = typeof payload.is_inline === 'boolean' ? String(payload.is_inline) : undefined
  const looks = attribute('inline', inlined) + attribute('icon', iconAttribute(payload.icon))
  put(sheet, `<database${addressAttribute(sheet, block)}${looks}>${title}</database>`)
}

export function unknown(sheet: Sheet, block: MarkdownBlock): void {
  if (block.id !== undefined) sheet.unknown.push(block.id)
  put(sheet, `<unknown${addressAttribute(sheet, block)}${attribute('alt', altOf(block))}/>`)
}

function altOf(block: MarkdownBlock): string {
  const { block_type, alt } = payloadOf(block)
  if (block.type === 'unsupported') return stringOf(block_type) || 'unsupported'
  return block.type === 'unknown' ? stringOf(alt) : block.type
}

export function image(sheet: Sheet, payload: Fields): void {
  put(sheet, `![${inline(sheet, payload.caption)}](${destination(addressOfMedia(payload))})`)
}
