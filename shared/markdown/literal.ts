import { languageOf } from './languages.ts'
import { type Line, outdent, placeAfter, TAB } from './lines.ts'

/** What lies between two fences, as it is. */
export type Literal =
  | { kind: 'code'; language: string; text: string }
  | { kind: 'equation'; expression: string }

/** Reads code and equations that begin at a line, behind `from` characters of its content. */
export function literals(
  lines: Line[],
): (at: number, from: number) => { literal: Literal; end: number } | undefined {
  let dollars: Map<number, number[]> | undefined
  return (at, from) => {
    const content = lines[at]!.content.slice(from)
    const width = lines[at]!.width + from
    const length = dollarsIn(content)
    if (length === 0) return readCode(lines, at, content, width)
    dollars ??= dollarLines(lines)
    const places = dollars.get(length) ?? []
    const end = places[placeAfter(places, at)]
    if (end === undefined) return undefined
    return { literal: { kind: 'equation', expression: inside(lines, at, end, width) }, end: end + 1 }
  }
}

/** CommonMark's fenced code: without a closing fence it reaches to the end. */
function readCode(lines: Line[], at: number, content: string, width: number) {
  const open = /^(`{3,}|~{3,})(.*)$/s.exec(content)
  if (!open || (open[1]!.startsWith('`') && open[2]!.includes('`'))) return undefined
  let end = at + 1
  while (end < lines.length && !closes(lines[end]!, open[1]!, width)) end++
  const literal: Literal = {
    kind: 'code',
    language: languageOf(open[2]!),
    text: inside(lines, at, end, width),
  }
  return { literal, end: end + 1 }
}

function closes({ width, content }: Line, fence: string, openWidth: number): boolean {
  if (width >= openWidth + TAB || !content.startsWith(fence)) return false
  return /^(?:`*|~*)[ \t]*$/.test(content.slice(fence.length))
}

function inside(lines: Line[], open: number, close: number, width: number): string {
  return lines
    .slice(open + 1, close)
    .map((line) => outdent(line, width))
    .join('\n')
}

function dollarsIn(content: string): number {
  return /^\${2,}[ \t]*$/.test(content) ? content.trimEnd().length : 0
}

function dollarLines(lines: Line[]): Map<number, number[]> {
  const found = new Map<number, number[]>()
  lines.forEach(({ content }, at) => {
    const length = dollarsIn(content)
    if (length === 0) return
    const places = found.get(length)
    if (places) places.push(at)
    else found.set(length, [at])
  })
  return found
}
