import type { ParseOptions } from './block.ts'
import { EMOJI_NAME } from './escape.ts'
import { placeAfter } from './lines.ts'
import { readAddress, readCitation } from './links.ts'
import { readMention } from './mentions.ts'
import type { Atom } from './rich-text.ts'
import { matchAt, readTag, type Tag } from './tags.ts'

/** A piece of a line: something shown, or where a mark begins and ends. */
export type Token =
  | { kind: 'atom'; atom: Atom; code?: true; link?: string }
  | { kind: 'open'; mark: SpanMark; source: string; value: string; tag?: Tag; image?: true; matched: boolean }
  | { kind: 'close'; mark: SpanMark }

export type SpanMark = 'bold' | 'italic' | 'strikethrough' | 'span' | 'link'

type OpenToken = Extract<Token, { kind: 'open' }>

/**
 * Cuts a line into tokens, from left to right and once. Code, equations, tags and addresses are taken whole where they
 * begin; emphasis and links are paired. What has no partner keeps `matched: false` and is text.
 */
export function readTokens(text: string, options: ParseOptions): Token[] {
  const reader: Reader = {
    text,
    options,
    at: 0,
    tokens: [],
    open: new Map(),
    spans: [],
    brackets: [],
    deadBrackets: 0,
    backticks: undefined,
    closings: new Map(),
  }
  while (reader.at < text.length) {
    const plain = matchAt(PLAIN, text, reader.at)
    if (plain) show(reader, plain[0], plain[0].length)
    else step(reader, text[reader.at]!)
  }
  return reader.tokens
}

interface Reader {
  text: string
  options: ParseOptions
  at: number
  tokens: Token[]
  open: Map<SpanMark, OpenToken>
  spans: OpenToken[]
  brackets: OpenToken[]
  /** Brackets below this height cannot become links: a link holds no link. */
  deadBrackets: number
  /** Where the runs of backticks of each length begin. */
  backticks: Map<number, number[]> | undefined
  /** For each text that ends something: where it was looked for last, and where it was found. */
  closings: Map<string, { from: number; found: number }>
}

const PLAIN = /[^\\`$![\]<*~:]+/y
const BREAK = /<br\s*\/?>/iy
const BREAKS = /<br\s*\/?>/gi
const AUTOLINK = /<((?:https?|mailto):[^\s<>]*)>/iy
const EMOJI = new RegExp(`:(${EMOJI_NAME.source}):`, 'uy')

function step(reader: Reader, char: string): void {
  const read = readers[char]!
  if (!read(reader)) show(reader, char, 1)
}

/** Each reads what begins with its character and says whether it did. */
const readers: Record<string, (reader: Reader) => boolean> = {
  '\\': readEscape,
  '`': readCode,
  $: readEquation,
  '!': (reader) => reader.text[reader.at + 1] === '[' && openBracket(reader, '!['),
  '[': (reader) => readCited(reader) || openBracket(reader, '['),
  ']': closeBracket,
  '<': (reader) => readBreak(reader) || readAutolink(reader) || readMarkup(reader),
  '*': readStars,
  '~': readTildes,
  ':': readEmoji,
}

function show(reader: Reader, text: string, length: number): true {
  reader.tokens.push({ kind: 'atom', atom: { kind: 'text', text } })
  reader.at += length
  return true
}

function put(reader: Reader, atom: Atom, end: number, looks: { code?: true; link?: string } = {}): true {
  reader.tokens.push({ kind: 'atom', atom, ...looks })
  reader.at = end
  return true
}

/** A backslash before ASCII punctuation; before white space only where a text begins. */
function readEscape(reader: Reader): boolean {
  const next = reader.text[reader.at + 1]
  if (next === undefined) return false
  const escapes = /[!-/:-@[-`{-~]/.test(next) || (reader.at === 0 && /[ \t]/.test(next))
  return escapes && show(reader, next, 2)
}

function readCode(reader: Reader): boolean {
  const { text, at } = reader
  let start = at
  while (text[start] === '`') start++
  const end = nextBackticks(reader, start - at, start)
  if (end === undefined) return show(reader, text.slice(at, start), start - at)
  let content = text.slice(start, end)
  if (/^ .* $/s.test(content) && /[^ ]/.test(content)) content = content.slice(1, -1)
  return put(reader, { kind: 'text', text: content.replace(BREAKS, '\n') }, end + start - at, { code: true })
}

function nextBackticks(reader: Reader, length: number, from: number): number | undefined {
  reader.backticks ??= backtickRuns(reader.text)
  const starts = reader.backticks.get(length) ?? []
  return starts[placeAfter(starts, from - 1)]
}

function backtickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>()
  for (const run of text.matchAll(/`+/g)) {
    const starts = runs.get(run[0].length)
    if (starts) starts.push(run.index)
    else runs.set(run[0].length, [run.index])
  }
  return runs
}

/** Where the text next stands from here on; looked for once, however often it is asked. */
function find(reader: Reader, wanted: string, from: number): number {
  const known = reader.closings.get(wanted)
  if (known && known.from <= from && (known.found < 0 || known.found >= from)) return known.found
  const found = reader.text.indexOf(wanted, from)
  reader.closings.set(wanted, { from, found })
  return found
}

/** `` $`x`$ ``, `$$x$$` and `$x$`: the last only where the dollars hug the expression and no digit follows. */
function readEquation(reader: Reader): boolean {
  const { text, at } = reader
  for (const [start, end] of [
    ['$`', '`$'],
    ['$$', '$$'],
  ] as const) {
    if (!text.startsWith(start, at)) continue
    const close = find(reader, end, at + 2)
    if (close > at + 2)
      return put(reader, { kind: 'equation', expression: text.slice(at + 2, close) }, close + 2)
    if (start === '$$') return show(reader, '$$', 2)
  }
  const close = nextDollar(text, at + 1)
  const expression = text.slice(at + 1, close)
  if (close < 0 || expression === '' || /^\s|\s$/.test(expression) || /\d/.test(text[close + 1] ?? ''))
    return false
  return put(reader, { kind: 'equation', expression }, close + 1)
}

/** The next dollar without a backslash before it. What lies between is looked at again only after this dollar. */
function nextDollar(text: string, from: number): number {
  const close = text.indexOf('$', from)
  if (close < 0 || text[close - 1] !== '\\') return close
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '$') return i
  }
  return -1
}

function readCited(reader: Reader): boolean {
  const cited = readCitation(reader.text, reader.at)
  return cited !== undefined && put(reader, { kind: 'text', text: cited.url }, cited.end, { link: cited.url })
}

function openBracket(reader: Reader, source: string): true {
  const token: OpenToken = { kind: 'open', mark: 'link', source, value: '', matched: false }
  if (source === '![') token.image = true
  reader.brackets.push(token)
  reader.tokens.push(token)
  reader.at += source.length
  return true
}

function closeBracket(reader: Reader): boolean {
  const height = reader.brackets.length - 1
  const bracket = reader.brackets.pop()
  const isDead = height < reader.deadBrackets && !bracket?.image
  reader.deadBrackets = Math.min(reader.deadBrackets, reader.brackets.length)
  if (!bracket || isDead) return false
  const address = readAddress(reader.text, reader.at + 1)
  if (!address) return false
  bracket.matched = true
  bracket.value = address.url
  reader.tokens.push({ kind: 'close', mark: 'link' })
  reader.at = address.end
  if (!bracket.image) reader.deadBrackets = reader.brackets.length
  return true
}

function readBreak(reader: Reader): boolean {
  const found = matchAt(BREAK, reader.text, reader.at)
  return found !== null && show(reader, '\n', found[0].length)
}

function readAutolink(reader: Reader): boolean {
  const found = matchAt(AUTOLINK, reader.text, reader.at)
  if (!found) return false
  const url = found[1]!
  return put(reader, { kind: 'text', text: url.replace(/^mailto:/i, '') }, reader.at + found[0].length, {
    link: url,
  })
}

function readMarkup(reader: Reader): boolean {
  const { text, at } = reader
  const tag = readTag(text, at)
  if (!tag) return false
  if (tag.name === 'span') return readSpan(reader, tag)
  if (tag.name === 'equation' && tag.selfClosing) {
    return put(reader, { kind: 'equation', expression: tag.attributes.get('expression') ?? '' }, tag.end)
  }
  const mention = readMention(text, tag, reader.options, (closing) => find(reader, closing, tag.end))
  return mention !== undefined && put(reader, mention.atom, mention.end)
}

function readSpan(reader: Reader, tag: Tag): boolean {
  const source = reader.text.slice(reader.at, tag.end)
  if (tag.selfClosing) return false
  if (tag.closing) {
    const partner = reader.spans.pop()
    if (!partner) return false
    partner.matched = true
    reader.tokens.push({ kind: 'close', mark: 'span' })
  } else {
    const token: OpenToken = { kind: 'open', mark: 'span', source, value: '', tag, matched: false }
    reader.spans.push(token)
    reader.tokens.push(token)
  }
  reader.at = tag.end
  return true
}

/**
 * A run of asterisks closes what is open as far as it reaches and opens with the rest, so that any sequence which
 * nested emphasis can give is read back. Closing needs something before it, opening something after it.
 */
function readStars(reader: Reader): boolean {
  const { start, length, canClose, canOpen } = runAt(reader, '*')
  let rest = length
  const bold = reader.open.has('bold')
  const italic = reader.open.has('italic')
  if (canClose && bold && italic && rest >= 3) {
    close(reader, 'italic')
    close(reader, 'bold')
    rest -= 3
  } else if (canClose && bold && rest >= 2) {
    close(reader, 'bold')
    rest -= 2
  } else if (canClose && italic && (rest !== 2 || !canOpen)) {
    close(reader, 'italic')
    rest -= 1
  }
  if (canOpen && rest > 0 && rest <= 3) {
    if (rest >= 2) open(reader, 'bold', '**')
    if (rest !== 2) open(reader, 'italic', '*')
  } else if (rest > 0) show(reader, '*'.repeat(rest), 0)
  reader.at = start + length
  return true
}

function readTildes(reader: Reader): boolean {
  const { start, length, canClose, canOpen } = runAt(reader, '~')
  if (length !== 2) return show(reader, '~'.repeat(length), length)
  if (canClose && reader.open.has('strikethrough')) close(reader, 'strikethrough')
  else if (canOpen) open(reader, 'strikethrough', '~~')
  else show(reader, '~~', 0)
  reader.at = start + length
  return true
}

function runAt({ text, at }: Reader, char: string) {
  let end = at
  while (text[end] === char) end++
  const canClose = at > 0 && !/\s/.test(text[at - 1]!)
  const canOpen = end < text.length && !/\s/.test(text[end]!)
  return { start: at, length: end - at, canClose, canOpen }
}

function open(reader: Reader, mark: 'bold' | 'italic' | 'strikethrough', source: string): void {
  const token: OpenToken = { kind: 'open', mark, source, value: '', matched: false }
  reader.open.set(mark, token)
  reader.tokens.push(token)
}

function close(reader: Reader, mark: 'bold' | 'italic' | 'strikethrough'): void {
  reader.open.get(mark)!.matched = true
  reader.open.delete(mark)
  reader.tokens.push({ kind: 'close', mark })
}

function readEmoji(reader: Reader): boolean {
  const { text, at, options } = reader
  if (/[\p{L}\p{N}:\\]$/u.test(text.slice(Math.max(0, at - 2), at))) return false
  const found = matchAt(EMOJI, text, at)
  const id = found ? options.customEmoji?.(found[1]!) : undefined
  if (!found || id === undefined) return false
  const name = found[1]!
  return put(
    reader,
    { kind: 'mention', mention: { type: 'custom_emoji', id, name }, label: '' },
    at + found[0].length,
  )
}
