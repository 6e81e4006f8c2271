/**
 * What the API promises of the operators that several property types share, written to be obvious and slow.
 * It knows nothing of the server: only values as they were written, and what the documents say of them.
 */

/** One operator: what a test compares with, and whether a value passes. */
export interface Operator<Value> {
  readonly operands: readonly unknown[]
  /** @param now milliseconds since 1970, when the query is asked. */
  holds(value: Value, operand: never, now: number): boolean
}

export interface Family<Value> {
  readonly operators: Readonly<Record<string, Operator<Value>>>
  /** Values that stand last in both directions: the empty ones, and those that show nothing to sort by. */
  isLast(value: Value, now: number): boolean
  /** Which of two other values sorts first in ascending order; negative for `a`. */
  compare(a: Value, b: Value, now: number): number
}

/** `is_empty` and `is_not_empty`, which take nothing but true. */
export const existence = <Value>(
  isEmpty: (value: Value) => boolean,
): Record<'is_empty' | 'is_not_empty', Operator<Value>> => ({
  is_empty: { operands: [true], holds: (value) => isEmpty(value) },
  is_not_empty: { operands: [true], holds: (value) => !isEmpty(value) },
})

/** An operator and its exact opposite, which empty values pass. */
export const withOpposite = <Value, Operand>(
  name: string,
  opposite: string,
  operands: readonly unknown[],
  holds: (value: Value, operand: Operand, now: number) => boolean,
): Record<string, Operator<Value>> => ({
  [name]: { operands, holds },
  [opposite]: { operands, holds: (value, operand, now) => !holds(value, operand, now) },
})

/** One after the other, as far as both go; then the shorter first. */
export function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compare(a[index]!, b[index]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}
