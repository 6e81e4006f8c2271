import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const cases: [string, FormulaValue][] = [
  ['1 + 2', 3],
  ['add(1, 2)', 3],
  ['1 - 2', -1],
  ['subtract(1, 2)', -1],
  ['2 * 3', 6],
  ['multiply(2, 3)', 6],
  ['1 / 4', 0.25],
  ['divide(1, 4)', 0.25],
  ['7 % 3', 1],
  ['-7 % 3', -1],
  ['mod(7, -3)', 1],
  ['2 ^ 10', 1024],
  ['pow(2, -1)', 0.5],
  ['-2 ^ 2', -4],
  ['unaryMinus(3)', -3],
  ['-0', 0],
  ['+true', 1],
  ['+"12 apples"', 12],
  // Neither NaN nor Infinity comes out.
  ['1 / 0', null],
  ['0 / 0', null],
  ['5 % 0', null],
  ['10 ^ 1000', null],
  ['(-1) ^ 0.5', null],
  ['0 ^ -1', null],
  // Empty numbers make empty results.
  ['prop("No number") + 1', null],
  ['1 - prop("No number")', null],
  ['prop("No number") * 0', null],
  ['-prop("No number")', null],
  ['prop("Where") + 1', null],
  // Text and anything.
  ['"a" + "b"', 'ab'],
  ['"a" + 1', 'a1'],
  ['1 + "a"', '1a'],
  ['1 + 2 + "a"', '3a'],
  ['"a" + 1 + 2', 'a12'],
  ['"" + true', 'true'],
  ['"" + prop("No number")', ''],
  ['prop("No text") + prop("No number")', ''],
  ['prop("No text") + 5', '5'],
  ['"a" + [1, [2, "b"]]', 'a1, 2, b'],
  ['"due " + prop("Due")', 'due June 15, 2026 → June 20, 2026'],
  ['prop("Made by") + "!"', 'Ada!'],
  ['"for " + prop("Project")', 'for Apollo, Gemini'],
  // Only the value says what it is.
  ['prop("Anything") + 1', 'x1'],
  ['if(true, 1, "a") + 1', 2],
  ['if(false, 1, "a") + 1', 'a1'],
  ['if(true, true, "a") + 1', null],
  ['1 == 1', true],
  ['"a" == "A"', false],
  ['equal(1, 2)', false],
  ['1 != 2', true],
  ['unequal(1, 1)', false],
  ['true == true', true],
  ['[1, "a"] == [1, "a"]', true],
  ['[1] == [1, 2]', false],
  ['prop("Made by") == prop("People").first()', true],
  ['prop("Project").first() == prop("Project").last()', false],
  ['prop("No text") == ""', true],
  ['prop("No number") == 0', false],
  ['prop("No number") == prop("No number")', true],
  ['prop("No number") != 1', true],
  ['if(true, 1, "a") == "1"', false],
  ['2 > 1', true],
  ['larger(1, 2)', false],
  ['2 >= 2', true],
  ['largerEq(1, 2)', false],
  ['1 < 2', true],
  ['smaller(2, 1)', false],
  ['2 <= 1', false],
  ['smallerEq(2, 2)', true],
  ['"b" > "a"', true],
  ['"" < "a"', true],
  ['prop("No text") < "a"', true],
  ['true > false', true],
  // Nothing is before or after an empty value.
  ['prop("No number") < 1', false],
  ['prop("No number") >= 1', false],
  ['prop("No number") <= prop("No number")', false],
  ['prop("No date") < now()', false],
  ['prop("Due") < now()', true],
  ['prop("Due") > now()', false],
  ['today() < now()', true],
  ['today() == dateStart(today())', true],
  // Ranges go by their start, and are the same with the same end only.
  ['prop("Due") <= parseDate("2026-06-15")', true],
  ['prop("Due") >= parseDate("2026-06-15")', true],
  ['prop("Due") == parseDate("2026-06-15")', false],
  ['prop("Due") == dateRange(parseDate("2026-06-15"), parseDate("2026-06-20"))', true],
  // A day begins at midnight.
  ['parseDate("2026-06-15") == parseDate("2026-06-15T00:00")', true],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

test('a day begins at midnight in the zone of the reader', () => {
  const timeZone = 'America/New_York'
  assert.equal(evaluate('parseDate("2026-06-15") == parseDate("2026-06-15T04:00Z")', { timeZone }), true)
  assert.equal(evaluate('parseDate("2026-06-15") > parseDate("2026-06-15T03:59Z")', { timeZone }), true)
})

test('a formula that goes on beyond its budget is stopped', () => {
  assert.throws(() => evaluate('[1].map(1).map(2)', { spend: () => assert.fail('out of steps') }), {
    message: 'out of steps',
  })
})
