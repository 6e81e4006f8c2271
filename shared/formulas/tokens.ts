import { formulaProblem, type Span } from './formula-problem.ts'
import type { PropertyKey } from './nodes.ts'

export type Token = Span & { readonly comments: readonly string[] } & (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'property'; readonly key: PropertyKey }
    | { readonly kind: 'word' | 'sign'; readonly text: string }
    | { readonly kind: 'end' }
  )

const patterns = {
  space: /[\s\ufeff]+/y,
  block: /\/\*([\s\S]*?)\*\//y,
  line: /\/\/([^\n]*)/y,
  number: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  text: /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
  // As Notion shows properties: the encoded id, the data source, the workspace.
  property: /\{\{notion:block_property:([^:{}\s]+):([^:{}\s]*)(?::[^{}\s]*)?\}\}/y,
  word: /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy,
  sign: /===|!==|==|!=|>=|<=|&&|\|\||[-+*%^><!?:(),.[\]]|\/(?!\*)/y,
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' }

/** Cuts an expression into words and signs; the last token is the end. */
export function tokensOf(expression: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let comments: string[] = []
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(expression)
  }
  while (at < expression.length) {
    const start = at
    const space = take(patterns.space)
    const comment = space ? null : (take(patterns.block) ?? take(patterns.line))
    if (space || comment) {
      at += (space ?? comment)![0].length
      if (comment) comments.push(comment[1]!.trim())
      continue
    }
    const read = readToken(take)
    if (!read) throw formulaProblem(expression, { start, end: start + 1 }, complaint(expression, start))
    at += read.length
    if (read.kind === 'number' && !Number.isFinite(read.value)) {
      throw formulaProblem(expression, { start, end: at }, 'This number is too large.')
    }
    const { length: _length, ...token } = read
    tokens.push({ ...token, start, end: at, comments } as Token)
    comments = []
  }
  tokens.push({ kind: 'end', start: at, end: at, comments })
  return tokens
}

function readToken(take: (pattern: RegExp) => RegExpExecArray | null) {
  let match = take(patterns.number)
  if (match) return { kind: 'number', value: Number(match[0]), length: match[0].length } as const
  match = take(patterns.text)
  if (match) return { kind: 'text', value: withoutEscapes(match[1]!), length: match[0].length } as const
  match = take(patterns.property)
  if (match) {
    const key = { by: 'id', id: decode(match[1]!), dataSourceId: match[2]! } as const
    return { kind: 'property', key, length: match[0].length } as const
  }
  match = take(patterns.word)
  if (match) return { kind: 'word', text: match[0], length: match[0].length } as const
  match = take(patterns.sign)
  if (match) return { kind: 'sign', text: plainSign(match[0]), length: match[0].length } as const
  return null
}

/** What is no escape stays as it is, so that `"\d"` and `"\\d"` are the same pattern. */
const withoutEscapes = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, letter: string) => escapes[letter] ?? whole)

function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const plainSign = (sign: string): string => (sign === '===' ? '==' : sign === '!==' ? '!=' : sign)

function complaint(expression: string, at: number): string {
  const rest = expression.slice(at, at + 2)
  if (rest[0] === '"') return 'The text that begins here has no end.'
  if (rest === '/*') return 'The comment that begins here has no end.'
  if (rest === '{{') return 'This is no property that is known here.'
  if (rest[0] === '=') return 'Values are compared with ==.'
  if (/['‘’“”]/.test(rest[0]!)) return 'Text stands between straight double quotes.'
  return 'This sign means nothing here.'
}
