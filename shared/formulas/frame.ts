import type { FormulaReader } from './reader.ts'
import type { FormulaPage, FormulaValue } from './values.ts'

/** One evaluation: the page, where values come from, and the variables by their number. */
export interface Frame {
  readonly page: FormulaPage
  readonly reader: FormulaReader
  readonly variables: FormulaValue[]
}

/** A part of a formula, ready to run. */
export type Evaluate = (frame: Frame) => FormulaValue
