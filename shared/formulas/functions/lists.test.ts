import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, budget, day, evaluate, nobody, OutOfSteps } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const cases: [string, FormulaValue][] = [
  ['[1, "a", true]', [1, 'a', true]],
  ['at([1, 2, 3], 1)', 2],
  ['at([1, 2, 3], 0)', 1],
  ['at([1, 2, 3], -1)', 3],
  ['at([1, 2, 3], 3)', null],
  ['at([1, 2, 3], 1.7)', 2],
  ['at([1], prop("No number"))', null],
  ['first([1, 2])', 1],
  ['[].first()', null],
  ['last([1, 2])', 2],
  ['last([])', null],
  ['slice([1, 2, 3, 4], 1)', [2, 3, 4]],
  ['slice([1, 2, 3, 4], 1, 3)', [2, 3]],
  ['slice([1, 2, 3, 4], -2)', [3, 4]],
  ['slice([1, 2], 5)', []],
  ['splice([1, 2, 3], 1, 1)', [1, 3]],
  ['splice([1, 2, 3], 1, 0, 8, 9)', [1, 8, 9, 2, 3]],
  ['splice([1, 2, 3], -1, 1, "z")', [1, 2, 'z']],
  ['splice([1], 0, 99)', []],
  ['concat([1], [2, 3], [])', [1, 2, 3]],
  ['concat([[1]], [2])', [[1], 2]],
  ['sort([3, 1, 2])', [1, 2, 3]],
  ['sort(["b", "a", "C"])', ['C', 'a', 'b']],
  ['sort([3, prop("No number"), 1])', [1, 3, null]],
  ['sort([true, false])', [false, true]],
  ['sort(["a", 2, true, "", 1])', [1, 2, '', 'a', true]],
  ['sort([1, 2, 3], -current)', [3, 2, 1]],
  ['sort(["bb", "a", "cc"], length(current))', ['a', 'bb', 'cc']],
  ['sort([4, 5, 6], index)', [4, 5, 6]],
  ['sort([parseDate("2026-02-01"), parseDate("2026-01-01")])', [day('2026-01-01'), day('2026-02-01')]],
  ['sort([[2], [1]])', [[2], [1]]],
  ['reverse([1, 2, 3])', [3, 2, 1]],
  ['unique([1, 2, 1, "1", true, 1])', [1, 2, '1', true]],
  ['unique([[1, 2], [1, 2], [12]])', [[1, 2], [12]]],
  ['unique([prop("No number"), prop("No text")])', [null]],
  ['unique([today(), today()]).length()', 1],
  ['unique(concat(prop("People"), [prop("Made by")]))', [ada, nobody]],
  ['includes([1, 2], 2)', true],
  ['prop("Tags").includes("red")', true],
  ['prop("Tags").includes("re")', false],
  ['includes([[1]], [1])', true],
  ['find([1, 2, 3], current > 1)', 2],
  ['find([1], current > 1)', null],
  ['findIndex([1, 2, 3], current > 1)', 1],
  ['findIndex([], true)', -1],
  ['filter([1, 2, 3], current != 2)', [1, 3]],
  ['filter(["", "a"], current)', ['a']],
  ['filter([5, 6], index)', [6]],
  ['some([1, 2], current > 1)', true],
  ['some([], true)', false],
  ['every([1, 2], current > 1)', false],
  ['every([], false)', true],
  ['map([1, 2, 3], current * index)', [0, 2, 6]],
  ['map([], current)', []],
  ['map(prop("Where"), current)', []],
  ['[[1, 2], [3]].map(current.map(current + 1))', [[2, 3], [4]]],
  ['flat([[1, [2]], 3, []])', [1, 2, 3]],
  ['count([1, 2, 3])', 3],
  ['count([1, 2, 3], current > 1)', 2],
  ['count(prop("Anything"))', 0],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

const manyItems = 'split(repeat(",", 30000), ",")'

for (const expression of [
  `let(a, ${manyItems}, concat(a, a))`,
  `let(a, ${manyItems}, [a, a].flat())`,
  'split(repeat(",", 50000), ",")',
  'match(repeat("a", 50001), "a")',
]) {
  test(`${expression} is refused because it is too long`, () => {
    assert.throws(() => evaluate(expression), {
      kind: 'invalid',
      message: 'A formula gives too long a list: at most 50000 items are possible.',
    })
  })
}

// Lists of lists of lists: each part is made once and stands in many places.
const thicket = (result: string): string => {
  const steps = Array.from({ length: 40 }, (_, at) =>
    ['t', 'u'].map((x) => `${x}${at + 1}, [${x}${at}, ${x}${at}]`),
  )
  return `lets(t0, [1, 1], u0, [1, 1], ${steps.flat().join(', ')}, ${result})`
}

for (const expression of [
  thicket('t40 == u40'),
  thicket('flat(t40)'),
  thicket('unique(t40)'),
  thicket('includes([t40], u40)'),
  thicket('sum(t40)'),
  `let(a, ${manyItems}, a.map(a.map(current)))`,
  `let(a, ${manyItems}, a.sort(a.reverse().length()))`,
]) {
  test(`${expression.slice(-40)} ends with its budget`, () => {
    assert.throws(() => evaluate(expression, budget(200_000)), OutOfSteps)
  })
}
