import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const cases: [string, FormulaValue][] = [
  ['if(true, 1, 2)', 1],
  ['if(false, 1, 2)', 2],
  ['1 > 2 ? "a" : "b"', 'b'],
  // Every value may be a condition.
  ['if(prop("Note"), 1, 2)', 1],
  ['if(prop("No text"), 1, 2)', 2],
  ['if(prop("No number"), 1, 2)', 2],
  ['if(0, 1, 2)', 2],
  ['if(-1, 1, 2)', 1],
  ['if([], 1, 2)', 2],
  ['if(prop("Due"), 1, 2)', 1],
  ['if(prop("No date"), 1, 2)', 2],
  ['if(prop("Made by"), 1, 2)', 1],
  // Branches of unlike types.
  ['if(true, 1, "a")', 1],
  ['if(false, 1, "a")', 'a'],
  ['ifs(true, 1, true, 2, 3)', 1],
  ['ifs(false, 1, true, 2, 3)', 2],
  ['ifs(false, 1, false, 2, 3)', 3],
  ['ifs(false, 1, false, 2)', null],
  ['ifs(true, 1)', 1],
  ['true and true', true],
  ['true && false', false],
  ['and(true, true, 1, "a")', true],
  ['and(true, prop("No number"))', false],
  ['true.and(false)', false],
  ['false or true', true],
  ['or(false, 0, "", [])', false],
  ['or(false)', false],
  ['not true', false],
  ['!prop("No date")', true],
  ['not(0)', true],
  ['empty(0)', true],
  ['empty("")', true],
  ['empty(false)', true],
  ['empty([])', true],
  ['empty()', true],
  ['empty(prop("No number"))', true],
  ['empty(prop("Where"))', true],
  ['empty(1)', false],
  ['empty(" ")', false],
  ['empty([0])', false],
  ['prop("Due").empty()', false],
  ['let(x, 2, x * x)', 4],
  ['let(x, 2, let(x, x + 1, x))', 3],
  ['lets(a, 1, b, a + 1, c, a + b, [a, b, c])', [1, 2, 3]],
  ['lets(current, 5, [1, 2].map(current))', [1, 2]],
  ['let(pi, 3, pi)', 3],
  [
    '[1, 2].map(let(y, current * 2, [3, 4].map(current + y)))',
    [
      [5, 6],
      [7, 8],
    ],
  ],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

test('a call with as many operands as there may be is evaluated', () => {
  assert.equal(evaluate(`ifs(${'false, 1, '.repeat(499)}2)`), 2)
  assert.equal(evaluate(`sum(${'1, '.repeat(999)}1)`), 1000)
  assert.equal(evaluate(`and(${'true, '.repeat(999)}true)`), true)
  const variables = Array.from({ length: 499 }, (_, at) => `a${at}, ${at}`)
  assert.equal(evaluate(`lets(${variables.join(', ')}, a498)`), 498)
})

test('a branch that is not taken, and a condition that is not needed, is not evaluated', () => {
  const property = () => {
    throw new Error('was asked')
  }
  for (const expression of [
    'if(true, 1, prop("Price"))',
    'false and prop("Done")',
    'true or prop("Done")',
    'ifs(true, 1, prop("Done"), 2)',
  ]) {
    evaluate(expression, { property })
  }
})
