import { addressOf } from './addresses.ts'
import type { Fields, MarkdownBlock, MarkdownOptions } from './block.ts'
import { colorName } from './colors.ts'
import { renderInline } from './inline-render.ts'
import { attribute } from './tags.ts'

/** The lines written so far. */
export interface Sheet extends MarkdownOptions {
  /** Whether looked-up names are written. */
  labels: boolean
  /** Whether only the block itself is written, without its children. */
  alone: boolean
  depth: number
  lines: string[]
  unknown: string[]
}

export function put(sheet: Sheet, line: string): void {
  sheet.lines.push(line === '' ? '' : '\t'.repeat(sheet.depth) + line)
}

export function inline(sheet: Sheet, richText: unknown): string {
  return renderInline(richText, sheet)
}

export function colorAttribute(payload: Fields): string {
  return attribute('color', colorName(payload.color) || undefined)
}

export function addressAttribute({ baseUrl }: Sheet, { id }: MarkdownBlock): string {
  return id === undefined ? '' : attribute('url', addressOf(id, baseUrl))
}
