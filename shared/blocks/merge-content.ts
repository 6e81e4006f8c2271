import { isSameRichText, mergeRichText, mergeText } from '../rich-text/merge.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import type { Content } from './block-type.ts'
import { mergeCells } from './merge-cells.ts'
import { typeNamed } from './registry.ts'

/** Plain text that two people may write in at once. */
const writtenTexts: ReadonlySet<string> = new Set(['expression'])

/**
 * Merges two changes of a block's payload: texts word by word, of everything else that both changed `mine`.
 *
 * @param base what both began with.
 */
export function mergeContent(type: string, base: Content, theirs: Content, mine: Content): Content {
  const texts = typeNamed(type).texts ?? {}
  const merged: Content = {}
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = mergeValue(texts[key] ?? null, key, [base[key], theirs[key], mine[key]])
    if (value !== undefined) merged[key] = value
  }
  return merged
}

function mergeValue(
  text: 'runs' | 'cells' | null,
  key: string,
  [base, theirs, mine]: readonly [unknown, unknown, unknown],
): unknown {
  if (isSame(base, mine)) return theirs
  if (isSame(base, theirs)) return mine
  if (text === 'runs') return mergeRuns(base, theirs, mine)
  if (text === 'cells') return mergeCells(cellsOf(base), cellsOf(theirs), cellsOf(mine))
  return writtenTexts.has(key) ? mergeText(`${base}`, `${theirs}`, `${mine}`) : mine
}

function mergeRuns(base: unknown, theirs: unknown, mine: unknown): unknown {
  const [from, left, right] = [runsOf(base), runsOf(theirs), runsOf(mine)]
  return isSameRichText(left, right) ? theirs : mergeRichText(from, left, right)
}

const runsOf = (value: unknown): StoredRichText[] => (Array.isArray(value) ? value : [])
const cellsOf = (value: unknown): StoredRichText[][] => (Array.isArray(value) ? value : [])

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
