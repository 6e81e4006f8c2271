import { invalid, Problem } from '#shared/problem.ts'
import { select } from './selection.ts'
import { readLines, type Token } from './tokens.ts'

export interface ContentUpdate {
  old_str: string
  new_str: string
  replace_all_matches?: boolean
}

/** Searches and replaces in the text of a page, one update after the other: all of them or none. */
export function updateContent(markdown: string, updates: readonly ContentUpdate[]): string {
  // With the last line ended too, `old_str` may end with a line break anywhere.
  let text = `${markdown}\n`
  updates.forEach((update, i) => {
    text = replaced(text, update, `body.update_content.content_updates[${i}].old_str`)
  })
  return text.replace(/\n$/, '')
}

/** Puts content at the beginning, at the end (where nothing is said), or behind the block that a selection ends in. */
export function insertContent(
  markdown: string,
  content: string,
  where: { position?: { type: 'start' | 'end' } | undefined; after?: string | undefined } = {},
): string {
  const { position, after } = where
  if (after !== undefined && position !== undefined) {
    throw invalid('body.insert_content takes position or after, not both.')
  }
  if (after !== undefined) return insertAfter(markdown, content, after)
  const added = indented(content, '')
  return joined(position?.type === 'start' ? [added, markdown] : [markdown, added])
}

/** Puts content in the place of exact text, or of what a `start...end` selection covers. */
export function replaceContentRange(markdown: string, content: string, contentRange: string): string {
  const text = `${markdown}\n`
  const { from, to } = select(text, contentRange, 'body.replace_content_range.content_range')
  const kept = text.slice(to).startsWith('\n') || content === '' || !text.slice(from, to).endsWith('\n')
  return `${text.slice(0, from)}${lf(content)}${kept ? '' : '\n'}${text.slice(to)}`.replace(/\n$/, '')
}

// Far more than a page may hold; without it a few replacements of each other's results would fill the memory.
const MAX_LENGTH = 10_000_000

function replaced(text: string, update: ContentUpdate, path: string): string {
  const wanted = lf(update.old_str)
  const replacement = lf(update.new_str)
  if (wanted === '')
    throw invalid(`body failed validation: ${path}.length should be ≥ \`1\`, instead was \`0\`.`)
  const first = text.indexOf(wanted)
  if (first < 0) throw invalid(`${path} was not found in the markdown of the page. Nothing was changed.`)
  if (!update.replace_all_matches) {
    if (text.includes(wanted, first + 1)) {
      throw invalid(
        `${path} was found in more than one place. Make it longer or set replace_all_matches. Nothing was changed.`,
      )
    }
    return text.slice(0, first) + replacement + text.slice(first + wanted.length)
  }
  const parts = text.split(wanted)
  if (text.length + parts.length * replacement.length > MAX_LENGTH) {
    throw new Problem('too_large', `${path} would make the page too large. Nothing was changed.`)
  }
  return parts.join(replacement)
}

function insertAfter(markdown: string, content: string, after: string): string {
  const { from, to } = select(`${markdown}\n`, after, 'body.insert_content.after')
  const selected = markdown.slice(from, to).trimEnd()
  const line = markdown.slice(0, from + selected.length).split('\n').length - 1
  const lines = markdown.split('\n')
  const last = lastLineOfBlock(readLines(markdown), line)
  const indent = /^[ \t]*/.exec(lines[line]!)![0]
  return joined([
    lines.slice(0, last + 1).join('\n'),
    indented(content, indent),
    lines.slice(last + 1).join('\n'),
  ])
}

/** Where the block ends that a line belongs to, with all that lies in it. */
function lastLineOfBlock(tokens: Token[], line: number): number {
  const at = tokens.findLastIndex((token) => token.line <= line)
  const token = tokens[at]
  if (!token || token.lastLine < line) return line
  if (token.kind === 'open') return tokens[token.close]!.lastLine
  if (token.kind === 'summary') return tokens[closeAround(tokens, at)]!.lastLine
  let last = at
  while (token.kind !== 'close' && (tokens[last + 1]?.width ?? 0) > token.width) {
    const next = tokens[last + 1]!
    last = next.kind === 'open' ? next.close : last + 1
  }
  return tokens[last]!.lastLine
}

/** The closing tag of what a token lies in. */
function closeAround(tokens: Token[], at: number): number {
  const open = tokens.findLastIndex((token, i) => i < at && token.kind === 'open' && token.close > at)
  const token = tokens[open]
  return token?.kind === 'open' ? token.close : at
}

/** The lines with another indentation, their own taken away as far as all share it. */
function indented(content: string, indent: string): string {
  const lines = lf(content).split('\n')
  const full = lines.filter((line) => /[^ \t]/.test(line))
  let shared = /^[ \t]*/.exec(full[0] ?? '')![0]
  for (const line of full) while (!line.startsWith(shared)) shared = shared.slice(0, -1)
  return lines.map((line) => (/[^ \t]/.test(line) ? indent + line.slice(shared.length) : line)).join('\n')
}

/** Texts below each other, without empty lines at their ends. */
function joined(texts: string[]): string {
  return texts
    .map(withoutEnds)
    .filter((text) => text !== '')
    .join('\n')
}

function withoutEnds(text: string): string {
  let [from, to] = [0, text.length]
  while (text[from] === '\n') from++
  while (to > from && text[to - 1] === '\n') to--
  return text.slice(from, to)
}

function lf(text: string): string {
  return text.replace(/\r\n|\r/g, '\n')
}
