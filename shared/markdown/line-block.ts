import { idOfAddress } from './addresses.ts'
import { type Fields, type MarkdownBlock, type ParseOptions, payloadOf } from './block.ts'
import { colorOf } from './colors.ts'
import { isDivider, unescapeText } from './escape.ts'
import { iconOf } from './icons.ts'
import { parseImage, parseInline } from './inline-parse.ts'
import { endOf } from './lines.ts'
import { parseMedia } from './media.ts'
import { matchAt, readTag, type Tag } from './tags.ts'

/** The block of one line, without the indentation. */
export function parseLine(line: string, options: ParseOptions): MarkdownBlock {
  return (
    tagBlock(line, options) ??
    heading(line, options) ??
    (isDivider(line) ? { type: 'divider', divider: {} } : undefined) ??
    listItem(line, options) ??
    (line.startsWith('>') ? textBlock('quote', line.slice(1), options) : undefined) ??
    image(line, options) ??
    equation(line) ??
    textBlock('paragraph', line, options)
  )
}

/** Whether deeper lines below the block belong to it. */
export function holdsBlocks(block: MarkdownBlock): boolean {
  return holders.has(block.type) || payloadOf(block).is_toggleable === true
}

export function isList({ type }: MarkdownBlock): boolean {
  return type === 'bulleted_list_item' || type === 'numbered_list_item' || type === 'to_do'
}

const holders = new Set(['paragraph', 'bulleted_list_item', 'numbered_list_item', 'to_do', 'quote'])

/** A block of text, with the attributes at the end of its line. */
function textBlock(type: string, line: string, options: ParseOptions, more: Fields = {}): MarkdownBlock {
  const { text, attributes } = splitAttributes(line.replace(/^[ \t]+/, ''))
  const color = colorOf(attributes.get('color')) ?? 'default'
  return { type, [type]: { rich_text: parseInline(text, options), color, ...more } }
}

/** ` {toggle="true" color="red"}` at the end of a line. What knows other names or colours is text. */
function splitAttributes(line: string): { text: string; attributes: Map<string, string> } {
  const attributes = new Map<string, string>()
  const none = { text: line, attributes: new Map<string, string>() }
  const end = endOf(line)
  const start = line.lastIndexOf('{')
  if (line[end - 1] !== '}' || start < 0 || (start > 0 && !/[ \t]/.test(line[start - 1]!))) return none
  const list = line.slice(start + 1, end - 1)
  let at = 0
  for (let next = matchAt(ATTRIBUTE, list, at); next; next = matchAt(ATTRIBUTE, list, at)) {
    attributes.set(next[1]!, next[2] ?? next[3] ?? '')
    at += next[0].length
  }
  if (at < list.length || attributes.size === 0 || ![...attributes].every(isKnown)) return none
  return { text: line.slice(0, Math.max(0, start - 1)), attributes }
}

const ATTRIBUTE = /[ \t]*([a-z]+)=(?:"([^"]*)"|'([^']*)')[ \t]*/y

function isKnown([name, value]: [string, string]): boolean {
  return name === 'toggle'
    ? value === 'true' || value === 'false'
    : name === 'color' && colorOf(value) !== undefined
}

function heading(line: string, options: ParseOptions): MarkdownBlock | undefined {
  const marker = /^(#{1,6})(?:[ \t]+|$)/.exec(line)
  if (!marker) return undefined
  const { text, attributes } = splitAttributes(line.slice(marker[0].length))
  const type = `heading_${Math.min(marker[1]!.length, 4)}`
  const color = colorOf(attributes.get('color')) ?? 'default'
  const is_toggleable = attributes.get('toggle') === 'true'
  return { type, [type]: { rich_text: parseInline(text, options), color, is_toggleable } }
}

function listItem(line: string, options: ParseOptions): MarkdownBlock | undefined {
  const task = /^[-*+][ \t]+\[([ xX])\](?:[ \t]+|$)/.exec(line)
  if (task) return textBlock('to_do', line.slice(task[0].length), options, { checked: task[1] !== ' ' })
  const item = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(line)
  if (!item) return undefined
  const type = /^\d/.test(line) ? 'numbered_list_item' : 'bulleted_list_item'
  const content = line.slice(item[0].length)
  const inner = innerBlock(content, options)
  return inner ? { ...textBlock(type, '', options), children: [inner] } : textBlock(type, content, options)
}

/** Another block behind a list marker is the child of an empty item. */
function innerBlock(content: string, options: ParseOptions): MarkdownBlock | undefined {
  if (content.startsWith('>')) return textBlock('quote', content.slice(1), options)
  return (
    heading(content, options) ?? image(content, options) ?? equation(content) ?? tagBlock(content, options)
  )
}

function image(line: string, options: ParseOptions): MarkdownBlock | undefined {
  if (!line.startsWith('![')) return undefined
  const { text } = splitAttributes(line)
  const found = parseImage(text.slice(0, endOf(text)), options)
  return found && parseMedia('image', found.url, found.caption)
}

function equation(line: string): MarkdownBlock | undefined {
  const found = /^\$\$(.*)\$\$[ \t]*$/s.exec(line)
  const expression = found?.[1]?.trim()
  if (!expression || expression.includes('$$')) return undefined
  return { type: 'equation', equation: { expression } }
}

/** Blocks that are one tag on a line of its own, with its content maybe. */
function tagBlock(line: string, options: ParseOptions): MarkdownBlock | undefined {
  const tag = line.startsWith('<') ? readTag(line, 0) : null
  const form = tag && !tag.closing ? tagForms.get(tag.name) : undefined
  if (!tag || !form) return undefined
  const { text, attributes } = splitAttributes(line)
  const content = contentOf(text.slice(0, endOf(text)), tag)
  const color = colorOf(tag.attributes.get('color') ?? attributes.get('color')) ?? 'default'
  return content === undefined ? undefined : form(tag, content, color, options)
}

/** What stands between the tag and its end, undefined when the line goes on behind it. */
function contentOf(line: string, tag: Tag): string | undefined {
  if (line.length === tag.end) return tag.selfClosing || VOID.has(tag.name) ? '' : undefined
  const closing = `</${tag.name}>`
  const closes = !tag.selfClosing && line.length >= tag.end + closing.length && line.endsWith(closing)
  return closes ? line.slice(tag.end, -closing.length) : undefined
}

type TagForm = (tag: Tag, content: string, color: string, options: ParseOptions) => MarkdownBlock | undefined

const VOID = new Set(['empty-block', 'table_of_contents', 'unknown'])

const tagForms = new Map<string, TagForm>([
  ['empty-block', (_tag, _content, color) => ({ type: 'paragraph', paragraph: { rich_text: [], color } })],
  [
    'table_of_contents',
    (_tag, _content, color) => ({ type: 'table_of_contents', table_of_contents: { color } }),
  ],
  ['page', childPage],
  ['database', childDatabase],
  ['unknown', unknownBlock],
  ...['audio', 'video', 'pdf', 'file'].map((type): [string, TagForm] => [
    type,
    (tag, content, _color, options) => media(type, tag, content, options),
  ]),
])

function childPage(
  tag: Tag,
  content: string,
  _color: string,
  { baseUrl }: ParseOptions,
): MarkdownBlock | undefined {
  const id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl)
  return id === undefined
    ? undefined
    : { type: 'child_page', id, child_page: { title: unescapeText(content) } }
}

function childDatabase(
  tag: Tag,
  content: string,
  _color: string,
  options: ParseOptions,
): MarkdownBlock | undefined {
  const id = idOfAddress(tag.attributes.get('url') ?? '', options.baseUrl)
  const inline = tag.attributes.get('inline')
  const icon = iconOf(tag.attributes.get('icon'), options)
  const payload = {
    title: unescapeText(content),
    ...(inline === undefined ? {} : { is_inline: inline === 'true' }),
    ...(icon ? { icon } : {}),
  }
  return id === undefined ? undefined : { type: 'child_database', id, child_database: payload }
}

function unknownBlock(tag: Tag, _content: string, _color: string, { baseUrl }: ParseOptions): MarkdownBlock {
  const id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl, 'block')
  const block: MarkdownBlock = { type: 'unknown', unknown: { alt: tag.attributes.get('alt') ?? '' } }
  return id === undefined ? block : { ...block, id }
}

function media(type: string, tag: Tag, content: string, options: ParseOptions): MarkdownBlock | undefined {
  const src = tag.attributes.get('src') ?? ''
  if (src === '') return undefined
  const name = type === 'file' ? tag.attributes.get('name') : undefined
  return parseMedia(type, src, parseInline(content, options), name)
}
