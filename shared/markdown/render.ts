import { addressOf } from './addresses.ts'
import {
  type Fields,
  fieldsOf,
  MAX_DEPTH,
  type MarkdownBlock,
  type MarkdownOptions,
  payloadOf,
  stringOf,
} from './block.ts'
import { ratioText } from './containers.ts'
import { guardItem, guardParagraph, guardSpace } from './escape.ts'
import { iconAttribute } from './icons.ts'
import {
  childDatabase,
  childPage,
  code,
  equation,
  image,
  media,
  table,
  tableRow,
  unknown,
} from './leaf-forms.ts'
import { colorAttribute, inline, put, type Sheet } from './sheet.ts'
import { attribute } from './tags.ts'

/**
 * Blocks as markdown: one line each, children one tab deeper. A type without a form, and what lies deeper than
 * `MAX_DEPTH`, is `<unknown>`; `unknownBlockIds` lists those.
 */
export function renderMarkdown(
  blocks: readonly MarkdownBlock[],
  options: MarkdownOptions,
): { markdown: string; unknownBlockIds: string[] } {
  const sheet: Sheet = { ...options, labels: true, alone: false, depth: 0, lines: [], unknown: [] }
  writeBlocks(sheet, blocks)
  return { markdown: sheet.lines.join('\n'), unknownBlockIds: sheet.unknown }
}

/** The block's own lines, without its children and without looked-up names: equal where two blocks say the same. */
export function renderAlone(block: MarkdownBlock, options: MarkdownOptions): string {
  const sheet: Sheet = { ...options, labels: false, alone: true, depth: 0, lines: [], unknown: [] }
  writeBlock(sheet, block, 1)
  return sheet.lines.join('\n')
}

/** Whether markdown shows the block only by its address, so that its content cannot be written there. */
export function isOpaque({ type }: MarkdownBlock, depth: number): boolean {
  return depth >= MAX_DEPTH || !forms.has(type) || type === 'child_page' || type === 'child_database'
}

type Form = (sheet: Sheet, payload: Fields, block: MarkdownBlock, number: number) => void

const forms = new Map<string, Form>([
  ['paragraph', paragraph],
  ['heading_1', heading],
  ['heading_2', heading],
  ['heading_3', heading],
  ['heading_4', heading],
  ['bulleted_list_item', (sheet, payload, block) => textLine(sheet, '- ', payload, block, guardItem)],
  [
    'numbered_list_item',
    (sheet, payload, block, number) => textLine(sheet, `${number}. `, payload, block, guardItem),
  ],
  [
    'to_do',
    (sheet, payload, block) =>
      textLine(sheet, payload.checked === true ? '- [x] ' : '- [ ] ', payload, block),
  ],
  ['quote', (sheet, payload, block) => textLine(sheet, '> ', payload, block)],
  ['toggle', toggle],
  ['callout', callout],
  ['code', code],
  ['equation', equation],
  ['divider', (sheet) => put(sheet, '---')],
  ['table_of_contents', (sheet, payload) => put(sheet, `<table_of_contents${colorAttribute(payload)}/>`)],
  ['image', image],
  ['audio', media],
  ['video', media],
  ['pdf', media],
  ['file', media],
  ['table', table],
  ['table_row', tableRow],
  ['column_list', (sheet, _, block) => container(sheet, '<columns>', '</columns>', block)],
  ['column', column],
  ['tab', tabs],
  ['synced_block', synced],
  ['meeting_notes', meetingNotes],
  ['meeting_notes_summary', (sheet, _, block) => container(sheet, '<summary>', '</summary>', block)],
  ['meeting_notes_notes', (sheet, _, block) => container(sheet, '<notes>', '</notes>', block)],
  ['meeting_notes_transcript', (sheet, _, block) => container(sheet, '<transcript>', '</transcript>', block)],
  ['child_page', childPage],
  ['child_database', childDatabase],
])

function writeBlocks(sheet: Sheet, blocks: readonly MarkdownBlock[]): void {
  let number = 0
  for (const block of blocks) {
    number = block.type === 'numbered_list_item' ? number + 1 : 0
    writeBlock(sheet, block, number)
  }
}

function writeBlock(sheet: Sheet, block: MarkdownBlock, number: number): void {
  const form = sheet.depth < MAX_DEPTH ? forms.get(block.type) : undefined
  if (form) form(sheet, payloadOf(block), block, number)
  else unknown(sheet, block)
}

function below(sheet: Sheet, children: readonly MarkdownBlock[] | undefined): void {
  if (sheet.alone || !children) return
  sheet.depth++
  writeBlocks(sheet, children)
  sheet.depth--
}

function container(sheet: Sheet, open: string, close: string, block: MarkdownBlock): void {
  put(sheet, open)
  below(sheet, block.children)
  put(sheet, close)
}

/** A marker, the text and ` {key="value"}`: white space only between what is there. */
function textLine(
  sheet: Sheet,
  marker: string,
  payload: Fields,
  block: MarkdownBlock,
  guard = guardSpace,
  more = '',
): void {
  const text = guard(inline(sheet, payload.rich_text))
  const attributes = (more + colorAttribute(payload)).trim()
  const tail = attributes === '' ? '' : `${text === '' ? '' : ' '}{${attributes}}`
  put(sheet, text + tail === '' ? marker.trimEnd() : marker + text + tail)
  below(sheet, block.children)
}

function paragraph(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  // Only the labels of tabs have icons, and their tab shows it.
  const icon = sheet.alone ? attribute('icon', iconAttribute(payload.icon)) : ''
  if (inline(sheet, payload.rich_text) === '') {
    put(sheet, `<empty-block${icon}${colorAttribute(payload)}/>`)
    below(sheet, block.children)
  } else textLine(sheet, '', payload, block, guardParagraph, icon)
}

function heading(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const marker = `${'#'.repeat(Number(block.type.at(-1)))} `
  const toggles = payload.is_toggleable === true || (block.children?.length ?? 0) > 0
  textLine(sheet, marker, payload, block, guardSpace, toggles ? attribute('toggle', 'true') : '')
}

function toggle(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  put(sheet, `<details${colorAttribute(payload)}>`)
  put(sheet, `<summary>${inline(sheet, payload.rich_text)}</summary>`)
  below(sheet, block.children)
  put(sheet, '</details>')
}

/** The first plain paragraph in a callout is its own text, so an empty one stands before a child that would be taken for it. */
function callout(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  put(sheet, `<callout${attribute('icon', iconAttribute(payload.icon))}${colorAttribute(payload)}>`)
  ownText(sheet, payload.rich_text, block.children?.[0])
  below(sheet, block.children)
  put(sheet, '</callout>')
}

function ownText(sheet: Sheet, richText: unknown, first: MarkdownBlock | undefined): void {
  const text = guardParagraph(inline(sheet, richText))
  sheet.depth++
  if (text !== '') put(sheet, text)
  else if (first?.type === 'paragraph' && !sheet.alone) put(sheet, '<empty-block/>')
  sheet.depth--
}

function column(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const ratio = typeof payload.width_ratio === 'number' ? ratioText(payload.width_ratio) : undefined
  container(sheet, `<column${attribute('ratio', ratio)}>`, '</column>', block)
}

/** A tab is a label, a paragraph, and what it shows; the label is the first line. */
function tabs(sheet: Sheet, _: Fields, block: MarkdownBlock): void {
  put(sheet, '<tabs>')
  sheet.depth++
  if (!sheet.alone) for (const label of block.children ?? []) tab(sheet, label)
  sheet.depth--
  put(sheet, '</tabs>')
}

function tab(sheet: Sheet, label: MarkdownBlock): void {
  const payload = payloadOf(label)
  put(sheet, `<tab${attribute('icon', iconAttribute(payload.icon))}>`)
  sheet.depth++
  paragraph(sheet, payload, { type: 'paragraph' })
  sheet.depth--
  below(sheet, label.children)
  put(sheet, '</tab>')
}

function synced(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  const original = stringOf(fieldsOf(payload.synced_from).block_id)
  const id = original || block.id
  const tag = original === '' ? 'synced_block' : 'synced_block_reference'
  const shown = original === '' ? block.children : (block.children ?? block.mirrored)
  const url = id === undefined ? undefined : addressOf(id, sheet.baseUrl)
  container(sheet, `<${tag}${attribute('url', url)}>`, `</${tag}>`, {
    type: block.type,
    children: shown ?? [],
  })
}

function meetingNotes(sheet: Sheet, payload: Fields, block: MarkdownBlock): void {
  put(sheet, '<meeting-notes>')
  ownText(sheet, payload.title, undefined)
  below(sheet, block.children)
  put(sheet, '</meeting-notes>')
}
