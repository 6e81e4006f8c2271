import type { CheckboxTest } from './families/checkbox.ts'
import type { DateTest } from './families/date.ts'
import type { FilesTest } from './families/files.ts'
import type { MultiOptionTest } from './families/multi-option.ts'
import type { NumberTest } from './families/number.ts'
import type { OptionTest } from './families/option.ts'
import type { PeopleTest } from './families/people.ts'
import type { RelationTest } from './families/relation.ts'
import type { TextTest } from './families/text.ts'
import type { VerificationTest } from './families/verification.ts'

/**
 * A filter of a data source query after parsing: every name is an id, every operand has one normal form,
 * and nothing depends any more on the schema, the clock or the caller. `matches.ts` runs it over rows;
 * it is made so that each leaf can as well become one SQL comparison.
 *
 * - An `and` without filters matches every row: that is what `{}` and groups without conditions become.
 *   An `or` always has filters.
 * - Text operands are folded by `foldText`, to be compared with folded text.
 * - Every comparison of dates is `within`: an instant in the half-open range `from` to `to`,
 *   milliseconds since 1970, null where it is open. The bounds are whole minutes, so that an instant may
 *   have seconds. A date without time begins at midnight in the zone.
 * - Options are ids, and several of them mean "any of".
 * - Negatives (`does_not_equal`, `does_not_contain`) are the exact opposite of their positives and
 *   match empty values; all other comparisons do not.
 */
export type Filter = Group | PropertyCondition | ComputedCondition | TimestampCondition

export interface Group {
  readonly kind: 'and' | 'or'
  readonly filters: readonly Filter[]
}

/** What is true of all rows. */
export const EVERY_ROW: Group = { kind: 'and', filters: [] }

/** A test of the value that a row has for a property. `type` is that of the property in the schema. */
export interface PropertyCondition {
  readonly kind: 'property'
  readonly propertyId: string
  readonly type: string
  readonly test: Test
}

/** A test of what a formula or a rollup gives for a row: of its one value, or of the values in an array. */
export interface ComputedCondition {
  readonly kind: 'computed'
  readonly propertyId: string
  readonly type: 'formula' | 'rollup'
  /** Which values of the array have to pass. No value passes `any` and `every`, and all of none pass `none`. */
  readonly quantifier: Quantifier | null
  readonly test: Test
}

export type Quantifier = 'any' | 'every' | 'none'

/** A test of when a row was created or last edited, whether or not the schema has such a property. */
export interface TimestampCondition {
  readonly kind: 'timestamp'
  readonly timestamp: Timestamp
  readonly test: DateTest
}

export type Timestamp = 'created_time' | 'last_edited_time'

export type Test =
  | TextTest
  | NumberTest
  | CheckboxTest
  | OptionTest
  | MultiOptionTest
  | DateTest
  | PeopleTest
  | RelationTest
  | FilesTest
  | VerificationTest

/** Whether there is a value at all. */
export type Existence<Name extends string> =
  | { readonly family: Name; readonly operator: 'is_empty' }
  | { readonly family: Name; readonly operator: 'is_not_empty' }
