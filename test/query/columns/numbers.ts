import type { Family } from '../reference/family.ts'
import { numbers } from '../reference/numbers.ts'
import { type Column, column } from './column.ts'

const limits: readonly number[] = [
  ...[0, -0, 1, -1, 0.1, 0.3, 0.1 + 0.2, 1e-7, -2.5, 100, 123456.789, 1e21],
  ...[1e308, -1e308, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, -5e-324, 2.2250738585072014e-308],
  ...[2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 2 ** 63, 2 ** 31],
]

export const numberColumn = (name: string): Column =>
  column<number | null, number | null>(name, 'number', {
    write: (number) => number,
    values: [undefined, null, ...limits],
    valueOf: (number) => number ?? null,
    family: numbers([...limits, 0.2, 1.5, -100]),
  })

/** Numbers the rows of a table in the order they were made, from 1. */
export const uniqueIdColumn = (name: string): Column =>
  column<never, number | null>(name, 'unique_id', {
    schema: { prefix: 'ROW' },
    values: [],
    valueOf: (_none, row) => row.place + 1,
    family: withoutExistence(numbers([0, 1, 2, 3, 10, 25, -1, 2 ** 31, 2 ** 53])),
  })

/** The documents give unique ids no question whether there is one: there always is. */
function withoutExistence<Value>(family: Family<Value>): Family<Value> {
  const asked = Object.entries(family.operators).filter(([name]) => !name.startsWith('is_'))
  return { ...family, operators: Object.fromEntries(asked) }
}
