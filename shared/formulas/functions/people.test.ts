import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, evaluate } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const bare = (end: string) => `0000000000004000800000000000${end}`

const cases: [string, FormulaValue][] = [
  ['name(prop("Made by"))', 'Ada'],
  ['prop("Made by").email()', 'ada@example.com'],
  ['prop("People").map(current.name())', ['Ada', null]],
  ['prop("People").map(email(current))', ['ada@example.com', null]],
  ['prop("People").at(9).name()', null],
  ['name(if(true, "text", prop("Made by")))', null],
  ['id()', bare('a001')],
  ['prop("Project").map(id(current))', [bare('b001'), bare('b002')]],
  ['prop("Made by").id()', bare('c001')],
  ['prop("Project").first().prop("Cost")', 100],
  ['prop("Project").at(7).prop("Cost")', null],
  ['prop("Project").map(current.prop("Lead").length())', [1, 0]],
  ['prop("Project").first().prop("Lead")', [ada]],
  ['prop("Project").map(current.prop("Tasks").map(current.prop("Price"))).flat()', [12.5, 12.5]],
  ['prop("Project").filter(current.prop("Cost") > 50).map(current.prop("Project name"))', ['Apollo']],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}
