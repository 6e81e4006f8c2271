import type { Checked, Checking, Names } from '../checked.ts'
import type { Frame } from '../frame.ts'
import type { CallNode } from '../nodes.ts'
import { ANY, CHECKBOX, DATE, listOf, NUMBER, PERSON, TEXT } from '../type-rules.ts'
import type { FormulaType } from '../types.ts'
import type { FormulaValue } from '../values.ts'

/**
 * A function of the language: one or more signatures, the first that fits is taken; or a form, which reads its
 * operands itself because it does not evaluate all of them, or gives them names.
 */
export type FunctionDefinition = PlainFunction | FormFunction

export interface PlainFunction {
  readonly name: string
  readonly signatures: readonly Signature[]
}

export interface FormFunction {
  readonly name: string
  check(checking: Checking, call: CallNode, names: Names): Checked
}

export interface Signature {
  readonly takes: readonly Parameter[]
  /** How many of the last parameters may be left out: 0 when it does not say. */
  readonly optional?: number
  /** Any number of further operands. */
  readonly rest?: Parameter
  /** Whether it is meant for operands of these types, when fitting one by one does not say so. */
  readonly isFor?: (types: readonly FormulaType[]) => boolean
  readonly gives: FormulaType | ((types: readonly FormulaType[]) => FormulaType)
  /** What is wrong with operands whose types fit one by one. */
  readonly refuse?: (operands: readonly Operand[]) => Refusal | null
  /** Whether values of its operands are shown as text: people by name, pages by title. */
  readonly shows?: boolean
  readonly readsClock?: boolean
  /** Gets what it takes, and never an empty value where the parameter does not say so. */
  readonly run: Run
}

/** Operands are of the types that the parameters name; the checker sees to that. */
export type Run = (frame: Frame, ...operands: never[]) => FormulaValue

export interface Operand {
  readonly type: FormulaType
  /** What stands there literally. */
  readonly literal: FormulaValue | undefined
}

/** What is wrong, and with which operand. */
export interface Refusal {
  readonly operand: number
  readonly reason: string
}

export type Parameter = ValueParameter | 'lambda'

export interface ValueParameter {
  readonly type: FormulaType
  /** What the function gets for an empty operand. Without it, the call gives an empty value. */
  readonly whenEmpty?: FormulaValue
}

/** An expression evaluated for each item of a list. */
export type Lambda = (current: FormulaValue, index: number) => FormulaValue

// No text is as good as empty text, and no list as an empty one. Numbers, dates and people have no such value.
export const text: ValueParameter = { type: TEXT, whenEmpty: '' }
export const list: ValueParameter = { type: listOf(ANY), whenEmpty: [] }
export const number: ValueParameter = { type: NUMBER }
export const checkbox: ValueParameter = { type: CHECKBOX, whenEmpty: false }
export const date: ValueParameter = { type: DATE }
export const person: ValueParameter = { type: PERSON }
export const page: ValueParameter = { type: { kind: 'page', dataSourceId: '' } }
/** Takes what comes, empty values too. */
export const anything: ValueParameter = { type: ANY, whenEmpty: null }
export const lambda = 'lambda'
