import { type Checked, type Checking, declare, type Names, refuse } from '../checked.ts'
import type { Evaluate, Frame } from '../frame.ts'
import type { CallNode, NameNode, Node } from '../nodes.ts'
import { CHECKBOX, unifyAll } from '../type-rules.ts'
import { isEmpty } from '../value-rules.ts'
import type { FormulaValue } from '../values.ts'
import { anything, type FormFunction, type FunctionDefinition, type PlainFunction } from './definition.ts'

/** `if(condition, then, otherwise)`. */
const if_: FormFunction = {
  name: 'if',
  check(checking, call, names) {
    expectOperands(checking, call, call.operands.length === 3, '3 operands')
    return checkBranches(checking, call.operands, names)
  },
}

/** `ifs(condition, value, condition, value, …, otherwise)`; without the last, it is empty when none holds. */
const ifs: FormFunction = {
  name: 'ifs',
  check(checking, call, names) {
    expectOperands(checking, call, call.operands.length >= 2, 'at least 2 operands')
    return checkBranches(checking, call.operands, names)
  },
}

/** Holds when all hold; what comes after the first that does not is not evaluated. */
export const and: FormFunction = chain(
  'and',
  (conditions) => (frame) => conditions.every((holds) => holds(frame)),
)

export const or: FormFunction = chain(
  'or',
  (conditions) => (frame) => conditions.some((holds) => holds(frame)),
)

export const not: PlainFunction = {
  name: 'not',
  signatures: [
    { takes: [anything], gives: CHECKBOX, run: (_frame: Frame, value: FormulaValue) => isEmpty(value) },
  ],
}

const empty: PlainFunction = {
  name: 'empty',
  signatures: [
    {
      takes: [anything],
      optional: 1,
      gives: CHECKBOX,
      run: (_frame: Frame, value: FormulaValue = null) => isEmpty(value),
    },
  ],
}

/** `let(name, value, result)`, and `lets` with any number of names before the result. */
const let_: FormFunction = {
  name: 'let',
  check(checking, call, names) {
    expectOperands(checking, call, call.operands.length === 3, '3 operands')
    return checkVariables(checking, call.operands, names)
  },
}

const lets: FormFunction = {
  name: 'lets',
  check(checking, call, names) {
    const { length } = call.operands
    expectOperands(checking, call, length >= 3 && length % 2 === 1, 'names with their values, and a result')
    return checkVariables(checking, call.operands, names)
  },
}

export const logicFunctions: readonly FunctionDefinition[] = [if_, ifs, and, or, not, empty, let_, lets]

type Condition = (frame: Frame) => boolean

function chain(name: string, combine: (conditions: readonly Condition[]) => Condition): FormFunction {
  return {
    name,
    check(checking, call, names) {
      expectOperands(checking, call, call.operands.length >= 1, 'at least 1 operand')
      const parts = call.operands.map((operand) => checking.check(operand, names))
      return { type: CHECKBOX, cost: costOf(parts), evaluate: combine(parts.map(conditionOf)) }
    },
  }
}

function checkBranches(checking: Checking, operands: readonly Node[], names: Names): Checked {
  const parts = operands.map((operand) => checking.check(operand, names))
  const otherwise = parts.length % 2 === 1 ? parts.pop()! : null
  const values = parts.filter((_part, index) => index % 2 === 1)
  const conditions = parts.filter((_part, index) => index % 2 === 0).map(conditionOf)
  const branches = conditions.map((holds, index) => ({ holds, evaluate: values[index]!.evaluate }))
  return {
    type: unifyAll([...values, ...(otherwise ? [otherwise] : [])].map(({ type }) => type)),
    cost: costOf([...parts, ...(otherwise ? [otherwise] : [])]),
    evaluate: branchOf(branches, otherwise?.evaluate ?? (() => null)),
  }
}

interface Branch {
  readonly holds: Condition
  readonly evaluate: Evaluate
}

function branchOf(branches: readonly Branch[], otherwise: Evaluate): Evaluate {
  const [first, ...others] = branches
  if (others.length > 0) {
    return (frame) => (branches.find(({ holds }) => holds(frame))?.evaluate ?? otherwise)(frame)
  }
  const { holds, evaluate } = first!
  return (frame) => (holds(frame) ? evaluate(frame) : otherwise(frame))
}

/** Values of every type may be conditions: they hold unless they are empty. */
function conditionOf({ type, evaluate }: Checked): Condition {
  if (type.kind === 'checkbox') return (frame) => evaluate(frame) === true
  return (frame) => !isEmpty(evaluate(frame))
}

function checkVariables(checking: Checking, operands: readonly Node[], names: Names): Checked {
  const assigned: { slot: number; evaluate: Evaluate }[] = []
  let known = names
  let cost = 1
  for (let at = 0; at < operands.length - 1; at += 2) {
    const { name } = variableAt(checking, operands[at]!)
    const value = checking.check(operands[at + 1]!, known)
    known = declare(checking, name, value.type, known)
    assigned.push({ slot: known.slot, evaluate: value.evaluate })
    cost += value.cost
  }
  const result = checking.check(operands.at(-1)!, known)
  return {
    type: result.type,
    cost: cost + result.cost,
    evaluate(frame) {
      for (const { slot, evaluate } of assigned) frame.variables[slot] = evaluate(frame)
      return result.evaluate(frame)
    },
  }
}

function variableAt(checking: Checking, node: Node): NameNode {
  if (node.kind === 'name') return node
  throw refuse(checking, node, 'The name of a variable is expected here.')
}

function expectOperands(
  checking: Checking,
  { name, at, operands }: CallNode,
  fits: boolean,
  wanted: string,
): void {
  if (!fits) throw refuse(checking, at, `\`${name}\` takes ${wanted}, and ${operands.length} are given.`)
}

const costOf = (parts: readonly Checked[]): number => parts.reduce((cost, part) => cost + part.cost, 1)
