import type { Frame } from '../frame.ts'
import { boundText, finite } from '../limits.ts'
import { showValue } from '../show-value.ts'
import { ANY, NUMBER, nameOfType, TEXT } from '../type-rules.ts'
import type { FormulaValue } from '../values.ts'
import { anything, number, type Operand, type PlainFunction, type Refusal } from './definition.ts'

// Notion has a function for every operator (help page "Formula syntax"). Empty operands give an empty result.

const counts = (name: string, count: (one: number, other: number) => number): PlainFunction => ({
  name,
  signatures: [
    {
      takes: [number, number],
      gives: NUMBER,
      run: (_frame: Frame, one: number, other: number) => finite(count(one, other)),
    },
  ],
})

export const arithmetic = {
  add: {
    name: 'add',
    signatures: [
      {
        takes: [anything, anything],
        isFor: (types) => types.some(({ kind }) => kind === 'text'),
        gives: TEXT,
        shows: true,
        run: join,
      },
      {
        takes: [number, number],
        isFor: (types) => types.every(({ kind }) => kind === 'number' || kind === 'empty'),
        gives: NUMBER,
        run: (_frame: Frame, one: number, other: number) => finite(one + other),
      },
      { takes: [anything, anything], gives: ANY, refuse: refuseSum, shows: true, run: addOrJoin },
    ],
  },
  subtract: counts('subtract', (one, other) => one - other),
  multiply: counts('multiply', (one, other) => one * other),
  divide: counts('divide', (one, other) => one / other),
  // The remainder has the sign of what is divided.
  mod: counts('mod', (one, other) => one % other),
  pow: counts('pow', (one, other) => one ** other),
  unaryMinus: {
    name: 'unaryMinus',
    signatures: [{ takes: [number], gives: NUMBER, run: (_frame: Frame, value: number) => finite(-value) }],
  },
} satisfies Record<string, PlainFunction>

/** Text and anything: empty is no text. */
function join({ reader }: Frame, one: FormulaValue, other: FormulaValue): string {
  const joined = showValue(one, reader) + showValue(other, reader)
  boundText(reader, joined.length)
  return joined
}

/** Of what may be either, only the values say. */
function addOrJoin(frame: Frame, one: FormulaValue, other: FormulaValue): FormulaValue {
  if (typeof one === 'number' && typeof other === 'number') return finite(one + other)
  return typeof one === 'string' || typeof other === 'string' ? join(frame, one, other) : null
}

/** Neither side is text. */
function refuseSum(operands: readonly Operand[]): Refusal | null {
  const operand = operands.findIndex(({ type: { kind } }) => !['number', 'any', 'empty'].includes(kind))
  if (operand < 0) return null
  const { type } = operands[operand]!
  const hint = type.kind === 'date' ? ' Times are added to dates with `dateAdd`.' : ''
  return {
    operand,
    reason: `\`+\` adds numbers, or joins text with anything, and this is ${nameOfType(type)}.${hint}`,
  }
}
