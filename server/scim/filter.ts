/** Reads filters: RFC 7644 section 3.4.2.2, and what clients write in their stead. */
import { refuse } from './errors.ts'

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]

/** Attributes are named as the client named them. */
export type Filter =
  | { is: 'and' | 'or'; parts: readonly Filter[] }
  | { is: 'not'; part: Filter }
  | { is: 'present'; attribute: string }
  | { is: 'compare'; attribute: string; by: Comparison; value: FilterValue }
  /** Some element of a list is like this. */
  | { is: 'element'; attribute: string; filter: Filter }

export type FilterValue = string | number | boolean | null

/** What stands deeper is refused: it would be read by a function in a function in a function. */
const DEEPEST = 50

interface Reader {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

interface Token {
  /** What was written. */
  text: string
  /** Of text in quotes: what it says. */
  quoted?: string
}

/** @throws `invalidFilter` for what is none. */
export function readFilter(text: string): Filter {
  const reader: Reader = { tokens: tokensOf(text), at: 0, depth: 0 }
  const filter = readOr(reader)
  if (reader.at < reader.tokens.length) throw unexpected(reader)
  return filter
}

/** Quoted text, brackets, and anything else up to a space, quote or bracket. */
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"\0]+))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const trimmed = text.trim()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < trimmed.length) {
    const start = TOKEN.lastIndex
    const match = TOKEN.exec(trimmed)
    if (match === null)
      throw refuse('invalidFilter', `The filter cannot be read from character ${start + 1} on.`)
    const [, quoted, bracket, word] = match
    tokens.push(
      quoted === undefined ? { text: (bracket ?? word)! } : { text: quoted, quoted: unquote(quoted) },
    )
  }
  return tokens
}

function unquote(text: string): string {
  const said = parsed(text)
  if (said?.isWellFormed() && !said.includes('\u0000')) return said
  throw refuse('invalidFilter', `${text} should be a JSON string of Unicode text without U+0000.`)
}

function parsed(text: string): string | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.quoted === undefined && token?.text.toLowerCase() === word

function readOr(reader: Reader): Filter {
  if (++reader.depth > DEEPEST) throw refuse('invalidFilter', 'The filter is too deep.')
  const parts = [readAnd(reader)]
  while (isWord(reader.tokens[reader.at], 'or')) {
    reader.at++
    parts.push(readAnd(reader))
  }
  reader.depth--
  return parts.length === 1 ? parts[0]! : { is: 'or', parts }
}

function readAnd(reader: Reader): Filter {
  const parts = [readTerm(reader)]
  while (isWord(reader.tokens[reader.at], 'and')) {
    reader.at++
    parts.push(readTerm(reader))
  }
  return parts.length === 1 ? parts[0]! : { is: 'and', parts }
}

function readTerm(reader: Reader): Filter {
  const next = reader.tokens[reader.at + 1]
  if (isWord(reader.tokens[reader.at], 'not') && next?.text === '(') {
    reader.at++
    return { is: 'not', part: readTerm(reader) }
  }
  if (isWord(reader.tokens[reader.at], '(')) {
    reader.at++
    const filter = readOr(reader)
    expect(reader, ')')
    return filter
  }
  return readExpression(reader)
}

const ATTRIBUTE = /^(?:urn:|[a-z$])[\w$.:-]*$/i

function readExpression(reader: Reader): Filter {
  const token = reader.tokens[reader.at]
  if (token === undefined || token.quoted !== undefined || !ATTRIBUTE.test(token.text))
    throw unexpected(reader)
  const attribute = token.text
  if (attribute.replace(/^urn:.*:/i, '').split('.').length > 2) {
    throw refuse('invalidFilter', `${attribute} has more than one dot.`)
  }
  reader.at++
  if (isWord(reader.tokens[reader.at], '[')) return readElement(reader, attribute)
  return readComparison(reader, attribute)
}

/** `emails[type eq "work"]`, and `emails[type eq "work"].value eq "…"`, which is that some element is like both. */
function readElement(reader: Reader, attribute: string): Filter {
  reader.at++
  const filter = readOr(reader)
  expect(reader, ']')
  const sub = reader.tokens[reader.at]?.text
  if (!sub?.startsWith('.')) return { is: 'element', attribute, filter }
  reader.at++
  return {
    is: 'element',
    attribute,
    filter: { is: 'and', parts: [filter, readComparison(reader, sub.slice(1))] },
  }
}

function readComparison(reader: Reader, attribute: string): Filter {
  const by = reader.tokens[reader.at]?.text.toLowerCase()
  if (by === 'pr') {
    reader.at++
    return { is: 'present', attribute }
  }
  if (!comparisons.includes(by as Comparison)) throw unexpected(reader)
  reader.at++
  return { is: 'compare', attribute, by: by as Comparison, value: readValue(reader) }
}

/** A JSON value; words without quotes, as some clients write text, stand for themselves. */
function readValue(reader: Reader): FilterValue {
  const token = reader.tokens[reader.at]
  if (token === undefined || /^[()[\]]$/.test(token.text)) throw unexpected(reader)
  reader.at++
  if (token.quoted !== undefined) return token.quoted
  const lower = token.text.toLowerCase()
  if (lower === 'true' || lower === 'false') return lower === 'true'
  if (lower === 'null') return null
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(token.text)) return Number(token.text)
  return token.text
}

function expect(reader: Reader, bracket: string): void {
  if (!isWord(reader.tokens[reader.at], bracket)) throw unexpected(reader)
  reader.at++
}

function unexpected({ tokens, at }: Reader) {
  const token = tokens[at]
  const found = token === undefined ? 'ends too early' : `has ${token.text} where nothing like it may stand`
  return refuse('invalidFilter', `The filter ${found}.`)
}
