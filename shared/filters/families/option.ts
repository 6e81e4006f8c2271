import type { Existence } from '../filter.ts'
import { EXISTENCE, type Place, StringOrStrings } from '../operands.ts'
import { optionIds } from '../options.ts'

type Operator = 'equals' | 'does_not_equal'

/** Of `select` and `status`. The operand is option ids: any of them. */
export type OptionTest =
  | { readonly family: 'option'; readonly operator: Operator; readonly operand: readonly string[] }
  | Existence<'option'>

export const OPTION_OPERANDS = { equals: StringOrStrings, does_not_equal: StringOrStrings, ...EXISTENCE }

export function readOptionTest(operator: Operator, operand: string | string[], place: Place): OptionTest {
  return { family: 'option', operator, operand: optionIds(operand, place) }
}

export function matchesOption(test: OptionTest, value: string | null): boolean {
  if (test.operator === 'is_empty') return value === null
  if (test.operator === 'is_not_empty') return value !== null
  const isAny = value !== null && test.operand.includes(value)
  return isAny === (test.operator === 'equals')
}
