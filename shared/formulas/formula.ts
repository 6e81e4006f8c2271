import type { FormulaReader } from './reader.ts'
import type { FormulaType } from './types.ts'
import type { FormulaPage, FormulaValue } from './values.ts'

/** A formula ready to be evaluated for any page of its data source. */
export interface Formula {
  readonly type: FormulaType
  /** The canonical text with properties named by id, which is kept and compiles again. */
  readonly stored: string
  readonly reads: FormulaReads
  evaluate(page: FormulaPage, reader: FormulaReader): FormulaValue
}

/** What the value of a formula depends on. */
export interface FormulaReads {
  readonly properties: readonly PropertyRead[]
  /** Whether it asks what time it is. */
  readonly clock: boolean
  /** Whether it shows people's names or addresses. */
  readonly people: boolean
  /** Whether it shows the titles of pages, or reads properties of other pages. */
  readonly pages: boolean
}

export interface PropertyRead {
  readonly dataSourceId: string
  readonly propertyId: string
}
