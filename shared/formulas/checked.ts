import type { PropertyRead } from './formula.ts'
import { formulaProblem, type Span } from './formula-problem.ts'
import type { Evaluate } from './frame.ts'
import type { Node, PropertyNode } from './nodes.ts'
import type { FormulaScope } from './scope.ts'
import { mayHold } from './type-rules.ts'
import type { FormulaType } from './types.ts'
import type { FormulaValue } from './values.ts'

/** A part of a formula whose types are right. */
export interface Checked {
  readonly type: FormulaType
  readonly evaluate: Evaluate
  /** Steps that one evaluation costs. What is evaluated for each item of a list pays for itself. */
  readonly cost: number
  /** The value that stands there literally. */
  readonly literal?: FormulaValue
}

/** A variable that a part of a formula may use, and those around it. */
export type Names = {
  readonly name: string
  readonly slot: number
  readonly type: FormulaType
  readonly outer: Names
} | null

/** The checking of one formula, and what it found so far. */
export interface Checking {
  readonly expression: string
  readonly scope: FormulaScope
  /** Which property each mention of one means. */
  readonly read: Map<PropertyNode, PropertyRead>
  clock: boolean
  people: boolean
  pages: boolean
  /** How many variables there are in all. */
  slots: number
  /** Checks a part, which knows these names. */
  check(node: Node, names: Names): Checked
}

/** A new variable beside those that are known. */
export function declare(checking: Checking, name: string, type: FormulaType, outer: Names) {
  return { name, slot: checking.slots++, type, outer }
}

/** Notes that values of a type are shown: a person by name, a page by title. */
export function noteShown(checking: Checking, type: FormulaType): void {
  if (mayHold(type, 'person')) checking.people = true
  if (mayHold(type, 'page')) checking.pages = true
}

export const refuse = (checking: Checking, span: Span, reason: string) =>
  formulaProblem(checking.expression, span, reason)
