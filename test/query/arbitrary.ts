/** Queries at random, over the columns of a table. */
import fc from 'fast-check'
import type { Column } from './columns/column.ts'
import type { Asked, Condition, Leaf, Order } from './reference/answer.ts'

/**
 * How many times a property is tried. A failing one is made smaller for a while, and printed with its seed.
 */
export const tried = (numRuns: number): fc.Parameters<unknown> => ({
  numRuns,
  interruptAfterTimeLimit: 120_000,
  markInterruptAsFailure: true,
})

/** The most entries of one group. */
const MOST = 4

const aLeaf = (columns: readonly Column[]): fc.Arbitrary<Leaf<Column>> =>
  fc.constantFrom(...columns).chain((column) =>
    fc.constantFrom(...Object.keys(column.family.operators)).chain((operator) =>
      fc.record({
        column: fc.constant(column),
        operator: fc.constant(operator),
        operand: fc.constantFrom(...column.family.operators[operator]!.operands),
        key: fc.nat(column.asks.length - 1),
      }),
    ),
  )

const aGroup = (member: fc.Arbitrary<Condition<Column>>): fc.Arbitrary<Condition<Column>> => {
  const members = fc.array(member, { minLength: 1, maxLength: MOST })
  return fc.oneof(fc.record({ and: members }), fc.record({ or: members }))
}

/** A condition, or a group of conditions and of groups. */
export function aFilter(columns: readonly Column[]): fc.Arbitrary<Condition<Column>> {
  const leaf = aLeaf(columns)
  return fc.oneof(leaf, aGroup(fc.oneof(leaf, aGroup(leaf))))
}

/** None to three orders. */
export const someSorts = (columns: readonly Column[]): fc.Arbitrary<Order<Column>[]> =>
  fc.array(
    fc.record({
      column: fc.constantFrom(...columns),
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
    }),
    { maxLength: 3 },
  )

export const aQuery = (filtered: readonly Column[], sorted: readonly Column[]): fc.Arbitrary<Asked<Column>> =>
  fc.record({ filter: aFilter(filtered), sorts: someSorts(sorted) })
