import fc from 'fast-check'
import type { Comparable, Row } from '../reference/answer.ts'
import type { Family } from '../reference/family.ts'

/**
 * One property of a table under test. To put another kind of property to the test, a formula for one, describe it
 * as one of these: `valueOf` then works out from what other columns of the row hold what the server should, and
 * `asks` puts a condition where the API wants it: `{ property, formula: { string: condition } }`.
 */
export interface Column extends Comparable {
  readonly name: string
  /** As requests for a schema have it, such as `{ number: {} }`. */
  readonly schema: object
  /** What a request for a page says to give a row this value; absent where the server works it out. */
  write?(written: unknown): unknown
  /** Values worth a row each; `undefined` leaves the property out. */
  readonly values: readonly unknown[]
  /** The ways to put a condition: one for each filter key. */
  readonly asks: readonly ((condition: object) => object)[]
  /** What a sort names: `{ property }` or `{ timestamp }`. */
  readonly sort: object
}

interface Description<Written, Value> {
  schema?: object
  /** Filter keys besides the type itself. */
  keys?: readonly string[]
  write?(written: Written): unknown
  values: readonly (Written | undefined)[]
  valueOf(written: Written | undefined, row: Row): Value
  family: Family<Value>
}

/** A column of one of the API's types, filtered by under the type's own key. */
export function column<Written, Value>(
  name: string,
  type: string,
  { schema = {}, keys = [], write, values, valueOf: read, family }: Description<Written, Value>,
): Column {
  return {
    // How a failing property shows it.
    ...{ [fc.toStringMethod]: () => name },
    name,
    schema: { [type]: schema },
    ...(write && { write: (written: unknown) => ({ [type]: write(written as Written) }) }),
    values,
    asks: [type, ...keys].map((key) => (condition) => ({ property: name, [key]: condition })),
    sort: { property: name },
    family,
    valueOf: (row) => read(row.values[name] as Written | undefined, row),
  }
}
