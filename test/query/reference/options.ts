import { compareLists, existence, type Family, withOpposite } from './family.ts'

/** An option by its name, or any of several. Sorted as the schema lists the options. */
export const options = (names: readonly string[], operands: readonly unknown[]): Family<string | null> => ({
  operators: {
    ...withOpposite(
      'equals',
      'does_not_equal',
      operands,
      (value: string | null, operand: string | string[]) => [operand].flat().some((name) => name === value),
    ),
    ...existence((value) => value === null),
  },
  isLast: (value) => value === null,
  compare: (a, b) => names.indexOf(a!) - names.indexOf(b!),
})

/** Several options, of which one has to be there, or one of several. */
export const optionLists = (
  names: readonly string[],
  operands: readonly unknown[],
): Family<readonly string[]> => ({
  operators: {
    ...withOpposite(
      'contains',
      'does_not_contain',
      operands,
      (values: readonly string[], operand: string | string[]) =>
        [operand].flat().some((name) => values.includes(name)),
    ),
    ...existence((values: readonly string[]) => values.length === 0),
  },
  isLast: (values) => values.length === 0,
  compare: (a, b) => compareLists(a, b, (one, other) => names.indexOf(one) - names.indexOf(other)),
})
