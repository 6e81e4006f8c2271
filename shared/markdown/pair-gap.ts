import type { Pair } from './align.ts'
import { type MarkdownBlock, payloadOf } from './block.ts'
import type { Comparison } from './compare.ts'
import { isCopy } from './compare.ts'

/** Which new blocks are changed old ones: in order, of one type, as many as can be, and rather those that are alike. */
export function pairGap(
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
  comparison: Comparison,
): [MarkdownBlock, MarkdownBlock][] {
  if (before.length === 0 || after.length === 0) return []
  const isSmall = before.length * after.length <= MAX_CELLS
  const pairs = isSmall ? bestPairs(before, after, comparison) : nextPairs(before, after)
  return pairs.map(([i, j]) => [before[i]!, after[j]!])
}

const MAX_CELLS = 2500

/** The chain of pairs with the highest sum, by the table of the sums of what is left. */
function bestPairs(
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
  comparison: Comparison,
): Pair[] {
  const width = after.length + 1
  const worth = new Float64Array((before.length + 1) * width)
  const sums = new Float64Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const at = i * width + j
      worth[at] = canBecome(before[i]!, after[j]!) ? 1 + likeness(before[i]!, after[j]!, comparison) : 0
      const paired = worth[at]! > 0 ? worth[at]! + sums[at + width + 1]! : 0
      sums[at] = Math.max(paired, sums[at + width]!, sums[at + 1]!)
    }
  }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const at = i * width + j
    if (worth[at]! > 0 && sums[at] === worth[at]! + sums[at + width + 1]!) pairs.push([i++, j++])
    else if (sums[at + width]! >= sums[at + 1]!) i++
    else j++
  }
  return pairs
}

/** For long gaps: each new block takes the next old one that it can come from, unless that is far. */
function nextPairs(before: readonly MarkdownBlock[], after: readonly MarkdownBlock[]): Pair[] {
  const pairs: Pair[] = []
  let next = 0
  after.forEach((block, j) => {
    const end = Math.min(next + WINDOW, before.length)
    let i = next
    while (i < end && !canBecome(before[i]!, block)) i++
    if (i === end) return
    pairs.push([i, j])
    next = i + 1
  })
  return pairs
}

const WINDOW = 50

/** A table keeps its width and a copy its original. */
function canBecome(before: MarkdownBlock, after: MarkdownBlock): boolean {
  if (before.type !== after.type) return false
  if (before.type === 'table') return payloadOf(before).table_width === payloadOf(after).table_width
  return before.type !== 'synced_block' || !(isCopy(before) || isCopy(after))
}

/** From 0 to almost 1: the same inside, and how much of the lines is the same from both ends. */
function likeness(before: MarkdownBlock, after: MarkdownBlock, { head, subtree }: Comparison): number {
  const a = head(before).slice(0, MAX_COMPARED)
  const b = head(after).slice(0, MAX_COMPARED)
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const inner =
    (before.children ?? []).map(subtree).join() === (after.children ?? []).map(subtree).join() ? 0.2 : 0
  return (0.7 * (start + end)) / Math.max(1, a.length, b.length) + inner
}

const MAX_COMPARED = 500
