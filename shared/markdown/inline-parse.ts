import type { Fields, ParseOptions } from './block.ts'
import { colorName, colorOf } from './colors.ts'
import type { Token } from './inline-reader.ts'
import { readTokens } from './inline-tokens.ts'
import { type Marks, plainMarks, type Run, richTextOf } from './rich-text.ts'
import type { Tag } from './tags.ts'

/** One line of markdown as rich text the API takes. Total: what is no markup is text. */
export function parseInline(text: string, options: ParseOptions): Fields[] {
  return richTextOf(runsOf(readTokens(text, options)))
}

/** Inline markdown of several lines, as comments take it. */
export function parseInlineLines(text: string, options: ParseOptions): Fields[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => runsOf(readTokens(line, options)))
  const lineBreak: Run = { atom: { kind: 'text', text: '\n' }, marks: plainMarks }
  return richTextOf(lines.flatMap((runs, i) => (i === 0 ? runs : [lineBreak, ...runs])))
}

/** Caption and address when the whole line is one image. */
export function parseImage(
  line: string,
  options: ParseOptions,
): { caption: Fields[]; url: string } | undefined {
  if (!line.startsWith('![')) return undefined
  const tokens = readTokens(line, options)
  const [first] = tokens
  if (first?.kind !== 'open' || !first.image || !first.matched) return undefined
  const end = partnerOf(tokens)
  if (end !== tokens.length - 1) return undefined
  return { caption: richTextOf(runsOf(tokens.slice(1, end))), url: first.value }
}

/** Where the link that the first token begins ends: links lie in each other whole. */
function partnerOf(tokens: Token[]): number {
  let depth = 0
  return tokens.findIndex((token) => {
    if (token.kind === 'atom' || token.mark !== 'link') return false
    if (token.kind === 'close') depth--
    else if (token.matched) depth++
    return depth === 0
  })
}

/** The marks of each piece: emphasis may overlap, of colours and links the innermost counts. */
function runsOf(tokens: Token[]): Run[] {
  const runs: Run[] = []
  const emphasis = { bold: false, italic: false, strikethrough: false }
  const spans: Span[] = [noSpan]
  const links = ['']
  let marks: Marks | undefined
  for (const token of tokens) {
    if (token.kind === 'atom' || (token.kind === 'open' && !token.matched)) {
      marks ??= together(emphasis, spans.at(-1)!, links.at(-1)!)
      runs.push(
        token.kind === 'atom' ? pieceOf(token, marks) : { atom: { kind: 'text', text: token.source }, marks },
      )
      continue
    }
    marks = undefined
    const begins = token.kind === 'open'
    if (token.mark === 'span') begins ? spans.push(within(spans.at(-1)!, token.tag)) : spans.pop()
    else if (token.mark === 'link') begins ? links.push(token.value) : links.pop()
    else emphasis[token.mark] = begins
  }
  return runs
}

/** What `<span>` can say. Emphasis is said so only where its own marks cannot stand. */
type Span = Pick<Marks, 'color' | 'underline' | 'code' | 'strikethrough'>

const noSpan: Span = plainMarks

function within(outer: Span, tag: Tag | undefined): Span {
  const says = (name: string) => tag?.attributes.get(name) === 'true'
  const color = colorOf(tag?.attributes.get('color'))
  return {
    color: color === undefined ? outer.color : colorName(color),
    underline: outer.underline || says('underline'),
    code: outer.code || says('code'),
    strikethrough: outer.strikethrough || says('strikethrough'),
  }
}

function together(
  emphasis: Pick<Marks, 'bold' | 'italic' | 'strikethrough'>,
  span: Span,
  link: string,
): Marks {
  const { color, underline, code } = span
  return {
    ...emphasis,
    strikethrough: emphasis.strikethrough || span.strikethrough,
    color,
    underline,
    code,
    link,
  }
}

function pieceOf(token: Extract<Token, { kind: 'atom' }>, marks: Marks): Run {
  if (!token.code && token.link === undefined) return { atom: token.atom, marks }
  return {
    atom: token.atom,
    marks: { ...marks, code: token.code ?? marks.code, link: token.link ?? marks.link },
  }
}
