import type { Row } from '../reference/answer.ts'
import { compareLists, type Family } from '../reference/family.ts'
import { type Column, column } from './column.ts'

/** What is rolled up, and what that gives for a row by the pages it is related to. */
interface Rollup<Value> {
  readonly relation: string
  readonly property: string
  readonly function: string
  readonly gives: (row: Row) => Value
}

function rollupColumn<Value>(
  name: string,
  { relation, property, function: rollUp, gives }: Rollup<Value>,
  ask: (condition: object) => object,
  family: Family<Value>,
): Column {
  const described = column<never, Value>(name, 'rollup', {
    schema: { relation_property_name: relation, rollup_property_name: property, function: rollUp },
    values: [],
    valueOf: (_none, row) => gives(row),
    family,
  })
  return { ...described, asks: [(condition) => ({ property: name, rollup: ask(condition) })] }
}

/** A rollup that gives one value. */
export const valueRollup = (
  name: string,
  key: 'number' | 'date',
  rollup: Rollup<number | null>,
  family: Family<number | null>,
): Column => rollupColumn(name, rollup, (condition) => ({ [key]: condition }), family)

const quantifiers: Readonly<
  Record<string, <Value>(values: readonly Value[], passes: (value: Value) => boolean) => boolean>
> = {
  any: (values, passes) => values.some(passes),
  every: (values, passes) => values.length > 0 && values.every(passes),
  none: (values, passes) => !values.some(passes),
}

/** A rollup that shows values as they are: a column for each way to ask for them. */
export const listRollups = <Value>(
  name: string,
  key: string,
  rollup: Rollup<readonly Value[]>,
  family: Family<Value>,
): Column[] =>
  Object.entries(quantifiers).map(([quantifier, holdsFor]) =>
    rollupColumn(name, rollup, (condition) => ({ [quantifier]: { [key]: condition } }), {
      operators: Object.fromEntries(
        Object.entries(family.operators).map(([operator, { operands, holds }]) => [
          operator,
          {
            operands,
            holds: (values, operand, now) => holdsFor(values, (value) => holds(value, operand, now)),
          },
        ]),
      ),
      isLast: (values, now) => values.every((value) => family.isLast(value, now)),
      compare(a, b, now) {
        const shown = (values: readonly Value[]) => values.filter((value) => !family.isLast(value, now))
        return compareLists(shown(a), shown(b), (one, other) => family.compare(one, other, now))
      },
    }),
  )
