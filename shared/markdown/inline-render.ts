import { addressOf } from './addresses.ts'
import { dateAttributes } from './dates.ts'
import { EMOJI_NAME, escapeText } from './escape.ts'
import { type Atom, type Mention, type Run, runsOf } from './rich-text.ts'
import { attribute, encode } from './tags.ts'

export interface InlineOptions {
  baseUrl: string
  /** Whether mentions carry the name of what they mention. Names are looked up, so they say nothing of a change. */
  labels: boolean
}

/** Rich text as one line of markdown. */
export function renderInline(richText: unknown, options: InlineOptions): string {
  const pieces = runsOf(richText).flatMap(splitAtSpace)
  return write({ pieces, options, ends: endsOf(pieces), lastSolid: lastSolidOf(pieces) }, 0, pieces.length, 0)
}

/** Emphasis cannot begin or end at white space, where nobody sees it anyway: such pieces stand alone. */
interface Piece extends Run {
  blank: boolean
}

interface Line {
  pieces: Piece[]
  options: InlineOptions
  /** For each mark and piece: where the mark's run ends. */
  ends: Map<Mark, Int32Array>
  /** For each piece: the last piece up to it that is not blank. */
  lastSolid: Int32Array
}

type Mark = (typeof MARKS)[number]

// Outermost first where marks begin and end together.
const MARKS = ['underline', 'color', 'bold', 'italic', 'strikethrough', 'link'] as const

function splitAtSpace(run: Run): Piece[] {
  const { atom, marks } = run
  if (atom.kind !== 'text' || marks.code || !(marks.bold || marks.italic)) return [{ ...run, blank: false }]
  const end = atom.text.trimEnd().length
  const start = end === 0 ? 0 : atom.text.length - atom.text.trimStart().length
  const cuts: [number, number, boolean][] = [
    [0, start, true],
    [start, end, false],
    [end, atom.text.length, true],
  ]
  return cuts
    .filter(([from, to]) => from < to)
    .map(([from, to, blank]) => ({ atom: { kind: 'text', text: atom.text.slice(from, to) }, marks, blank }))
}

function endsOf(pieces: Piece[]): Map<Mark, Int32Array> {
  return new Map(
    MARKS.map((mark) => {
      const ends = new Int32Array(pieces.length)
      for (let i = pieces.length - 1; i >= 0; i--) {
        const goesOn = i + 1 < pieces.length && pieces[i]!.marks[mark] === pieces[i + 1]!.marks[mark]
        ends[i] = goesOn ? ends[i + 1]! : i + 1
      }
      return [mark, ends]
    }),
  )
}

function lastSolidOf(pieces: Piece[]): Int32Array {
  const last = new Int32Array(pieces.length)
  pieces.forEach(({ blank }, i) => {
    last[i] = blank ? (last[i - 1] ?? -1) : i
  })
  return last
}

/** Opens at each place the mark that lasts longest, and goes on inside. `open` holds a bit for each open mark. */
function write(line: Line, from: number, to: number, open: number): string {
  const parts: string[] = []
  for (let i = from; i < to; ) {
    const [mark, end] = longest(line, i, to, open)
    if (mark === undefined) {
      parts.push(writeAtom(line, i++))
      continue
    }
    const both = mark === 'underline' || mark === 'color' ? spanMarks(line, i, end, to, open) : [mark]
    const opened = both.reduce((bits, one) => bits | bit(one), open)
    const before = parts.at(-1)
    // An exclamation mark before a link would make it an image.
    if (mark === 'link' && before?.endsWith('!')) parts[parts.length - 1] = `${before.slice(0, -1)}\\!`
    parts.push(wrap(line, both, write(line, i, end, opened), i, end))
    i = end
  }
  return parts.join('')
}

function longest(line: Line, at: number, to: number, open: number): [Mark | undefined, number] {
  let best: Mark | undefined
  let bestEnd = at
  for (const mark of MARKS) {
    if (open & bit(mark) || !line.pieces[at]!.marks[mark]) continue
    const end = endOf(line, mark, at, to)
    if (end > bestEnd) [best, bestEnd] = [mark, end]
  }
  return [best, bestEnd]
}

function endOf(line: Line, mark: Mark, at: number, to: number): number {
  const end = Math.min(line.ends.get(mark)![at]!, to)
  if (mark !== 'bold' && mark !== 'italic') return end
  return line.pieces[at]!.blank ? at : line.lastSolid[end - 1]! + 1
}

/** Underline and colour share one tag where they go together. */
function spanMarks(line: Line, at: number, end: number, to: number, open: number): Mark[] {
  return (['underline', 'color'] as const).filter(
    (mark) => !(open & bit(mark)) && line.pieces[at]!.marks[mark] && endOf(line, mark, at, to) >= end,
  )
}

function bit(mark: Mark): number {
  return 1 << MARKS.indexOf(mark)
}

function wrap(line: Line, marks: Mark[], inside: string, from: number, end: number): string {
  const looks = line.pieces[from]!.marks
  switch (marks[0]) {
    case 'bold':
      return `**${inside}**`
    case 'italic':
      return `*${inside}*`
    case 'strikethrough':
      if (touchesSpace(line, from, end)) return `<span strikethrough="true">${inside}</span>`
      return `~~${inside}~~`
    case 'link':
      return `[${inside}](${destination(looks.link)})`
    default:
      return `<span${marks.map((mark) => attribute(mark, String(looks[mark]))).join('')}>${inside}</span>`
  }
}

function touchesSpace(line: Line, from: number, end: number): boolean {
  const first = line.pieces[from]!.atom
  const last = line.pieces[end - 1]!.atom
  return (first.kind === 'text' && /^\s/.test(first.text)) || (last.kind === 'text' && /\s$/.test(last.text))
}

/** An address in parentheses; between `<` and `>` when it has white space or unbalanced parentheses. */
export function destination(url: string): string {
  if (!/[\s<>\\]/.test(url) && balanced(url)) return url
  return `<${url.replace(/[\\<>]/g, '\\$&').replace(/[^\\<>]+/g, encode)}>`
}

function balanced(url: string): boolean {
  let depth = 0
  for (const char of url) {
    if (char === '(' && ++depth > 30) return false
    if (char === ')' && --depth < 0) return false
  }
  return depth === 0
}

function writeAtom(line: Line, at: number): string {
  const { atom, marks } = line.pieces[at]!
  if (atom.kind === 'text') return marks.code ? codeSpan(atom.text) : escapeText(atom.text)
  const text = atom.kind === 'equation' ? equation(atom.expression) : mentionTag(atom, line, at)
  return marks.code ? `<span code="true">${text}</span>` : text
}

/** Content of a code span is literal but for `<br>`; what it cannot carry goes into a tag, escaped. */
function codeSpan(text: string): string {
  if (NOT_LITERAL.test(text)) return `<span code="true">${escapeText(text)}</span>`
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length))
  let length = 1
  while (runs.has(length)) length++
  const fence = '`'.repeat(length)
  const padding = /^`|`$/.test(text) || (/^ .* $/s.test(text) && /[^ ]/.test(text)) ? ' ' : ''
  return `${fence}${padding}${text.replace(/\r\n|\r|\n/g, '<br>')}${padding}${fence}`
}

function equation(expression: string): string {
  const plain = expression !== '' && !/`\$|[\r\n]/.test(expression) && !NOT_LITERAL.test(expression)
  return plain ? `$\`${expression}\`$` : `<equation${attribute('expression', expression)}/>`
}

// A line break, and what would end the table cell around it.
const NOT_LITERAL = /<br\s*\/?>|<\/?(?:table|thead|tbody|tfoot|caption|colgroup|col|tr|td|th)\b/i

function mentionTag({ mention, label }: Extract<Atom, { kind: 'mention' }>, line: Line, at: number): string {
  const { baseUrl, labels } = line.options
  switch (mention.type) {
    case 'date':
      return `<mention-date${dateAttributes(mention)}/>`
    case 'template':
      return mention.value === 'me' ? '<mention-user url="me"/>' : `<mention-date start="${mention.value}"/>`
    case 'custom_emoji':
      return customEmoji(mention, line, at)
    default: {
      const name = labels ? escapeText(mention.type === 'user' ? label.replace(/^@/, '') : label) : ''
      const tag = `mention-${mention.type}`
      const start = `<${tag}${attribute('url', addressOf(mention.id, baseUrl))}`
      return name === '' ? `${start}/>` : `${start}>${name}</${tag}>`
    }
  }
}

/** `:name:`, but a tag with the id where colons would not be understood. */
function customEmoji(mention: Extract<Mention, { type: 'custom_emoji' }>, line: Line, at: number): string {
  const before = line.pieces[at - 1]?.atom
  const glued = before && (before.kind !== 'text' || /[\p{L}\p{N}:\\]$/u.test(before.text))
  if (!glued && new RegExp(`^${EMOJI_NAME.source}$`, 'u').test(mention.name)) return `:${mention.name}:`
  const url = addressOf(mention.id, line.options.baseUrl)
  return `<mention-custom-emoji${attribute('url', url)}>${escapeText(mention.name)}</mention-custom-emoji>`
}
