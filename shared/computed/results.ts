import type { StoredDate } from '../dates.ts'
import type { FormulaValue } from '../formulas/values.ts'
import type { PageMeta, StoredProperty, StoredValue } from '../properties/property.ts'

/** What a formula gives for one page. `string` and the others are the API's names of what is shown. */
export interface FormulaResult {
  readonly type: FormulaResultType
  /** What is shown; null is empty. */
  readonly value: string | number | boolean | StoredDate | null
  /** What other formulas count with. */
  readonly raw: FormulaValue
}

/** `unsupported` is what cannot be computed: something it is built on is gone, goes in circles or costs too much. */
export type FormulaResultType = 'string' | 'number' | 'boolean' | 'date' | 'unsupported'

/** What a rollup gives for one page. */
export type RollupResult =
  | { readonly type: 'number'; readonly number: number | null }
  | { readonly type: 'date'; readonly date: StoredDate | null }
  | { readonly type: 'array'; readonly array: readonly RolledUp[] }
  | { readonly type: 'unsupported' }

/** The value that one related page has for the property that is rolled up. */
export interface RolledUp {
  readonly property: StoredProperty
  /** As it is stored; of a formula its result, of a relation all of its pages. */
  readonly value: StoredValue
  /** Of the related page. */
  readonly meta: PageMeta
}

export type Computed = FormulaResult | RollupResult

export const brokenFormula: FormulaResult = { type: 'unsupported', value: null, raw: null }
export const brokenRollup: RollupResult = { type: 'unsupported' }

/** Types of property whose values are made when they are read. */
export const isComputed = ({ type }: { readonly type: string }): boolean =>
  type === 'formula' || type === 'rollup'
