import { keysOf, type Word, wordsOf } from './words.ts'

/** A word that is looked for. */
export type Term = Pick<Word, 'text' | 'isRun'>

/** The different words of a query. */
export function termsOf(query: string): Term[] {
  const terms = new Map<string, Term>()
  for (const { text, isRun } of wordsOf(query)) terms.set(text, { text, isRun })
  return [...terms.values()]
}

/** What of an index is a term: keys that follow each other, and whether the only one may go on. */
export interface Sought {
  readonly keys: readonly string[]
  readonly isPrefix: boolean
}

export function soughtFor(term: Term): Sought {
  const keys = keysOf(term)
  if (term.isRun)
    return keys.length === 1 ? { keys, isPrefix: true } : { keys: keys.slice(0, -1), isPrefix: false }
  return { keys, isPrefix: mayGoOn(term) }
}

/** Where a term stands in a word, in UTF-16 code units of the folded word; null where it does not. */
export function placeInWord(term: Term, word: Term): { start: number; end: number } | null {
  if (term.isRun !== word.isRun) return null
  if (!term.isRun && !mayGoOn(term))
    return word.text === term.text ? { start: 0, end: word.text.length } : null
  const start = term.isRun ? word.text.indexOf(term.text) : word.text.startsWith(term.text) ? 0 : -1
  return start === -1 ? null : { start, end: start + term.text.length }
}

/** One letter begins too many words to be found by. */
const mayGoOn = ({ text }: Term): boolean => text.length > 1
