import { placeInWord, type Term } from './terms.ts'
import { type Word, wordsOf } from './words.ts'

/** A part of a text, with the stretches of it that match, in UTF-16 code units from its beginning, in order. */
export interface Excerpt {
  readonly text: string
  readonly highlights: readonly { readonly start: number; readonly end: number }[]
}

/** How long an excerpt is at most, its dots aside, and how much of that stands before the first match. */
const LONGEST = 160
const BEFORE = 40

/** How many of the terms stand in a text. */
export function countTerms(text: string, terms: readonly Term[]): number {
  const missing = new Set(terms)
  for (const word of wordsOf(text)) {
    for (const term of missing) if (placeInWord(term, word)) missing.delete(term)
    if (missing.size === 0) break
  }
  return terms.length - missing.size
}

/** A text with what matches, whole. */
export const highlighted = (text: string, terms: readonly Term[]): Excerpt => ({
  text,
  highlights: matchesIn(text, terms),
})

/** What stands around the first match in a text, cut between words; dots stand for what was left out. */
export function excerptOf(text: string, terms: readonly Term[]): Excerpt {
  const flat = text.replaceAll(/\s/gu, ' ')
  const matches = matchesIn(flat, terms)
  const from = flat.length <= LONGEST ? 0 : beginningOf(flat, Math.max(0, (matches[0]?.start ?? 0) - BEFORE))
  const to = flat.length - from <= LONGEST ? flat.length : endOf(flat, from + LONGEST)
  const [before, after] = [from > 0 ? '…' : '', to < flat.length ? '…' : '']
  const shift = before.length - from
  return {
    text: before + flat.slice(from, to) + after,
    highlights: matches
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}

function matchesIn(text: string, terms: readonly Term[]): { start: number; end: number }[] {
  const matches: { start: number; end: number }[] = []
  for (const word of wordsOf(text)) {
    const places = terms.map((term) => placeInWord(term, word)).filter((place) => place !== null)
    if (places.length > 0) matches.push(inText(word, widest(places)))
  }
  return matches
}

const widest = (places: readonly { start: number; end: number }[]) => ({
  start: Math.min(...places.map(({ start }) => start)),
  end: Math.max(...places.map(({ end }) => end)),
})

/** A word that is longer or shorter than its folded form is marked whole. */
const inText = (word: Word, { start, end }: { start: number; end: number }) =>
  word.end - word.start === word.text.length
    ? { start: word.start + start, end: word.start + end }
    : { start: word.start, end: word.end }

/** The next beginning of a word, if one is near: texts without spaces are cut anywhere but within a letter. */
function beginningOf(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.indexOf(' ', at)
  return space !== -1 && space < at + BEFORE / 2 ? space + 1 : betweenLetters(text, at)
}

function endOf(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space > at - BEFORE ? space : betweenLetters(text, at)
}

const betweenLetters = (text: string, at: number): number =>
  /^[\udc00-\udfff]/u.test(text.slice(at)) ? at + 1 : at
