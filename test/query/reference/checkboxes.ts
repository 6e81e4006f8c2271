import { type Family, withOpposite } from './family.ts'

/** A checkbox is checked or not, never empty. Unchecked sorts first. */
export const checkboxes: Family<boolean> = {
  operators: withOpposite('equals', 'does_not_equal', [true, false], (value, operand) => value === operand),
  isLast: () => false,
  compare: (a, b) => Number(a) - Number(b),
}
