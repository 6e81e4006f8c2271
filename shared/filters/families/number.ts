import Type from 'typebox'
import type { Existence } from '../filter.ts'
import { EXISTENCE } from '../operands.ts'

type Operator =
  | 'equals'
  | 'does_not_equal'
  | 'greater_than'
  | 'less_than'
  | 'greater_than_or_equal_to'
  | 'less_than_or_equal_to'

/** Of `number` and `unique_id`. */
export type NumberTest =
  | { readonly family: 'number'; readonly operator: Operator; readonly operand: number }
  | Existence<'number'>

export const NUMBER_OPERANDS = {
  equals: Type.Number(),
  does_not_equal: Type.Number(),
  greater_than: Type.Number(),
  less_than: Type.Number(),
  greater_than_or_equal_to: Type.Number(),
  less_than_or_equal_to: Type.Number(),
  ...EXISTENCE,
}

export function readNumberTest(operator: Operator, operand: number): NumberTest {
  return { family: 'number', operator, operand }
}

export function matchesNumber(test: NumberTest, value: number | null): boolean {
  if (test.operator === 'is_empty') return value === null
  if (test.operator === 'is_not_empty') return value !== null
  if (value === null) return test.operator === 'does_not_equal'
  switch (test.operator) {
    case 'equals':
      return value === test.operand
    case 'does_not_equal':
      return value !== test.operand
    case 'greater_than':
      return value > test.operand
    case 'less_than':
      return value < test.operand
    case 'greater_than_or_equal_to':
      return value >= test.operand
    case 'less_than_or_equal_to':
      return value <= test.operand
  }
}
