import type { Frame } from '../frame.ts'
import { areAlike, CHECKBOX, nameOfType } from '../type-rules.ts'
import { areSame, compareValues } from '../value-rules.ts'
import type { FormulaValue } from '../values.ts'
import { anything, type Operand, type PlainFunction, type Refusal } from './definition.ts'

const equality = (name: string, run: PlainFunction['signatures'][number]['run']): PlainFunction => ({
  name,
  signatures: [{ takes: [anything, anything], gives: CHECKBOX, refuse: refuseUnlike, run }],
})

const order = (name: string, holds: (difference: number) => boolean): PlainFunction => ({
  name,
  signatures: [
    {
      takes: [anything, anything],
      gives: CHECKBOX,
      refuse: (operands) => refuseUnordered(operands) ?? refuseUnlike(operands),
      run({ reader }: Frame, one: FormulaValue, other: FormulaValue) {
        const difference = compareValues(one, other, reader)
        return difference !== null && holds(difference)
      },
    },
  ],
})

/** Comparisons. Only values of one type can be compared. */
export const comparisons = {
  equal: equality('equal', ({ reader }: Frame, one: FormulaValue, other: FormulaValue) =>
    areSame(one, other, reader),
  ),
  unequal: equality(
    'unequal',
    ({ reader }: Frame, one: FormulaValue, other: FormulaValue) => !areSame(one, other, reader),
  ),
  larger: order('larger', (difference) => difference > 0),
  largerEq: order('largerEq', (difference) => difference >= 0),
  smaller: order('smaller', (difference) => difference < 0),
  smallerEq: order('smallerEq', (difference) => difference <= 0),
} satisfies Record<string, PlainFunction>

function refuseUnlike([one, other]: readonly Operand[]): Refusal | null {
  if (areAlike(one!.type, other!.type)) return null
  const types = `${nameOfType(one!.type)} with ${nameOfType(other!.type)}`
  return { operand: 1, reason: `Only values of the same type can be compared, not ${types}.` }
}

function refuseUnordered(operands: readonly Operand[]): Refusal | null {
  const operand = operands.findIndex(({ type: { kind } }) => ['list', 'page', 'person'].includes(kind))
  if (operand < 0) return null
  return { operand, reason: `Nothing is larger or smaller than ${nameOfType(operands[operand]!.type)}.` }
}
