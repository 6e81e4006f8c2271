import { callOf, type Prepared } from './call.ts'
import { type Checked, type Checking, declare, type Names, noteShown, refuse } from './checked.ts'
import type { Span } from './formula-problem.ts'
import type { Evaluate, Frame } from './frame.ts'
import type {
  Lambda,
  Operand,
  Parameter,
  PlainFunction,
  Signature,
  ValueParameter,
} from './functions/definition.ts'
import type { Node } from './nodes.ts'
import { accepts, itemType, NUMBER, nameOfType } from './type-rules.ts'
import type { FormulaType } from './types.ts'
import { kindOf } from './value-rules.ts'
import type { FormulaValue } from './values.ts'

/** What a call gives, once a signature is found that its operands fit. `at` is where its name stands. */
export function checkCall(
  checking: Checking,
  definition: PlainFunction,
  nodes: readonly Node[],
  at: Span,
  names: Names,
): Checked {
  const operands = checkOperands(checking, definition, nodes, names)
  const signature = chooseSignature(checking, definition, nodes, operands, at)
  const types = operands.map(({ type }) => type)
  const refusal = signature.refuse?.(operands.map(({ type, literal }): Operand => ({ type, literal })))
  if (refusal) throw refuse(checking, nodes[refusal.operand]!, refusal.reason)
  if (signature.shows) for (const type of types) noteShown(checking, type)
  if (signature.readsClock) checking.clock = true
  return {
    type: typeof signature.gives === 'function' ? signature.gives(types) : signature.gives,
    evaluate: callOf(
      signature.run,
      operands.map((operand, index) => prepare(operand, parameterAt(signature, index)!)),
    ),
    cost: operands.reduce((cost, operand) => cost + (operand.lambda ? 0 : operand.cost), 1),
  }
}

/** An operand, and the variables of an expression that is evaluated for each item of a list. */
interface CheckedOperand extends Checked {
  readonly lambda?: { readonly current: number; readonly index: number }
}

function checkOperands(
  checking: Checking,
  { signatures }: PlainFunction,
  nodes: readonly Node[],
  names: Names,
): CheckedOperand[] {
  const operands: CheckedOperand[] = []
  nodes.forEach((node, place) => {
    const isLambda = signatures.some((signature) => parameterAt(signature, place) === 'lambda')
    operands.push(
      isLambda ? checkLambda(checking, node, operands[0]!.type, names) : checking.check(node, names),
    )
  })
  return operands
}

function checkLambda(checking: Checking, node: Node, list: FormulaType, names: Names): CheckedOperand {
  const current = declare(checking, 'current', itemType(list), names)
  const index = declare(checking, 'index', NUMBER, current)
  const body = checking.check(node, index)
  return { ...body, lambda: { current: current.slot, index: index.slot } }
}

function chooseSignature(
  checking: Checking,
  { name, signatures }: PlainFunction,
  nodes: readonly Node[],
  operands: readonly Checked[],
  at: Span,
): Signature {
  const types = operands.map(({ type }) => type)
  const possible = signatures.filter(
    (signature) => takes(signature, nodes.length) && (signature.isFor?.(types) ?? true),
  )
  if (possible.length === 0) {
    throw refuse(checking, at, `\`${name}\` takes ${countsOf(signatures)}, and ${nodes.length} are given.`)
  }
  const wrong = possible.map((signature) =>
    operands.findIndex((operand, index) => !fits(signature, operand, index)),
  )
  const found = wrong.indexOf(-1)
  if (found >= 0) return possible[found]!
  // The signature that fits the longest is the one that was meant.
  const place = Math.max(...wrong)
  const wanted = possible.flatMap((signature, index) =>
    wrong[index] === place ? [nameOfType((parameterAt(signature, place) as ValueParameter).type)] : [],
  )
  const given = nameOfType(operands[place]!.type)
  throw refuse(
    checking,
    nodes[place]!,
    `\`${name}\` takes ${[...new Set(wanted)].join(' or ')} here, and this is ${given}.`,
  )
}

function fits(signature: Signature, { type }: Checked, index: number): boolean {
  const parameter = parameterAt(signature, index)!
  return parameter === 'lambda' || accepts(parameter.type, type)
}

const parameterAt = ({ takes: parameters, rest }: Signature, index: number): Parameter | undefined =>
  parameters[index] ?? rest

function takes({ takes: { length }, optional = 0, rest }: Signature, count: number): boolean {
  return count >= length - optional && (count <= length || rest !== undefined)
}

/** How many operands a function takes: `1 or 2 operands`, `at least 1 operand`. */
function countsOf(signatures: readonly Signature[]): string {
  const least = Math.min(...signatures.map(({ takes: { length }, optional = 0 }) => length - optional))
  const most = Math.max(
    ...signatures.map(({ takes: { length }, rest }) => (rest ? Number.POSITIVE_INFINITY : length)),
  )
  const noun = (count: number) => (count === 1 ? 'operand' : 'operands')
  if (most === Number.POSITIVE_INFINITY) return `at least ${least} ${noun(least)}`
  if (least === most) return `${least === 0 ? 'no' : least} ${noun(least)}`
  return `${least} ${most === least + 1 ? 'or' : 'to'} ${most} operands`
}

function prepare(operand: CheckedOperand, parameter: Parameter): Prepared {
  if (parameter === 'lambda') return { evaluate: lambdaOf(operand), needed: false }
  const { type, whenEmpty } = parameter
  const needed = whenEmpty === undefined
  const evaluate =
    operand.type.kind === 'any' && type.kind !== 'any' ? only(operand.evaluate, type) : operand.evaluate
  return {
    evaluate: whenEmpty === undefined || whenEmpty === null ? evaluate : orElse(evaluate, whenEmpty),
    needed,
  }
}

/** What turns out to be of another type than a function takes is as good as empty. */
function only(evaluate: Evaluate, { kind }: FormulaType): Evaluate {
  return (frame) => {
    const value = evaluate(frame)
    return kindOf(value) === kind ? value : null
  }
}

function orElse(evaluate: Evaluate, whenEmpty: FormulaValue): Evaluate {
  return (frame) => evaluate(frame) ?? whenEmpty
}

function lambdaOf({ evaluate, cost, lambda }: CheckedOperand): (frame: Frame) => Lambda {
  const { current, index } = lambda!
  return (frame) => (item, place) => {
    frame.reader.spend(cost)
    frame.variables[current] = item
    frame.variables[index] = place
    return evaluate(frame)
  }
}
