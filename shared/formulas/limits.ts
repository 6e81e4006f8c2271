import { invalid } from '../problem.ts'
import type { FormulaReader } from './reader.ts'
import type { FormulaValue } from './values.ts'

/** In UTF-16 units. */
export const longestText = 100_000
export const longestList = 50_000

/** Letters that are read or written for the price of one step. */
const lettersInStep = 64

/**
 * Pays for what takes long: finding out what the clocks of a zone show, or writing a number as people read it.
 * No step takes much more than a quarter of a microsecond, so that the budget of an evaluation is one of time.
 */
export const spendOnLooks = (reader: FormulaReader): void => reader.spend(24)

/** Pays for reading or writing text. */
export function spendOnText(reader: FormulaReader, length: number): void {
  if (length >= lettersInStep) reader.spend(Math.floor(length / lettersInStep))
}

/** Refuses text that grew too long, before it is made if `length` is known before. */
export function boundText(reader: FormulaReader, length: number): void {
  if (length > longestText) {
    throw invalid(`A formula gives too much text: at most ${longestText} characters are possible.`)
  }
  spendOnText(reader, length)
}

/** Pays for going through a list, or making one, and refuses one that grew too long. */
export function boundList(reader: FormulaReader, length: number): void {
  if (length > longestList) {
    throw invalid(`A formula gives too long a list: at most ${longestList} items are possible.`)
  }
  if (length > 0) reader.spend(length)
}

/** Text that grows piece by piece and never becomes longer than it may be. */
export function textBuilder(reader: FormulaReader) {
  const pieces: string[] = []
  let length = 0
  return {
    add(piece: string): void {
      length += piece.length
      if (length > longestText) boundText(reader, length)
      spendOnText(reader, piece.length)
      pieces.push(piece)
    },
    finish: (): string => pieces.join(''),
  }
}

/** A number that can be given: none that is not finite, and no negative zero. */
export const finite = (value: number): FormulaValue => (Number.isFinite(value) ? value + 0 : null)
