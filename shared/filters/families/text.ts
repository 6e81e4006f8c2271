import Type from 'typebox'
import type { Existence } from '../filter.ts'
import { foldText } from '../fold-text.ts'
import { EXISTENCE } from '../operands.ts'

type Operator = 'equals' | 'does_not_equal' | 'contains' | 'does_not_contain' | 'starts_with' | 'ends_with'

/** Of `title`, `rich_text`, `url`, `email` and `phone_number`. No value and an empty text are the same. */
export type TextTest =
  | { readonly family: 'text'; readonly operator: Operator; readonly operand: string }
  | Existence<'text'>

export const TEXT_OPERANDS = {
  equals: Type.String(),
  does_not_equal: Type.String(),
  contains: Type.String(),
  does_not_contain: Type.String(),
  starts_with: Type.String(),
  ends_with: Type.String(),
  ...EXISTENCE,
}

export function readTextTest(operator: Operator, operand: string): TextTest {
  return { family: 'text', operator, operand: foldText(operand) }
}

export function matchesText(test: TextTest, value: string): boolean {
  if (test.operator === 'is_empty') return value === ''
  if (test.operator === 'is_not_empty') return value !== ''
  const text = foldText(value)
  switch (test.operator) {
    case 'equals':
      return text === test.operand
    case 'does_not_equal':
      return text !== test.operand
    case 'contains':
      return text.includes(test.operand)
    case 'does_not_contain':
      return !text.includes(test.operand)
    case 'starts_with':
      return text.startsWith(test.operand)
    case 'ends_with':
      return text.endsWith(test.operand)
  }
}
