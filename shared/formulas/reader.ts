import type { FormulaPage, FormulaValue } from './values.ts'

/**
 * Where an evaluation gets its values. It may throw what it likes, to say that a page is not loaded yet or that
 * the budget is used up: the language lets everything through untouched.
 */
export interface FormulaReader {
  /** Milliseconds since 1970; the same for a whole evaluation. */
  readonly now: number
  /** An IANA name. */
  readonly timeZone: string
  /** The value of any property, computed ones too, as `toFormulaValue` makes it of a stored one. */
  property(page: FormulaPage, propertyId: string): FormulaValue
  person(id: string): { readonly name: string | null; readonly email: string | null }
  title(page: FormulaPage): string
  /** Throws when the budget of this evaluation is used up. */
  spend(steps: number): void
}
