import type { Existence } from '../filter.ts'
import { EXISTENCE, type Place, StringOrStrings } from '../operands.ts'
import { optionIds } from '../options.ts'

type Operator = 'contains' | 'does_not_contain'

/** Of `multi_select`. The operand is option ids: any of them. */
export type MultiOptionTest =
  | { readonly family: 'multi_option'; readonly operator: Operator; readonly operand: readonly string[] }
  | Existence<'multi_option'>

export const MULTI_OPTION_OPERANDS = {
  contains: StringOrStrings,
  does_not_contain: StringOrStrings,
  ...EXISTENCE,
}

export function readMultiOptionTest(
  operator: Operator,
  operand: string | string[],
  place: Place,
): MultiOptionTest {
  return { family: 'multi_option', operator, operand: optionIds(operand, place) }
}

export function matchesMultiOption(test: MultiOptionTest, values: readonly string[]): boolean {
  if (test.operator === 'is_empty') return values.length === 0
  if (test.operator === 'is_not_empty') return values.length > 0
  const hasAny = test.operand.some((id) => values.includes(id))
  return hasAny === (test.operator === 'contains')
}
