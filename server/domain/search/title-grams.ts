import { searchWords } from '#shared/search-titles.ts'

/** Letters in a row that the index keeps of titles: what stands within a word is found by those it is made of. */
const LENGTH = 3

/** A longer title has none: it is looked through whatever is sought. */
const LONGEST_TITLE = 4000

/** What the index keeps of a title. */
export const gramsOfTitle = (title: string): string[] =>
  title.length > LONGEST_TITLE ? [''] : [...new Set(searchWords(title).filter(isWord).flatMap(gramsOf))]

/**
 * The ways in which a title may hold one of some words: each is what the index has to have of it. Null where a word is too
 * short for the index, or none of letters.
 */
export function gramsSought(words: readonly string[]): string[][] | null {
  const sought = words.map((word) => (isWord(word) ? gramsOf(word) : []))
  return sought.some((grams) => grams.length === 0) ? null : [...sought, ['']]
}

const isWord = (word: string): boolean => /^[\p{L}\p{N}_]/u.test(word)

function gramsOf(word: string): string[] {
  const letters = [...word]
  return letters.slice(LENGTH - 1).map((_, index) => letters.slice(index, index + LENGTH).join(''))
}
