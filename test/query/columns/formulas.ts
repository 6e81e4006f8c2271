import type { Row } from '../reference/answer.ts'
import { checkboxes } from '../reference/checkboxes.ts'
import { dates } from '../reference/dates.ts'
import type { Family } from '../reference/family.ts'
import { numbers } from '../reference/numbers.ts'
import { texts } from '../reference/texts.ts'
import { type Column, column } from './column.ts'
import { dateOperands } from './dates.ts'
import { textOperands } from './texts.ts'

/** A formula, and what it gives for a row by what the row has. */
interface Formula<Value> {
  readonly expression: string
  readonly gives: (row: Row) => Value
}

function formulaColumn<Value>(
  name: string,
  { expression, gives }: Formula<Value>,
  key: string,
  family: Family<Value>,
): Column {
  const described = column<never, Value>(name, 'formula', {
    schema: { expression },
    values: [],
    valueOf: (_none, row) => gives(row),
    family,
  })
  return { ...described, asks: [(condition) => ({ property: name, formula: { [key]: condition } })] }
}

export const textFormula = (name: string, formula: Formula<string>): Column =>
  formulaColumn(
    name,
    formula,
    'string',
    texts([...textOperands, '<', '<a>', '<apple>', 'ROW-1', 'row-', '-2']),
  )

export const numberFormula = (name: string, formula: Formula<number | null>): Column =>
  formulaColumn(
    name,
    formula,
    'number',
    numbers([0, 1, -1, 2, 0.1, 0.2, 3, 7, 2 ** 53, 2 ** 54, 1e308, -1e308, 5e-324, 0.1 + 0.2]),
  )

export const dateFormula = (
  name: string,
  formula: Formula<number | null>,
  family = dates([...new Set(dateOperands)]),
): Column => formulaColumn(name, formula, 'date', family)

/** What gives nothing is not checked either, and stands last. */
const answers: Family<boolean | null> = {
  operators: Object.fromEntries(
    Object.entries(checkboxes.operators).map(([name, { operands, holds }]) => [
      name,
      { operands, holds: (value, operand, now) => holds(value ?? false, operand, now) },
    ]),
  ),
  isLast: (value) => value === null,
  compare: (a, b) => checkboxes.compare(a!, b!, 0),
}

export const checkboxFormula = (name: string, formula: Formula<boolean | null>): Column =>
  formulaColumn(name, formula, 'checkbox', answers)
