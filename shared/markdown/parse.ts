import { MAX_DEPTH, type MarkdownBlock, type ParseOptions } from './block.ts'
import { containerBlock } from './containers.ts'
import { parseInline } from './inline-parse.ts'
import { holdsBlocks, isList, parseLine } from './line-block.ts'
import { TAB } from './lines.ts'
import { plainMarks, richTextOf } from './rich-text.ts'
import { parsePipeTable, tableBlock } from './tables.ts'
import { readLines, type Token } from './tokens.ts'

/**
 * Markdown as blocks with the payloads that the API takes. Total: any text gives blocks, in time that grows with its
 * length. `<page>`, `<database>`, `<unknown>` and `<synced_block url>` keep the id they name, for a caller to match.
 */
export function parseMarkdown(text: string, options: ParseOptions): MarkdownBlock[] {
  const tokens = readLines(text)
  return parseRange({ tokens, options, level: 0 }, 0, tokens.length)
}

interface Reading {
  tokens: Token[]
  options: ParseOptions
  /** How many blocks hold what is read. */
  level: number
}

/** A block that deeper lines belong to. */
interface Holder {
  block: MarkdownBlock
  /** From which column on they do. */
  reach: number
}

/** Lines belong to the last block that stands less deep: two columns after a list item, a tab after anything else. */
function parseRange(reading: Reading, from: number, to: number): MarkdownBlock[] {
  const roots: MarkdownBlock[] = []
  const holders: Holder[] = []
  for (let at = from; at < to; ) {
    const token = reading.tokens[at]!
    while (holders.length > 0 && token.width < holders.at(-1)!.reach) holders.pop()
    const { block, next } = parseToken({ ...reading, level: reading.level + holders.length }, at, to)
    const holder = holders.at(-1)?.block
    if (!holder) roots.push(block)
    else if (holder.children) holder.children.push(block)
    else holder.children = [block]
    if (token.kind === 'text') hold(holders, MAX_DEPTH - reading.level, block, token.width)
    at = next
  }
  return roots
}

function hold(holders: Holder[], limit: number, block: MarkdownBlock, width: number): void {
  if (holders.length >= limit || !holdsBlocks(block)) return
  holders.push({ block, reach: width + (isList(block) ? 2 : TAB) })
  const inner = block.children?.[0]
  if (inner) hold(holders, limit, inner, width + 2)
}

function parseToken(reading: Reading, at: number, to: number): { block: MarkdownBlock; next: number } {
  const { tokens, options } = reading
  const token = tokens[at]!
  switch (token.kind) {
    case 'text':
      return (
        parsePipeTable(tokens, at, to, options) ?? { block: parseLine(token.text, options), next: at + 1 }
      )
    case 'open': {
      const inner = parseRange({ ...reading, level: reading.level + 1 }, at + 1, token.close)
      return { block: containerBlock(token.tag, inner, options), next: token.close + 1 }
    }
    case 'summary':
      return {
        block: { type: 'summary', summary: { rich_text: parseInline(token.text, options) } },
        next: at + 1,
      }
    case 'code':
      return { block: code(token.language, token.text), next: at + 1 }
    case 'equation':
      return { block: { type: 'equation', equation: { expression: token.expression } }, next: at + 1 }
    case 'table':
      return { block: tableBlock(token.table, options), next: at + 1 }
    case 'close':
      throw new Error('a closing tag is skipped with its opening one')
  }
}

function code(language: string, text: string): MarkdownBlock {
  const rich_text = richTextOf([{ atom: { kind: 'text', text }, marks: plainMarks }])
  return { type: 'code', code: { rich_text, language } }
}
