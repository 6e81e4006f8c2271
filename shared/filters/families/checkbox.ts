import Type from 'typebox'

/** There are two values, so that "does not equal" is always written as "equals the other". */
export interface CheckboxTest {
  readonly family: 'checkbox'
  readonly operator: 'equals'
  readonly operand: boolean
}

export const CHECKBOX_OPERANDS = { equals: Type.Boolean(), does_not_equal: Type.Boolean() }

export function readCheckboxTest(operator: 'equals' | 'does_not_equal', operand: boolean): CheckboxTest {
  return { family: 'checkbox', operator: 'equals', operand: operator === 'equals' ? operand : !operand }
}

/** What was never checked is unchecked. */
export function matchesCheckbox(test: CheckboxTest, value: unknown): boolean {
  return (value === true) === test.operand
}
