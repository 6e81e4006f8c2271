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
import { spendOnText } from './limits.ts'
import type { Node } from './nodes.ts'
import { accepts, itemType, NUMBER, nameOfType, unifyAll } from './type-rules.ts'
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
  const found = findSignatures(checking, definition, nodes, operands, at)
  const types = operands.map(({ type }) => type)
  const literals = operands.map(({ type, literal }): Operand => ({ type, literal }))
  for (const { refuse: refuseOperands, shows, readsClock } of found) {
    const refusal = refuseOperands?.(literals)
    if (refusal) throw refuse(checking, nodes[refusal.operand]!, refusal.reason)
    if (shows) for (const type of types) noteShown(checking, type)
    if (readsClock) checking.clock = true
  }
  return {
    type: unifyAll(found.map(({ gives }) => (typeof gives === 'function' ? gives(types) : gives))),
    evaluate: found.length === 1 ? evaluationOf(found[0]!, operands) : choiceOf(checking, found, operands),
    cost: operands.reduce((cost, operand) => cost + (operand.lambda ? 0 : operand.cost), 1),
  }
}

const evaluationOf = (signature: Signature, operands: readonly CheckedOperand[]): Evaluate =>
  callOf(
    signature.run,
    operands.map((operand, index) => prepare(operand, parameterAt(signature, index)!)),
  )

/** Takes the signature that the first operand turns out to be for. */
function choiceOf(
  checking: Checking,
  signatures: readonly Signature[],
  [first, ...others]: readonly CheckedOperand[],
): Evaluate {
  const slot = checking.slots++
  const known: CheckedOperand = { ...first!, evaluate: (frame) => frame.variables[slot]! }
  const choices = signatures.map((signature) => ({
    kind: kindTaken(signature),
    evaluate: evaluationOf(signature, [known, ...others]),
  }))
  return (frame) => {
    const value = first!.evaluate(frame)
    frame.variables[slot] = value
    const kind = kindOf(value)
    return (choices.find((choice) => choice.kind === kind) ?? choices[0]!).evaluate(frame)
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

/** The signature that fits; several when only the value of the first operand says which it is for. */
function findSignatures(
  checking: Checking,
  { name, signatures }: PlainFunction,
  nodes: readonly Node[],
  operands: readonly Checked[],
  at: Span,
): readonly Signature[] {
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
  const found = possible.filter((_signature, index) => wrong[index] === -1)
  if (found.length > 0) {
    const isOpen =
      operands[0]?.type.kind === 'any' && found.every((signature) => kindTaken(signature) !== 'any')
    return isOpen ? found : found.slice(0, 1)
  }
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

/** What a signature takes first. */
function kindTaken(signature: Signature): FormulaType['kind'] {
  const first = parameterAt(signature, 0)
  return first === undefined || first === 'lambda' ? 'any' : first.type.kind
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
  const isOpen = operand.type.kind === 'any' && type.kind !== 'any'
  const evaluate = isOpen ? only(operand.evaluate, type) : operand.evaluate
  if (whenEmpty === undefined) return { evaluate, needed: true }
  if (typeof whenEmpty === 'string') return { evaluate: textOrElse(evaluate, whenEmpty), needed: false }
  return { evaluate: whenEmpty === null ? evaluate : orElse(evaluate, whenEmpty), needed: false }
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

/** Whatever a function does with a text, it has to read it. */
function textOrElse(evaluate: Evaluate, whenEmpty: string): Evaluate {
  return (frame) => {
    const value = (evaluate(frame) ?? whenEmpty) as string
    spendOnText(frame.reader, value.length)
    return value
  }
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
