/** Milliseconds since 1970. A date without time is midnight UTC of its day, whatever the zone. */
export interface FormulaDate {
  readonly kind: 'date'
  readonly start: number
  /** The end of a range; null when it is none. */
  readonly end: number | null
  readonly hasTime: boolean
}

export interface FormulaPerson {
  readonly kind: 'person'
  readonly id: string
}

export interface FormulaPage {
  readonly kind: 'page'
  readonly id: string
  readonly dataSourceId: string
}

/** What a formula counts with. Null is empty; a number is always finite. */
export type FormulaValue =
  | null
  | string
  | number
  | boolean
  | FormulaDate
  | FormulaPerson
  | FormulaPage
  | readonly FormulaValue[]
