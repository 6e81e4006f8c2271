import { MAX_DEPTH } from './block.ts'
import { endOf, type Line, placeAfter, splitLines, TAB } from './lines.ts'
import { type Literal, literals } from './literal.ts'
import { readTable, type TableSource } from './table-source.ts'
import { readTag, type Tag } from './tags.ts'

/** A line of text, a tag that holds blocks, or what takes several lines as they are. */
export type Token = Place & Content

interface Place {
  /** The first and the last line of the text that it takes, from 0. */
  line: number
  lastLine: number
  /** Columns of white space before it. */
  width: number
}

type Content =
  | Literal
  | { kind: 'text'; text: string }
  | { kind: 'summary'; text: string }
  | { kind: 'open'; tag: Tag; close: number }
  | { kind: 'close' }
  | { kind: 'table'; table: TableSource }

/** Cuts a text into lines and tags. Tags without a partner, or where they mean nothing, are text. */
export function readLines(text: string): Token[] {
  const lines = splitLines(text)
  const scan: Scan = { lines, found: [], literal: literals(lines), tableEnds: undefined }
  for (let at = 0; at < lines.length; ) {
    if (lines[at]!.content === '') at++
    else at = scanLiteral(scan, at) ?? scanTable(scan, at) ?? scanTags(scan, at)
  }
  pair(scan.found)
  place(scan.found)
  return settle(scan)
}

/** A token with its part of the line, which it becomes again where it turns out to mean nothing. */
interface Found {
  token: Token
  from: number
  to: number
  /** Of tags: the name and the other tag. */
  name?: string
  partner?: Found
  isText?: boolean
}

interface Scan {
  lines: Line[]
  found: Found[]
  literal: ReturnType<typeof literals>
  /** The lines that end a table. */
  tableEnds: number[] | undefined
}

/** The tags that hold blocks, and where those stand that only mean something inside another. */
const containers = new Map<string, string[]>([
  ['details', []],
  ['callout', []],
  ['columns', []],
  ['column', ['columns']],
  ['tabs', []],
  ['tab', ['tabs']],
  ['synced_block', []],
  ['synced_block_reference', []],
  ['meeting-notes', []],
  ['summary', ['details', 'meeting-notes']],
  ['notes', ['meeting-notes']],
  ['transcript', ['meeting-notes']],
])

const CLOSING = new RegExp(`(?<!\\\\)</(?:${[...containers.keys()].join('|')})>`, 'gi')
const MAX_OPEN = MAX_DEPTH + 20

function add(
  scan: Scan,
  line: number,
  content: Content,
  from: number,
  to: number,
  more: Partial<Place> = {},
): Found {
  const token = { line, lastLine: line, width: scan.lines[line]!.width, ...more, ...content }
  const found: Found = { token, from, to }
  scan.found.push(found)
  return found
}

/** Code or an equation, maybe behind the marker of the list item that holds it. */
function scanLiteral(scan: Scan, at: number): number | undefined {
  const { content, width } = scan.lines[at]!
  const from = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?=`{3}|~{3}|\${2,}[ \t]*$)/.exec(content)?.[0].length ?? 0
  const read = scan.literal(at, from)
  if (!read) return undefined
  if (from > 0) add(scan, at, { kind: 'text', text: content.slice(0, from).trimEnd() }, 0, from)
  const lastLine = Math.min(read.end, scan.lines.length) - 1
  add(scan, at, read.literal, from, content.length, { width: width + from, lastLine })
  return read.end
}

function scanTable(scan: Scan, at: number): number | undefined {
  const { content } = scan.lines[at]!
  if (!/^<table\b/i.test(content)) return undefined
  const tag = readTag(content, 0)
  if (tag?.name !== 'table' || tag.selfClosing) return undefined
  scan.tableEnds ??= scan.lines.flatMap((line, i) => (TABLE_END.test(line.content) ? [i] : []))
  const end = scan.tableEnds[placeAfter(scan.tableEnds, at - 1)]
  if (end === undefined) return undefined
  const lines = scan.lines.slice(at, end + 1).map((line) => line.content)
  lines[0] = lines[0]!.slice(tag.end)
  const table = readTable(tag, lines.join('\n').replace(TABLE_END, ''))
  if (!table) return undefined
  add(scan, at, { kind: 'table', table }, 0, content.length, { lastLine: end })
  return end + 1
}

const TABLE_END = /<\/table>[ \t]*$/i

/** A line that may have tags. It ends with `tail`, tags that close, and `starts` says where each begins. */
interface TagLine {
  at: number
  content: string
  width: number
  end: number
  tail: ClosingTag[]
  starts: number[]
  lastSummary: number
}

interface ClosingTag {
  name: string
  from: number
  to: number
}

/** A line may begin with tags, with text between them, and end with tags that close; the rest is one line of text. */
function scanTags(scan: Scan, at: number): number {
  const { content, width } = scan.lines[at]!
  const end = endOf(content)
  const tail = closingTags(content, end)
  const starts = tail.map((tag) => tag.from)
  const line: TagLine = {
    at,
    content,
    width,
    end,
    tail,
    starts,
    lastSummary: content.lastIndexOf(SUMMARY_END),
  }
  let from = 0
  for (let next = scanTag(scan, line, from); next !== undefined; next = scanTag(scan, line, from)) {
    from = next
    while (from < end && /[ \t]/.test(content[from]!)) from++
    if (scan.found.at(-1)!.token.kind === 'open') from = scanInner(scan, line, from)
  }
  const closings = tail.slice(placeAfter(starts, from - 1))
  const to = closings[0]?.from ?? content.length
  const inner = from > 0 && scan.found.at(-1)!.token.kind === 'open' ? width + TAB : width
  if (from < to) add(scan, at, { kind: 'text', text: content.slice(from, to) }, from, to, { width: inner })
  for (const tag of closings) add(scan, at, { kind: 'close' }, tag.from, tag.to).name = tag.name
  return at + 1
}

/** Text between a tag and its end on the same line. */
function scanInner(scan: Scan, { at, content, width, end }: TagLine, from: number): number {
  if (content[from] === '<' && containers.has(readTag(content, from)?.name ?? '')) return from
  CLOSING.lastIndex = from
  const to = CLOSING.exec(content)?.index ?? end
  if (to === end) return from
  add(scan, at, { kind: 'text', text: content.slice(from, to) }, from, to, { width: width + TAB })
  return to
}

/** Reads a tag at the beginning of what is left and says where it ends. */
function scanTag(scan: Scan, line: TagLine, from: number): number | undefined {
  const { at, content, end } = line
  if (from >= end || content[from] !== '<') return undefined
  const tag = readTag(content, from)
  if (!tag || !containers.has(tag.name) || tag.end > end) return undefined
  const summary = tag.name === 'summary' && !tag.closing ? summaryEnd(line, tag.end) : -1
  if (summary >= 0) {
    const to = summary + SUMMARY_END.length
    add(scan, at, { kind: 'summary', text: content.slice(tag.end, summary) }, from, to)
    return to
  }
  if (!tag.closing) add(scan, at, { kind: 'open', tag, close: 0 }, from, tag.end).name = tag.name
  if (tag.closing || tag.selfClosing) {
    add(scan, at, { kind: 'close' }, tag.closing ? from : tag.end, tag.end).name = tag.name
  }
  return tag.end
}

const SUMMARY_END = '</summary>'

/** Where the line ends with it, the last end of the summary: code inside may speak of summaries. */
function summaryEnd(line: TagLine, from: number): number {
  const last = line.tail[placeAfter(line.starts, from - 1)]
  if (last?.name === 'summary') return last.from
  return line.lastSummary < from ? -1 : line.content.indexOf(SUMMARY_END, from)
}

function closingTags(content: string, end: number): ClosingTag[] {
  const tags: ClosingTag[] = []
  for (let to = end; to > 0; ) {
    const start = content.lastIndexOf('</', to - 1)
    const name = start < 0 ? '' : content.slice(start + 2, to - 1).toLowerCase()
    if (content[to - 1] !== '>' || !containers.has(name)) break
    tags.push({ name, from: start, to })
    to = start
  }
  return tags.reverse()
}

/** Finds each tag's partner. Tags left open, closed twice or too deep become text. */
function pair(all: Found[]): void {
  const stack: Found[] = []
  const open = new Map<string, number>()
  const count = (name: string, change: number) => open.set(name, (open.get(name) ?? 0) + change)
  for (const found of all) {
    const { name } = found
    if (name === undefined) continue
    if (found.token.kind === 'open') {
      if (stack.length >= MAX_OPEN) found.isText = true
      else {
        stack.push(found)
        count(name, 1)
      }
    } else if (!open.get(name)) found.isText = true
    else {
      let top = stack.pop()!
      for (; top.name !== name; top = stack.pop()!) {
        top.isText = true
        count(top.name!, -1)
      }
      count(name, -1)
      top.partner = found
    }
  }
  for (const found of stack) found.isText = true
}

/** Columns stand in columns only, and so on. */
function place(all: Found[]): void {
  const holders: string[] = []
  for (const found of all) {
    if (found.isText) continue
    const { kind } = found.token
    if (kind === 'close') holders.pop()
    if (kind === 'summary') found.isText = !containers.get(kind)!.includes(holders.at(-1) ?? '')
    if (kind !== 'open') continue
    const places = containers.get(found.name!)!
    if (places.length === 0 || places.includes(holders.at(-1) ?? '')) holders.push(found.name!)
    else found.isText = found.partner!.isText = true
  }
}

/** The tokens that stay; what became text is one text again with its neighbours on the line. */
function settle(scan: Scan): Token[] {
  const tokens: Token[] = []
  const open: Extract<Token, { kind: 'open' }>[] = []
  let last: Found | undefined
  for (const found of scan.found) {
    let { token } = found
    const { content } = scan.lines[token.line]!
    if (found.isText) token = { ...placeOf(token), kind: 'text', text: content.slice(found.from, found.to) }
    const previous = tokens.at(-1)
    const joins = last && last.token.line === token.line && (last.isText || found.isText)
    if (joins && previous?.kind === 'text' && token.kind === 'text') {
      previous.text = content.slice(last!.from, found.to)
      last = { ...found, from: last!.from, isText: true }
      continue
    }
    if (token.kind === 'open') open.push(token)
    if (token.kind === 'close') open.pop()!.close = tokens.length
    tokens.push(token)
    last = found
  }
  return tokens
}

function placeOf({ line, lastLine, width }: Token): Place {
  return { line, lastLine, width }
}
