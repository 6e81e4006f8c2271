import type { BinaryOperator, UnaryOperator } from '../nodes.ts'
import { arithmetic } from './arithmetic.ts'
import { comparisons } from './comparisons.ts'
import { dateFunctions } from './dates.ts'
import type { FunctionDefinition, PlainFunction } from './definition.ts'
import { listFunctions } from './lists.ts'
import { and, logicFunctions, not, or } from './logic.ts'
import { numberFunctions, toNumber } from './numbers.ts'
import { patternFunctions } from './patterns.ts'
import { peopleFunctions } from './people.ts'
import { textFunctions } from './texts.ts'

const definitions: readonly FunctionDefinition[] = [
  ...logicFunctions,
  ...Object.values(comparisons),
  ...Object.values(arithmetic),
  ...textFunctions,
  ...patternFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...peopleFunctions,
  ...listFunctions,
]

/** Spellings of the first formulas of Notion, and the names they have now. */
const olderNames: Readonly<Record<string, string>> = {
  start: 'dateStart',
  end: 'dateEnd',
  unaryPlus: 'toNumber',
}

/** Every function by its name. */
export const functions: Readonly<Record<string, FunctionDefinition>> = withOlderNames(
  Object.fromEntries(definitions.map((definition) => [definition.name, definition])),
)

export const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }

export const unaryOperators: Readonly<Record<UnaryOperator, PlainFunction>> = {
  '-': arithmetic.unaryMinus,
  '+': toNumber,
  not,
}

export const binaryOperators: Readonly<Record<BinaryOperator, FunctionDefinition>> = {
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '%': arithmetic.mod,
  '^': arithmetic.pow,
  '==': comparisons.equal,
  '!=': comparisons.unequal,
  '>': comparisons.larger,
  '>=': comparisons.largerEq,
  '<': comparisons.smaller,
  '<=': comparisons.smallerEq,
  and,
  or,
}

/** The function that a wrong name probably means: the same letters in another case. */
export function suggestionFor(name: string): string | null {
  const folded = name.toLowerCase()
  return Object.keys(functions).find((known) => known.toLowerCase() === folded) ?? null
}

function withOlderNames(known: Record<string, FunctionDefinition>): Record<string, FunctionDefinition> {
  for (const [older, name] of Object.entries(olderNames)) known[older] = known[name]!
  return known
}
