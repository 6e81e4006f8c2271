import { formatNumber, isNumberFormat } from '../format-number.ts'
import type { Frame } from '../frame.ts'
import { finite, spendOnLooks, spendOnText } from '../limits.ts'
import { instantOf } from '../moments.ts'
import { innermostType, NUMBER, nameOfType, TEXT } from '../type-rules.ts'
import { isDate, isList } from '../value-rules.ts'
import type { FormulaValue } from '../values.ts'
import { anything, number, type Operand, type PlainFunction, type Refusal, text } from './definition.ts'

/** A function of one number. */
const ofOne = (name: string, count: (value: number) => number): PlainFunction => ({
  name,
  signatures: [
    { takes: [number], gives: NUMBER, run: (_frame: Frame, value: number) => finite(count(value)) },
  ],
})

/** A function of all the numbers that are given, one by one or in lists; empty ones do not count. */
const ofMany = (name: string, count: (numbers: readonly number[]) => number): PlainFunction => ({
  name,
  signatures: [
    {
      takes: [anything],
      rest: anything,
      gives: NUMBER,
      refuse: refuseOthers,
      run: ({ reader }: Frame, ...values: FormulaValue[]) => {
        const numbers: number[] = []
        const collect = (value: FormulaValue) => {
          if (typeof value === 'number') numbers.push(value)
          else if (isList(value)) {
            reader.spend(value.length)
            value.forEach(collect)
          }
        }
        values.forEach(collect)
        return finite(count(numbers))
      },
    },
  ],
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0)

/** `+x`, and what text, dates and checkboxes are as numbers. */
export const toNumber: PlainFunction = {
  name: 'toNumber',
  signatures: [{ takes: [anything], gives: NUMBER, refuse: refuseNoNumber, run: readNumber }],
}

export const numberFunctions: readonly PlainFunction[] = [
  ofMany('min', (numbers) =>
    numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  ),
  ofMany('max', (numbers) =>
    numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  ),
  ofMany('sum', sum),
  ofMany('mean', (numbers) => sum(numbers) / numbers.length),
  ofMany('median', median),
  ofOne('abs', Math.abs),
  ofOne('ceil', Math.ceil),
  ofOne('floor', Math.floor),
  ofOne('sqrt', Math.sqrt),
  ofOne('cbrt', Math.cbrt),
  ofOne('exp', Math.exp),
  ofOne('ln', Math.log),
  ofOne('log10', Math.log10),
  ofOne('log2', Math.log2),
  ofOne('sign', Math.sign),
  {
    name: 'round',
    signatures: [
      {
        takes: [number, number],
        optional: 1,
        gives: NUMBER,
        run: (_frame: Frame, value: number, places = 0) => finite(round(value, Math.trunc(places))),
      },
    ],
  },
  constant('pi', Math.PI),
  constant('e', Math.E),
  toNumber,
  {
    name: 'formatNumber',
    signatures: [
      {
        takes: [number, text, number],
        optional: 2,
        gives: TEXT,
        refuse: refuseFormat,
        run({ reader }: Frame, value: number, format = 'number', precision?: number) {
          spendOnLooks(reader)
          return formatNumber(value, format, precision ?? null)
        },
      },
    ],
  },
]

function constant(name: string, value: number): PlainFunction {
  return { name, signatures: [{ takes: [], gives: NUMBER, run: () => value }] }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return sorted.length ? (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2 : Number.NaN
}

/** To so many decimal places, or to tens for -1. Halves go up, also below zero. */
function round(value: number, places: number): number {
  if (places === 0) return Math.round(value)
  // By its decimal digits: multiplying would make 1.005 less than it says.
  return shift(Math.round(shift(value, places)), -places)
}

function shift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(exponent) + places}`)
}

/** The number at the beginning of a text; empty when there is none. */
function readNumber({ reader }: Frame, value: FormulaValue): FormulaValue {
  if (typeof value === 'string') {
    spendOnText(reader, value.length)
    return finite(Number.parseFloat(value))
  }
  if (typeof value === 'number' || value === null) return value
  if (typeof value === 'boolean') return Number(value)
  if (!isDate(value)) return null
  spendOnLooks(reader)
  return instantOf(value, reader.timeZone)
}

function refuseOthers(operands: readonly Operand[]): Refusal | null {
  const operand = operands.findIndex(
    ({ type }) => !['number', 'any', 'empty'].includes(innermostType(type).kind),
  )
  if (operand < 0) return null
  const given = nameOfType(operands[operand]!.type)
  return { operand, reason: `Numbers and lists of numbers are counted here, and this is ${given}.` }
}

function refuseNoNumber([operand]: readonly Operand[]): Refusal | null {
  const { type } = operand!
  if (!['list', 'page', 'person'].includes(type.kind)) return null
  return { operand: 0, reason: `There is no number for ${nameOfType(type)}.` }
}

function refuseFormat([, format]: readonly Operand[]): Refusal | null {
  if (typeof format?.literal !== 'string' || isNumberFormat(format.literal)) return null
  return { operand: 1, reason: `There is no number format "${format.literal}".` }
}
