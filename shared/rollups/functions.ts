import type { FormulaResultType } from '../computed/results.ts'

export const rollupFunctions = [
  'count',
  'count_values',
  'empty',
  'not_empty',
  'unique',
  'show_unique',
  'percent_empty',
  'percent_not_empty',
  'sum',
  'average',
  'median',
  'min',
  'max',
  'range',
  'earliest_date',
  'latest_date',
  'date_range',
  'checked',
  'unchecked',
  'percent_checked',
  'percent_unchecked',
  'count_per_group',
  'percent_per_group',
  'show_original',
] as const

export type RollupFunction = (typeof rollupFunctions)[number]

/** What is rolled up: the type of the property, and what it gives where that is a formula (null: not known before). */
export interface RolledUpKind {
  readonly type: string
  readonly formula?: FormulaResultType | null
}

interface Family {
  readonly result: 'number' | 'date' | 'array'
  readonly fits: (kind: RolledUpKind) => boolean
}

const anything = () => true
const countsOf = (fits: Family['fits']): Family => ({ result: 'number', fits })

/** A property of this type, or a formula that gives as much. */
const gives =
  (formula: FormulaResultType, ...types: string[]): Family['fits'] =>
  (kind) =>
    kind.type === 'formula' ? kind.formula === null || kind.formula === formula : types.includes(kind.type)

const counts = countsOf(anything)
const numbers = countsOf(gives('number', 'number'))
const checkboxes = countsOf(gives('boolean', 'checkbox'))
const groups = countsOf(({ type }) => type === 'status')
const dates: Family = { result: 'date', fits: gives('date', 'date', 'created_time', 'last_edited_time') }
const originals: Family = { result: 'array', fits: anything }

const families: Readonly<Record<RollupFunction, Family>> = {
  count: counts,
  count_values: counts,
  empty: counts,
  not_empty: counts,
  unique: counts,
  show_unique: originals,
  percent_empty: counts,
  percent_not_empty: counts,
  sum: numbers,
  average: numbers,
  median: numbers,
  min: numbers,
  max: numbers,
  range: numbers,
  earliest_date: dates,
  latest_date: dates,
  date_range: dates,
  checked: checkboxes,
  unchecked: checkboxes,
  percent_checked: checkboxes,
  percent_unchecked: checkboxes,
  count_per_group: groups,
  percent_per_group: groups,
  show_original: originals,
}

export const resultTypeOf = (name: RollupFunction): Family['result'] => families[name].result

/** Whether a function can be used over properties of a kind. */
export const fitsFunction = (name: RollupFunction, kind: RolledUpKind): boolean => families[name].fits(kind)
