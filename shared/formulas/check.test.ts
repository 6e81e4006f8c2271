import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../problem.ts'
import { compileFormula } from './compile.ts'
import { projects, scope } from './example-formulas.ts'
import { CHECKBOX, DATE, listOf, NUMBER, PERSON, TEXT } from './type-rules.ts'
import type { FormulaType } from './types.ts'

const ANY: FormulaType = { kind: 'any' }
const EMPTY: FormulaType = { kind: 'empty' }
const PROJECT: FormulaType = { kind: 'page', dataSourceId: projects }

const types: [string, FormulaType][] = [
  ['1', NUMBER],
  ['prop("Name")', TEXT],
  ['prop("title")', TEXT],
  ['prop("Price")', NUMBER],
  ['prop("n:}1")', NUMBER],
  ['prop("n%3A%7D1")', NUMBER],
  ['prop("Done")', CHECKBOX],
  ['prop("Due")', DATE],
  ['prop("People")', listOf(PERSON)],
  ['prop("Made by")', PERSON],
  ['prop("Tags")', listOf(TEXT)],
  ['prop("Project")', listOf(PROJECT)],
  ['prop("Project").first()', PROJECT],
  ['prop("Project").map(current.prop("Cost"))', listOf(NUMBER)],
  ['prop("Project").map(current.prop("Lead")).flat()', listOf(PERSON)],
  ['prop("Sum")', NUMBER],
  ['prop("Anything")', ANY],
  ['prop("Where")', EMPTY],
  ['prop("Where") + 1', NUMBER],
  ['[]', listOf(EMPTY)],
  ['[].first()', EMPTY],
  ['[1, 2]', listOf(NUMBER)],
  ['[1, "a"]', listOf(ANY)],
  ['[[1], []]', listOf(listOf(NUMBER))],
  ['[[1], ["a"]]', listOf(listOf(ANY))],
  ['concat([1], ["a"])', listOf(ANY)],
  ['splice([1], 0, 0, 2)', listOf(NUMBER)],
  ['splice([1], 0, 0, "a")', listOf(ANY)],
  ['if(true, 1, 2)', NUMBER],
  ['if(true, 1, prop("Where"))', NUMBER],
  ['if(true, 1, "a")', ANY],
  ['if(true, [], [1])', listOf(NUMBER)],
  ['if(true, prop("Project").first(), prop("Project").first().prop("Tasks").first())', ANY],
  ['ifs(true, 1)', NUMBER],
  ['ifs(true, 1, false, "a")', ANY],
  ['1 + "a"', TEXT],
  ['1 + prop("Anything")', ANY],
  ['"a" + prop("Anything")', TEXT],
  ['let(x, [1], x)', listOf(NUMBER)],
  ['length(if(true, 1, "a"))', NUMBER],
  ['slice(prop("Anything"), 1)', ANY],
  ['prop("Anything").map(current + 1)', listOf(ANY)],
]

for (const [expression, type] of types) {
  test(`${expression} is ${JSON.stringify(type)}`, () => {
    assert.deepEqual(compileFormula(expression, scope).type, type)
  })
}

const refused: [string, string][] = [
  ['prop("Nope")', 'line 1, column 1 near `prop("Nope")`: There is no property with the name or id "Nope".'],
  [
    '1 + {{notion:block_property:nope:ds}}',
    'line 1, column 5 near `{{notion:block_property:nope:ds}}`: There is no property with the id "nope".',
  ],
  [
    'prop("Project").first().prop("Price")',
    'line 1, column 1 near `prop("Project").first().prop("Price")`: There is no property with the name or id "Price".',
  ],
  [
    'prop("Project").prop("Cost")',
    'line 1, column 1 near `prop("Project").prop("Cost")`: Only a page has properties, and this is a list of pages. Each of them is asked with `map(current.prop(…))`.',
  ],
  [
    'prop("Anything").prop("Cost")',
    'line 1, column 1 near `prop("Anything").prop("Cost")`: Only a page has properties, and this is any value.',
  ],
  ['nope(1)', 'line 1, column 1 near `nope`: There is no function `nope`.'],
  ['constructor(1)', 'line 1, column 1 near `constructor`: There is no function `constructor`.'],
  ['DATEADD(1)', 'line 1, column 1 near `DATEADD`: There is no function `DATEADD`. Did you mean `dateAdd`?'],
  ['[1].nope()', 'line 1, column 5 near `nope`: There is no function `nope`.'],
  ['x + 1', 'line 1, column 1 near `x`: There is no variable `x`.'],
  ['toString', 'line 1, column 1 near `toString`: There is no variable `toString`.'],
  ['now', 'line 1, column 1 near `now`: There is no variable `now`. A function has brackets: `now()`.'],
  [
    'current',
    'line 1, column 1 near `current`: `current` is only known where a list is gone through, as in `map`.',
  ],
  [
    '[1].map(1) + [index]',
    'line 1, column 15 near `index`: `index` is only known where a list is gone through, as in `map`.',
  ],
  ['let(x, x, 1)', 'line 1, column 8 near `x`: There is no variable `x`.'],
  ['let(x, 1, 2) + x', 'line 1, column 16 near `x`: There is no variable `x`.'],
  ['let(1, 2, 3)', 'line 1, column 5 near `1`: The name of a variable is expected here.'],
  ['let(x, 1)', 'line 1, column 1 near `let`: `let` takes 3 operands, and 2 are given.'],
  [
    'lets(x, 1, y, x)',
    'line 1, column 1 near `lets`: `lets` takes names with their values, and a result, and 4 are given.',
  ],
  ['if(true, 1)', 'line 1, column 1 near `if`: `if` takes 3 operands, and 2 are given.'],
  ['ifs(true)', 'line 1, column 1 near `ifs`: `ifs` takes at least 2 operands, and 1 are given.'],
  ['and()', 'line 1, column 1 near `and`: `and` takes at least 1 operand, and 0 are given.'],
  ['now(1)', 'line 1, column 1 near `now`: `now` takes no operands, and 1 are given.'],
  ['abs()', 'line 1, column 1 near `abs`: `abs` takes 1 operand, and 0 are given.'],
  ['round(1, 2, 3)', 'line 1, column 1 near `round`: `round` takes 1 or 2 operands, and 3 are given.'],
  [
    'formatNumber()',
    'line 1, column 1 near `formatNumber`: `formatNumber` takes 1 to 3 operands, and 0 are given.',
  ],
  ['sum()', 'line 1, column 1 near `sum`: `sum` takes at least 1 operand, and 0 are given.'],
  ['abs("x")', 'line 1, column 5 near `"x"`: `abs` takes a number here, and this is text.'],
  ['length(1)', 'line 1, column 8 near `1`: `length` takes text or a list here, and this is a number.'],
  ['substring("a", "b")', 'line 1, column 16 near `"b"`: `substring` takes a number here, and this is text.'],
  [
    'prop("Price").lower()',
    'line 1, column 1 near `prop("Price")`: `lower` takes text here, and this is a number.',
  ],
  ['map(1, 2)', 'line 1, column 5 near `1`: `map` takes a list here, and this is a number.'],
  ['-"a"', 'line 1, column 2 near `"a"`: `unaryMinus` takes a number here, and this is text.'],
  ['1 - "a"', 'line 1, column 5 near `"a"`: `subtract` takes a number here, and this is text.'],
  [
    'prop("Due") - 1',
    'line 1, column 1 near `prop("Due")`: `subtract` takes a number here, and this is a date.',
  ],
  [
    'now() + 1',
    'line 1, column 1 near `now()`: `+` adds numbers, or joins text with anything, and this is a date. Times are added to dates with `dateAdd`.',
  ],
  [
    '[1] + [2]',
    'line 1, column 1 near `[1]`: `+` adds numbers, or joins text with anything, and this is a list of numbers.',
  ],
  [
    '1 == "a"',
    'line 1, column 6 near `"a"`: Only values of the same type can be compared, not a number with text.',
  ],
  [
    'unequal(true, 1)',
    'line 1, column 15 near `1`: Only values of the same type can be compared, not a checkbox with a number.',
  ],
  [
    '[1] == ["a"]',
    'line 1, column 8 near `["a"]`: Only values of the same type can be compared, not a list of numbers with a list of texts.',
  ],
  [
    'now() > 1',
    'line 1, column 9 near `1`: Only values of the same type can be compared, not a date with a number.',
  ],
  [
    'prop("People") > prop("People")',
    'line 1, column 1 near `prop("People")`: Nothing is larger or smaller than a list of people.',
  ],
  [
    'sum("a")',
    'line 1, column 5 near `"a"`: Numbers and lists of numbers are counted here, and this is text.',
  ],
  [
    'sum(1, ["a"])',
    'line 1, column 8 near `["a"]`: Numbers and lists of numbers are counted here, and this is a list of texts.',
  ],
  ['toNumber([1])', 'line 1, column 10 near `[1]`: There is no number for a list of numbers.'],
  [
    'dateAdd(now(), 1, "eon")',
    'line 1, column 19 near `"eon"`: There is no unit "eon". Units are years, quarters, months, weeks, days, hours, minutes, seconds, milliseconds.',
  ],
  ['formatNumber(1, "shells")', 'line 1, column 17 near `"shells"`: There is no number format "shells".'],
  ['style("a", "loud")', 'line 1, column 12 near `"loud"`: There is no style "loud".'],
  [
    'test("a", "(")',
    'line 1, column 11 near `"("`: This is no regular expression that is possible here: missing closing ): `(`.',
  ],
  [
    'match("a", "a(?=b)")',
    'line 1, column 12 near `"a(?=b)"`: This is no regular expression that is possible here: invalid or unsupported Perl syntax: `(?=`.',
  ],
  [
    'replace("a", "(a)\\1", "")',
    'line 1, column 14 near `"(a)\\1"`: This is no regular expression that is possible here: invalid escape sequence: `\\1`.',
  ],
  [
    'test("a", "(a{0,30}){30}b")',
    'line 1, column 11 near `"(a{0,30}){30}b"`: This pattern is too large: it repeats too much.',
  ],
  [
    `test("a", "${'a'.repeat(1001)}")`,
    `line 1, column 11 near \`"${'a'.repeat(39)}…\`: A pattern may have at most 1000 characters.`,
  ],
  [
    'name(prop("People"))',
    'line 1, column 6 near `prop("People")`: `name` takes a person here, and this is a list of people.',
  ],
  ['id("a")', 'line 1, column 4 near `"a"`: `id` takes a page or a person here, and this is text.'],
  [
    'dateBetween(\n  now(),\n  3,\n  "days")',
    'line 3, column 3 near `3`: `dateBetween` takes a date here, and this is a number.',
  ],
]

for (const [expression, reason] of refused) {
  test(`${JSON.stringify(expression.slice(0, 60))} is refused: ${reason}`, () => {
    assert.throws(
      () => compileFormula(expression, scope),
      new Problem('invalid', `Error in formula at ${reason}`),
    )
  })
}

test('properties of a data source that cannot be seen are not there', () => {
  const blind = { ...scope, schemaOf: (id: string) => (id === projects ? null : scope.schemaOf(id)) }
  compileFormula('prop("Project").length()', blind)
  assert.throws(() => compileFormula('prop("Project").map(current.prop("Cost"))', blind), {
    message: /There is no property with the name or id "Cost"\.$/,
  })
})
