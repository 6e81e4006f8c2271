import type { ParseOptions } from './block.ts'
import { readStars, readTildes } from './emphasis.ts'
import { EMOJI_NAME } from './escape.ts'
import { find, type OpenToken, put, type Reader, show, type Token } from './inline-reader.ts'
import { placeAfter } from './lines.ts'
import { readAddress, readCitation } from './links.ts'
import { readMention } from './mentions.ts'
import { matchAt, readTag, type Tag } from './tags.ts'

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
