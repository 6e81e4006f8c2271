import { existence, type Family, type Operator, withOpposite } from './family.ts'

/** Numbers; every comparison but the negative one leaves empty values out. */
export function numbers(operands: readonly number[]): Family<number | null> {
  const compared = (holds: (value: number, operand: number) => boolean): Operator<number | null> => ({
    operands,
    holds: (value, operand) => value !== null && holds(value, operand),
  })
  return {
    operators: {
      ...withOpposite('equals', 'does_not_equal', operands, (value, operand) => value === operand),
      greater_than: compared((value, operand) => value > operand),
      less_than: compared((value, operand) => value < operand),
      greater_than_or_equal_to: compared((value, operand) => value >= operand),
      less_than_or_equal_to: compared((value, operand) => value <= operand),
      ...existence((value) => value === null),
    },
    isLast: (value) => value === null,
    compare: (a, b) => (a! < b! ? -1 : a! > b! ? 1 : 0),
  }
}
