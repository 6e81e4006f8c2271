import { compareLists, existence, type Family, type Operator, withOpposite } from './family.ts'

/**
 * The characters of a text as filters and sorts see them: without case, composed (`e` is no part of `é`).
 * Each code point is folded alone, so that no rule about its neighbours can matter.
 */
function characters(text: string): readonly string[] {
  const known = charactersOf.get(text) ?? fold(text)
  charactersOf.set(text, known)
  return known
}

const charactersOf = new Map<string, readonly string[]>()

function fold(text: string): string[] {
  const folded = [...text.normalize('NFD')].map((character) =>
    [...character.toLowerCase().toUpperCase()].map((one) => one.toLowerCase()).join(''),
  )
  return [...folded.join('').normalize('NFC')]
}

/** Where a text holds another, as positions of characters. */
function places(text: string, part: string): { found: number[]; last: number } {
  const [all, some] = [characters(text), characters(part)]
  const found: number[] = []
  for (let start = 0; start + some.length <= all.length; start++) {
    if (some.every((character, index) => all[start + index] === character)) found.push(start)
  }
  return { found, last: all.length - some.length }
}

const isSame = (text: string, other: string) => characters(text).join('') === characters(other).join('')

const finds = (
  operands: readonly string[],
  holds: (at: ReturnType<typeof places>) => boolean,
): Operator<string> => ({ operands, holds: (text, operand: string) => holds(places(text, operand)) })

/** Texts; no value and an empty text are the same. Sorted by code points after case is gone. */
export const texts = (operands: readonly string[]): Family<string> => ({
  operators: {
    ...withOpposite('equals', 'does_not_equal', operands, isSame),
    ...withOpposite(
      'contains',
      'does_not_contain',
      operands,
      (text: string, operand: string) => places(text, operand).found.length > 0,
    ),
    starts_with: finds(operands, ({ found }) => found[0] === 0),
    ends_with: finds(operands, ({ found, last }) => found.includes(last)),
    ...existence((text) => text === ''),
  },
  isLast: (text) => text === '',
  compare: compareTexts,
})

export const compareTexts = (a: string, b: string): number =>
  compareLists(characters(a), characters(b), (one, other) => one.codePointAt(0)! - other.codePointAt(0)!)
