import type { NewText } from '#server/store/dialects/dialect.ts'
import { keysOf, wordsOf } from '#shared/search/words.ts'
import { type Piece, packPieces } from './piece.ts'
import { gramsOfTitle } from './title-grams.ts'

type Text = Omit<NewText, 'doc' | 'pageId'>

/** The words of one text: PostgreSQL tells no places apart beyond. */
const MOST_WORDS = 16_000

/** It keeps no more than a megabyte of them. */
const MOST_LETTERS = 200_000

/** A longer piece is several, of which a text has room for two in any language. */
const LONGEST_PIECE = 8000

/**
 * The texts of a page: several where it has more words than one can hold. Each has the title too, so that words of it
 * and of what is below it find the page together.
 *
 * @param pieces the title first; none of what is no page.
 */
export function textsOf(pieces: readonly Piece[], workspaceNumber: number): Text[] {
  const [title, ...rest] = pieces
  if (title === undefined) return []
  const titleWords = titleMarks(workspaceNumber, title.text)
  const grams = gramsOfTitle(title.text).map((gram) => markedGram(workspaceNumber, gram))
  const texts = [{ held: [title], body: [] as string[], comments: [] as string[], letters: 0 }]
  for (const piece of rest.flatMap(inParts)) {
    const words = markedWords(workspaceNumber, piece.text)
    const letters = words.join('').length
    const last = texts.at(-1)!
    const isFull =
      titleWords.length + grams.length + last.body.length + last.comments.length + words.length >
        MOST_WORDS || last.letters + letters > MOST_LETTERS
    const text = isFull ? { held: [title], body: [], comments: [], letters: 0 } : last
    if (isFull) texts.push(text)
    text.held.push(piece)
    for (const word of words) text[piece.kind === 'comment' ? 'comments' : 'body'].push(word)
    text.letters += letters
  }
  return texts.map(({ held, body, comments }, index) => ({
    pieces: packPieces(held),
    title: index === 0 ? [...titleWords, ...grams] : titleWords,
    body,
    comments,
  }))
}

/** Each with the number of its workspace in front: another one's words are other words. */
export const marked = (workspaceNumber: number, key: string): string => `${workspaceNumber}:${key}`

/** Letters of a title that stand in a row; no word begins so. */
export const markedGram = (workspaceNumber: number, gram: string): string =>
  marked(workspaceNumber, `:${gram}`)

/** A title between its ends, so that a whole one is found. */
export const titleMarks = (workspaceNumber: number, title: string): string[] => [
  marked(workspaceNumber, '^'),
  ...markedWords(workspaceNumber, title.slice(0, LONGEST_PIECE)),
  marked(workspaceNumber, '$'),
]

const markedWords = (workspaceNumber: number, text: string): string[] =>
  [...wordsOf(text)].flatMap(keysOf).map((key) => marked(workspaceNumber, key))

function inParts(piece: Piece): Piece[] {
  const parts: Piece[] = []
  for (let from = 0; from < piece.text.length; from += LONGEST_PIECE) {
    parts.push({ ...piece, text: piece.text.slice(from, from + LONGEST_PIECE) })
  }
  return parts
}
