import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../problem.ts'
import { compileFormula } from './compile.ts'
import { budget, OutOfSteps, projects, readerWith, scope, task } from './example-formulas.ts'
import type { Formula } from './formula.ts'
import type { Parameter, PlainFunction } from './functions/definition.ts'
import { binaryOperators, functions } from './functions/registry.ts'
import { formulaResult } from './result.ts'
import { showExpression } from './show-expression.ts'
import type { FormulaType } from './types.ts'
import { kindOf } from './value-rules.ts'
import type { FormulaDate, FormulaPage, FormulaValue } from './values.ts'

// Formulas of every kind of type, made from the functions that there are: each operand is of a type its function
// takes, or open until there is a value. What the checker does not refuse must evaluate to what it promised.

type Kind = 'text' | 'number' | 'checkbox' | 'date' | 'person' | 'page' | 'list' | 'any' | 'empty'

const leaves: Readonly<Record<Kind, readonly string[]>> = {
  text: [
    '""',
    '"a"',
    '"b,😀\\n"',
    '"days"',
    '"\\d+"',
    '"("',
    '"YYYY [of] Do"',
    'prop("Note")',
    'prop("No text")',
  ],
  number: ['0', '1', '2.5', '-3', '1e300', 'pi', 'prop("Price")', 'prop("No number")', 'prop("Sum")'],
  checkbox: ['true', 'false', 'prop("Done")'],
  date: ['now()', 'today()', 'prop("Due")', 'prop("No date")', 'parseDate("2024-02-29T23:59")'],
  person: ['prop("Made by")', 'prop("People").last()'],
  page: ['prop("Project").first()', 'prop("Project").at(5)'],
  list: [
    '[]',
    '[1, 2, 3]',
    '["a", ""]',
    'prop("Tags")',
    'prop("People")',
    'prop("Project")',
    '[[1], [2, 3]]',
  ],
  any: ['prop("Anything")', 'if(true, 1, "a")', 'if(true, [1], now())'],
  empty: ['prop("Where")', '[].first()'],
}
const kinds = Object.keys(leaves) as Kind[]
const solid = ['text', 'number', 'checkbox', 'date', 'person', 'page', 'list'] as const

const plain = Object.values(functions).filter(
  (definition): definition is PlainFunction => !('check' in definition),
)
/** Calls by what they give; what depends on the operands may give anything. */
const calls = plain.flatMap(({ name, signatures }) =>
  signatures.map((signature) => ({
    name,
    signature,
    gives: (typeof signature.gives === 'function' ? 'list' : signature.gives.kind) as Kind,
  })),
)

function expressionOf(g: fc.GeneratorValue, kind: Kind, depth: number, names: readonly string[]): string {
  const inner = (of: Kind, more: readonly string[] = []) =>
    expressionOf(g, of, depth - 1, [...names, ...more])
  const some = <Value>(values: readonly Value[]): Value => g(fc.constantFrom, ...(values as [Value]))
  const any = () => inner(some(kinds))
  const leaf = () => some([...leaves[kind], ...names])
  if (depth === 0) return leaf()
  const call = () => {
    const found = calls.filter(({ gives }) => gives === kind || kind === 'any')
    if (found.length === 0) return leaf()
    const { name, signature } = some(found)
    const { takes, optional = 0, rest } = signature
    const parameters: Parameter[] = takes.slice(0, takes.length - g(fc.nat, { max: optional }))
    if (rest) parameters.push(...new Array<Parameter>(g(fc.nat, { max: 2 })).fill(rest))
    const operands = parameters.map((parameter) => {
      if (parameter === 'lambda') return inner(some(kinds), ['current', 'index'])
      const wanted = parameter.type.kind
      return inner(wanted === 'any' ? some(kinds) : some<Kind>([wanted, wanted, wanted, 'any', 'empty']))
    })
    const [first, ...others] = operands
    return first !== undefined && g(fc.boolean) ? `(${first}).${name}(${others})` : `${name}(${operands})`
  }
  const forms: (() => string)[] = [
    leaf,
    call,
    call,
    call,
    () => `(${any()} ? ${inner(kind)} : ${kind === 'any' ? any() : inner(kind)})`,
    () => `ifs(${any()}, ${inner(kind)}, ${any()}, ${inner(kind)})`,
    () => `let(x, ${any()}, ${inner(kind, ['x'])})`,
    () => `[${inner(kind)}, ${inner(kind)}].map(${inner(kind, ['current'])}).${some(['first', 'last'])}()`,
    () => `/* c */ (${inner(kind)})`,
    () => `${inner(kind)} ${some(Object.keys(binaryOperators))} ${inner(some([kind, ...kinds]))}`,
  ]
  if (kind === 'list')
    forms.push(
      () => `[${inner(some(solid))}, ${any()}]`,
      () => `(${inner('list')}).map(${inner(some(solid), ['current'])})`,
    )
  if (kind === 'checkbox')
    forms.push(
      () => `${any()} ${some(['and', 'or', '&&', '||'])} ${any()}`,
      () => `not ${any()}`,
    )
  return some(forms)()
}

const orProblem = <Result>(attempt: () => Result): Result | null => {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof Problem || error instanceof OutOfSteps) return null
    throw error
  }
}

/** Fails when a value is not what its type says, however deep. */
function checkValue(value: FormulaValue, type: FormulaType): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value) && !Object.is(value, -0), `${value}`)
  if (kindOf(value) === 'date') {
    const { start, end } = value as FormulaDate
    assert.ok(Number.isFinite(start) && (end === null || Number.isFinite(end)))
  }
  if (value === null || type.kind === 'any') return
  assert.equal(kindOf(value), type.kind)
  if (type.kind === 'list') for (const item of value as readonly FormulaValue[]) checkValue(item, type.of)
  if (type.kind === 'page') assert.equal((value as FormulaPage).dataSourceId, type.dataSourceId)
}

function checkCanonical(formula: Formula): void {
  const again = compileFormula(formula.stored, scope)
  assert.equal(again.stored, formula.stored)
  assert.deepEqual(again.type, formula.type)
  assert.deepEqual(again.reads, formula.reads)
  const shown = showExpression(formula.stored, scope)
  assert.equal(compileFormula(shown, scope).stored, formula.stored)
}

function checkFormula(formula: Formula, timeZone: string): void {
  checkCanonical(formula)
  const evaluate = () => {
    const reader = readerWith({ timeZone, ...budget(20_000) })
    const value = formula.evaluate(task, reader)
    return { value, result: formulaResult(value, formula.type, reader) }
  }
  const first = orProblem(evaluate)
  if (!first) return
  checkValue(first.value, formula.type)
  assert.deepEqual(evaluate(), first, 'the same formula gives the same value')
  const stored = compileFormula(formula.stored, scope)
  assert.deepEqual(stored.evaluate(task, readerWith({ timeZone })), first.value, 'and so does what is stored')
}

const zone = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia')

for (const kind of kinds) {
  test(`what a formula made for ${kind} gives is of the type that was checked`, () => {
    let compiled = 0
    fc.assert(
      fc.property(fc.gen(), zone, (g, timeZone) => {
        const expression = expressionOf(g, kind, 3, [])
        const formula = orProblem(() => compileFormula(expression, scope))
        if (!formula) return
        compiled++
        checkFormula(formula, timeZone)
      }),
      // Making a formula smaller that was made in so many steps would take minutes.
      { numRuns: 300, endOnFailure: true },
    )
    assert.ok(compiled > 75, `${compiled} of 300 could be compiled`)
  })
}

const pieces = [
  ...[
    '(',
    ')',
    '[',
    ']',
    ',',
    '.',
    '?',
    ':',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '==',
    '!=',
    '<',
    '>=',
    '!',
    '&&',
    '||',
  ],
  ...[
    'and',
    'or',
    'not',
    'true',
    'false',
    'current',
    'index',
    'prop',
    'pi',
    'x',
    '"',
    '"a"',
    '\\',
    '/*',
    '*/',
    '//',
    '\n',
  ],
  ...[
    '1',
    '1e5',
    '.5',
    '{{',
    '}}',
    `{{notion:block_property:cost:${projects}}}`,
    'prop("Project")',
    'prop("Price")',
  ],
  ...['__proto__', 'constructor', 'toString', '\ud800', '\u0000', '{{notion:block_property:%:x}}'],
  ...Object.keys(functions).map((name) => `${name}(`),
]
const soup = fc
  .array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary' })), {
    maxLength: 15,
  })
  .map((parts) => parts.join(' '))

test('no text makes compiling or evaluating throw anything but a Problem', () => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (expression) => {
      const formula = orProblem(() => compileFormula(expression, scope))
      if (formula) checkFormula(formula, 'UTC')
    }),
    { numRuns: 5000 },
  )
})

test('nor does a formula with a slip in it', () => {
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom('', ...pieces), fc.nat(), fc.nat(8), (g, piece, at, left) => {
      const expression = expressionOf(g, 'any', 2, [])
      const start = at % expression.length
      const slipped = `${expression.slice(0, start)}${piece}${expression.slice(start + left)}`
      const formula = orProblem(() => compileFormula(slipped, scope))
      if (formula) checkFormula(formula, 'UTC')
    }),
    { numRuns: 300, endOnFailure: true },
  )
})
