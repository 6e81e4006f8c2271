/** A word of a text, folded, and where it stands there, in UTF-16 code units. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Of a script that puts nothing between words: then it is a run of words. */
  readonly isRun: boolean
}

/** Words in order: runs of letters and digits, runs of scripts without spaces, and single pictures such as emoji. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(WORD)) {
    const [found] = match
    if (PLAIN.test(found)) {
      yield { text: foldWord(found), start: match.index, end: match.index + found.length, isRun: false }
      continue
    }
    // Words of one script that touch another are words of their own: "iPhone手机" is two.
    for (const part of found.matchAll(PART)) {
      const start = match.index + part.index
      const isRun = IS_RUN.test(part[0])
      const text = isRun ? fold(part[0]) : foldWord(part[0])
      if (text) yield { text, start, end: start + part[0].length, isRun }
    }
  }
}

/** A word without its case, its accents and the widths of its letters, cut where it is longer than any word. */
export const foldWord = (word: string): string =>
  PLAIN.test(word)
    ? word.toLowerCase().slice(0, LONGEST_WORD)
    : [...fold(word)].slice(0, LONGEST_WORD).join('')

function fold(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(ACCENT, '').normalize('NFC')
  const cased = bare.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
  return cased
    .normalize('NFD')
    .replaceAll(ACCENT, '')
    .normalize('NFC')
    .replaceAll(LIGATURE, (letter) => LIGATURES[letter]!)
}

/**
 * What an index keeps of a word. A run of a script without spaces is kept as its pairs of letters, and its last letter:
 * any part of it is then found, as pairs that follow each other or as the beginning of one.
 */
export function keysOf({ text, isRun }: Pick<Word, 'text' | 'isRun'>): string[] {
  if (!isRun) return [text]
  const letters = [...text]
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''))
}

/** Letters of a word; what is longer is no word of a language. */
const LONGEST_WORD = 64

const PLAIN = /^[0-9a-z_]*$/i
const RUN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}'
const MORE_RUN = '\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc\\uff70'
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*|\p{Extended_Pictographic}/gu
const PART = new RegExp(
  `[${RUN}${MORE_RUN}]\\p{M}*(?:[${RUN}${MORE_RUN}]\\p{M}*)*|[^${RUN}${MORE_RUN}]+`,
  'gu',
)
const IS_RUN = new RegExp(`^[${RUN}${MORE_RUN}]`, 'u')
/** Those of Latin, Greek and Cyrillic letters, and Arabic vowels, which people leave out as they search. */
const ACCENT = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/gu
const LIGATURE = /[æœøłđıþ]/g
const LIGATURES: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  þ: 'th',
}
