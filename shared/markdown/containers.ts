import { idOfAddress } from './addresses.ts'
import { type Fields, type MarkdownBlock, type ParseOptions, payloadOf } from './block.ts'
import { colorOf } from './colors.ts'
import { iconOf } from './icons.ts'
import type { Tag } from './tags.ts'

/** The block of a tag that holds other blocks. */
export function containerBlock(tag: Tag, inner: MarkdownBlock[], options: ParseOptions): MarkdownBlock {
  const form = forms.get(tag.name)
  return form ? form(tag, inner, options) : { type: tag.name, children: inner }
}

/** `ratio` says a column's width in hundredths of the whole; in the API it is a fraction. */
export function ratioText(ratio: number): string {
  const [digits = '', exponent = '0'] = String(ratio).split('e')
  const [whole = '', part = ''] = digits.split('.')
  if (exponent !== '0') return `${digits}e${Number(exponent) + 2}`
  const moved = `${whole}${part.slice(0, 2).padEnd(2, '0')}.${part.slice(2)}`
  return moved.replace(/^0+(?=\d)/, '').replace(/\.$/, '')
}

type Form = (tag: Tag, inner: MarkdownBlock[], options: ParseOptions) => MarkdownBlock

const forms = new Map<string, Form>([
  ['details', toggle],
  ['callout', callout],
  ['columns', (_, inner) => ({ type: 'column_list', column_list: {}, children: columns(inner) })],
  ['column', (tag, inner) => ({ type: 'column', column: ratioOf(tag), children: inner })],
  ['tabs', (_, inner) => ({ type: 'tab', tab: {}, children: inner.map(asLabel) })],
  ['tab', tab],
  ['synced_block', synced],
  ['synced_block_reference', copy],
  ['meeting-notes', meetingNotes],
])

function colorIn(tag: Tag): string {
  return colorOf(tag.attributes.get('color')) ?? 'default'
}

/** The first line is the title; on lines of its own it is what the summary's first paragraph says. */
function toggle(tag: Tag, inner: MarkdownBlock[]): MarkdownBlock {
  const [first, ...rest] = inner
  const summary = first?.type === 'summary' ? first : undefined
  const [title, children] = summary?.children
    ? textFirst(summary.children)
    : [payloadOf(summary ?? { type: '' }).rich_text, []]
  const below = [...children, ...(summary ? rest : inner)].map(asParagraph)
  return withChildren({ type: 'toggle', toggle: { rich_text: title ?? [], color: colorIn(tag) } }, below)
}

function callout(tag: Tag, inner: MarkdownBlock[], options: ParseOptions): MarkdownBlock {
  const [rich_text, children] = textFirst(inner)
  const icon = iconOf(tag.attributes.get('icon'), options)
  const payload = { rich_text, color: colorIn(tag), ...(icon ? { icon } : {}) }
  return withChildren({ type: 'callout', callout: payload }, children.map(asParagraph))
}

/** The text of a first plain paragraph belongs to the container itself, and what stands below it too. */
function textFirst(inner: MarkdownBlock[]): [unknown, MarkdownBlock[]] {
  const [first, ...rest] = inner
  const { rich_text, color } = first?.type === 'paragraph' ? payloadOf(first) : {}
  return color === 'default' ? [rich_text, [...(first?.children ?? []), ...rest]] : [[], inner]
}

/** Blocks between columns get a column of their own. */
function columns(inner: MarkdownBlock[]): MarkdownBlock[] {
  return inner.map((block) =>
    block.type === 'column' ? block : { type: 'column', column: {}, children: [asParagraph(block)] },
  )
}

function ratioOf(tag: Tag): Fields {
  const ratio = tag.attributes.get('ratio') ?? ''
  const isNumber = ratio.length <= 40 && /^\d*\.?\d+(?:e-?\d+)?%?$/i.test(ratio)
  const width_ratio = isNumber ? Number(fraction(ratio.replace('%', ''))) : 0
  return width_ratio > 0 && Number.isFinite(width_ratio) ? { width_ratio } : {}
}

function fraction(hundredths: string): string {
  const [digits = '', exponent = '0'] = hundredths.toLowerCase().split('e')
  return `${digits}e${Number(exponent) - 2}`
}

/** Tabs are labels, paragraphs that hold what the tab shows. The first line of a tab is its label. */
function tab(tag: Tag, inner: MarkdownBlock[], options: ParseOptions): MarkdownBlock {
  const [first, ...rest] = inner
  const title = first?.type === 'paragraph' ? first : undefined
  const icon = iconOf(tag.attributes.get('icon'), options)
  const payload = {
    rich_text: [],
    color: 'default',
    ...payloadOf(title ?? { type: '' }),
    ...(icon ? { icon } : {}),
  }
  const children = title ? [...(title.children ?? []), ...rest] : inner
  return withChildren({ type: 'paragraph', paragraph: payload }, children.map(asParagraph))
}

function asLabel(block: MarkdownBlock): MarkdownBlock {
  const plain = asParagraph(block)
  if (plain.type === 'paragraph') return plain
  return { type: 'paragraph', paragraph: { rich_text: [], color: 'default' }, children: [plain] }
}

function synced(tag: Tag, inner: MarkdownBlock[], { baseUrl }: ParseOptions): MarkdownBlock {
  const id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl, 'block')
  const block: MarkdownBlock = { type: 'synced_block', synced_block: { synced_from: null } }
  if (id !== undefined) block.id = id
  return withChildren(block, inner.map(asParagraph))
}

/** What a copy shows is its original's, so it is kept apart. Without an original it is what it shows. */
function copy(tag: Tag, inner: MarkdownBlock[], { baseUrl }: ParseOptions): MarkdownBlock {
  const block_id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl, 'block')
  const shown = inner.map(asParagraph)
  if (block_id === undefined)
    return withChildren({ type: 'synced_block', synced_block: { synced_from: null } }, shown)
  const block: MarkdownBlock = {
    type: 'synced_block',
    synced_block: { synced_from: { type: 'block_id', block_id } },
  }
  return shown.length > 0 ? { ...block, mirrored: shown } : block
}

const sections = new Map([
  ['summary', 'meeting_notes_summary'],
  ['notes', 'meeting_notes_notes'],
  ['transcript', 'meeting_notes_transcript'],
])

/** A title and up to three sections. What stands outside of them belongs to the notes. */
function meetingNotes(_tag: Tag, inner: MarkdownBlock[]): MarkdownBlock {
  const [title, blocks] = textFirst(inner)
  const children: MarkdownBlock[] = []
  const section = (type: string, added: MarkdownBlock[]) => {
    const known = children.find((child) => child.type === type)
    if (!known) children.push({ type, [type]: {}, children: [...added] })
    else for (const block of added) known.children!.push(block)
  }
  for (const block of blocks) {
    const type = sections.get(block.type)
    if (!type) section('meeting_notes_notes', [block])
    else section(type, (block.children ?? [asParagraph(block)]).map(asParagraph))
  }
  return withChildren({ type: 'meeting_notes', meeting_notes: { title } }, children)
}

/** A summary that is no title is a paragraph. */
function asParagraph(block: MarkdownBlock): MarkdownBlock {
  if (block.type !== 'summary') return block
  const rich_text = payloadOf(block).rich_text ?? []
  return withChildren(
    { type: 'paragraph', paragraph: { rich_text, color: 'default' } },
    (block.children ?? []).map(asParagraph),
  )
}

function withChildren(block: MarkdownBlock, children: MarkdownBlock[]): MarkdownBlock {
  return children.length > 0 ? { ...block, children } : block
}
