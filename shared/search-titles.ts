import { foldText } from './filters/fold-text.ts'

/**
 * Whether a title is found by a search: any word of the query is part of a word of the title, without
 * regard to case. A blank query finds everything.
 */
export function matchesTitle(query: string, title: string): boolean {
  if (query.trim() === '') return true
  const sought = searchWords(query)
  // Punctuation alone makes no word; it is looked for as it stands.
  if (sought.length === 0) return foldText(title).includes(foldText(query.trim()))
  const words = searchWords(title)
  return sought.some((part) => words.some((word) => word.includes(part)))
}

/** The different words of a text, folded: runs of letters and digits, and runs of symbols such as emoji. */
export function searchWords(text: string): string[] {
  return [...new Set(foldText(text).match(WORD) ?? [])]
}

// U+200D joins the parts of one emoji.
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*|[\p{S}\p{M}\u200d]+/gu
