import type { ParseOptions } from './block.ts'
import type { Atom } from './rich-text.ts'
import type { Tag } from './tags.ts'

/** A piece of a line: something shown, or where a mark begins and ends. */
export type Token =
  | { kind: 'atom'; atom: Atom; code?: true; link?: string }
  | { kind: 'open'; mark: SpanMark; source: string; value: string; tag?: Tag; image?: true; matched: boolean }
  | { kind: 'close'; mark: SpanMark }

export type SpanMark = 'bold' | 'italic' | 'strikethrough' | 'span' | 'link'

export type OpenToken = Extract<Token, { kind: 'open' }>

/** Where the reading of a line stands. */
export interface Reader {
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

/** Shows text for so many characters of the line. */
export function show(reader: Reader, text: string, length: number): true {
  reader.tokens.push({ kind: 'atom', atom: { kind: 'text', text } })
  reader.at += length
  return true
}

/** Shows something that reaches to `end`. */
export function put(
  reader: Reader,
  atom: Atom,
  end: number,
  looks: { code?: true; link?: string } = {},
): true {
  reader.tokens.push({ kind: 'atom', atom, ...looks })
  reader.at = end
  return true
}

/** Where the text next stands from here on; looked for once, however often it is asked. */
export function find(reader: Reader, wanted: string, from: number): number {
  const known = reader.closings.get(wanted)
  if (known && known.from <= from && (known.found < 0 || known.found >= from)) return known.found
  const found = reader.text.indexOf(wanted, from)
  reader.closings.set(wanted, { from, found })
  return found
}
