/** The slow way to the answer of a query: every row against the filter, then sorted. */
import type { Family } from './family.ts'

/** A row as it was written, and what the server knows of it besides. */
export interface Row {
  readonly id: string
  /** Which row it is, in the order they were made. */
  readonly place: number
  /** Milliseconds since 1970. */
  readonly createdTime: number
  readonly lastEditedTime: number
  readonly createdBy: string
  readonly lastEditedBy: string
  /** By the name of the column. */
  readonly values: Readonly<Record<string, unknown>>
}

/** What can be filtered and sorted by, as far as the reference cares. */
export interface Comparable {
  // biome-ignore lint/suspicious/noExplicitAny: every column compares values of its own
  readonly family: Family<any>
  valueOf(row: Row): unknown
}

export type Condition<Column extends Comparable> =
  | Leaf<Column>
  | { readonly and: readonly Condition<Column>[] }
  | { readonly or: readonly Condition<Column>[] }

export interface Leaf<Column extends Comparable> {
  readonly column: Column
  readonly operator: string
  readonly operand: unknown
  /** Which of the filter keys it is put under; they all mean the same. */
  readonly key?: number
}

export interface Order<Column extends Comparable> {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

export function passes(row: Row, condition: Condition<Comparable>, now: number): boolean {
  if ('and' in condition) return condition.and.every((part) => passes(row, part, now))
  // A group that says nothing is no filter.
  if ('or' in condition) {
    return condition.or.length === 0 || condition.or.some((part) => passes(row, part, now))
  }
  const { column, operator, operand } = condition
  return column.family.operators[operator]!.holds(column.valueOf(row), operand as never, now)
}

/** Compares rows: by each order in turn, empty values last in both directions, then the newest first. */
export function compareRows(a: Row, b: Row, orders: readonly Order<Comparable>[], now: number): number {
  for (const { column, direction } of orders) {
    const { family } = column
    const [left, right] = [column.valueOf(a), column.valueOf(b)]
    const [isLeftLast, isRightLast] = [family.isLast(left, now), family.isLast(right, now)]
    if (isLeftLast && isRightLast) continue
    if (isLeftLast !== isRightLast) return isLeftLast ? 1 : -1
    const order = family.compare(left, right, now)
    if (order !== 0) return direction === 'ascending' ? order : -order
  }
  return b.createdTime - a.createdTime || b.place - a.place
}

export const answer = (
  rows: readonly Row[],
  { filter = { and: [] }, sorts = [] }: Asked<Comparable>,
  now: number,
): Row[] => rows.filter((row) => passes(row, filter, now)).sort((a, b) => compareRows(a, b, sorts, now))

export interface Asked<Column extends Comparable> {
  readonly filter?: Condition<Column>
  readonly sorts?: readonly Order<Column>[]
}
