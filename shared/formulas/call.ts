import type { Evaluate, Frame } from './frame.ts'
import type { Run } from './functions/definition.ts'
import type { FormulaValue } from './values.ts'

/** An operand as a function gets it. */
export interface Prepared {
  /** May as well give what is evaluated for each item of a list. */
  readonly evaluate: (frame: Frame) => unknown
  /** Whether the call gives an empty value when this is empty. */
  readonly needed: boolean
}

type AnyRun = (frame: Frame, ...operands: unknown[]) => FormulaValue

/** A call as a closure; the short ones do without a list of operands. */
export function callOf(run: Run, operands: readonly Prepared[]): Evaluate {
  const call = run as unknown as AnyRun
  const [first, second, third] = operands
  switch (operands.length) {
    case 0:
      return (frame) => call(frame)
    case 1:
      return callOfOne(call, first!)
    case 2:
      return callOfTwo(call, first!, second!)
    case 3:
      return callOfThree(call, first!, second!, third!)
    default:
      return callOfMany(call, operands)
  }
}

function callOfOne(call: AnyRun, { evaluate, needed }: Prepared): Evaluate {
  return (frame) => {
    const value = evaluate(frame)
    return value === null && needed ? null : call(frame, value)
  }
}

function callOfTwo(call: AnyRun, first: Prepared, second: Prepared): Evaluate {
  const { evaluate: evaluateFirst, needed: needsFirst } = first
  const { evaluate: evaluateSecond, needed: needsSecond } = second
  return (frame) => {
    const one = evaluateFirst(frame)
    if (one === null && needsFirst) return null
    const two = evaluateSecond(frame)
    return two === null && needsSecond ? null : call(frame, one, two)
  }
}

function callOfThree(call: AnyRun, first: Prepared, second: Prepared, third: Prepared): Evaluate {
  return (frame) => {
    const one = first.evaluate(frame)
    if (one === null && first.needed) return null
    const two = second.evaluate(frame)
    if (two === null && second.needed) return null
    const three = third.evaluate(frame)
    return three === null && third.needed ? null : call(frame, one, two, three)
  }
}

function callOfMany(call: AnyRun, operands: readonly Prepared[]): Evaluate {
  return (frame) => {
    const values: unknown[] = []
    for (const { evaluate, needed } of operands) {
      const value = evaluate(frame)
      if (value === null && needed) return null
      values.push(value)
    }
    return call(frame, ...values)
  }
}
