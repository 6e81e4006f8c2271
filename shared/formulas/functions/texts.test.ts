import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budget, evaluate, OutOfSteps } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const cases: [string, FormulaValue][] = [
  ['length("hello")', 5],
  ['length("")', 0],
  ['length(prop("No text"))', 0],
  ['length("😀")', 2],
  ['length([1, 2, 3])', 3],
  ['[].length()', 0],
  ['length(if(true, [1, 2], "a"))', 2],
  ['length(if(true, 12, "a"))', 0],
  ['slice(if(true, [1, 2], "a"), 1)', [2]],
  ['contains(if(true, [1, 2], "a"), 2)', true],
  ['padStart(if(true, 1, "a"), 2, "0")', '01'],
  ['length(prop("Anything"))', 1],
  ['substring("Notion", 0, 3)', 'Not'],
  ['substring("Notion", 3)', 'ion'],
  ['substring("Notion", 3, 0)', 'Not'],
  ['substring("Notion", -2, 99)', 'Notion'],
  ['substring(prop("No text"), 1)', ''],
  ['substring("Notion", prop("No number"))', null],
  ['slice("Notion", -3)', 'ion'],
  ['slice("Notion", 1, 3)', 'ot'],
  ['contains("Notion", "ot")', true],
  ['contains("Notion", "OT")', false],
  ['contains("Notion", "")', true],
  ['contains(prop("No text"), "a")', false],
  ['prop("Tags").contains("red")', true],
  ['prop("Tags").contains("green")', false],
  ['lower("ÄÖÜ")', 'äöü'],
  ['upper("straße")', 'STRASSE'],
  ['upper(prop("No text"))', ''],
  ['trim("  a b\n")', 'a b'],
  ['repeat("ab", 3)', 'ababab'],
  ['repeat("ab", 0)', ''],
  ['repeat("ab", -1)', ''],
  ['repeat("ab", 1.9)', 'ab'],
  ['repeat("", 1e300)', ''],
  ['repeat("ab", prop("No number"))', null],
  ['padStart("7", 3, "0")', '007'],
  ['padStart(7, 3, "0")', '007'],
  ['padStart("long", 2, "0")', 'long'],
  ['padStart("a", 3, "")', 'a'],
  ['padStart("a", -1e300, "-")', 'a'],
  ['padEnd("7", 4, "ab")', '7aba'],
  ['split("a,b,,c", ",")', ['a', 'b', '', 'c']],
  ['split("a😀", "")', ['a', '😀']],
  ['split("", ",")', []],
  ['split(prop("No text"), ",")', []],
  ['join([1, "a", true], "-")', '1-a-true'],
  ['join(["a", "b"])', 'a, b'],
  ['join([], ",")', ''],
  ['join([prop("No number"), 1], ",")', ',1'],
  ['prop("Tags").join("/")', 'red/blue'],
  ['join(", ", "a", "b")', 'a, b'],
  ['concat("a", "b", "c")', 'abc'],
  ['format(1.5)', '1.5'],
  ['format(1e21)', '1e+21'],
  ['format(true)', 'true'],
  ['format("a")', 'a'],
  ['format([1, [2, 3]])', '1, 2, 3'],
  ['format(prop("No number"))', ''],
  ['format(prop("Made by"))', 'Ada'],
  ['format(prop("People"))', 'Ada, '],
  ['format(prop("Project"))', 'Apollo, Gemini'],
  ['format(now())', 'July 1, 2026 12:34 PM'],
  ['format(today())', 'July 1, 2026'],
  ['link("Octavo", "https://octavo.example")', 'Octavo'],
  ['link(12, prop("No text"))', '12'],
  ['style("a", "b", "red", "blue_background")', 'a'],
  ['"a".style(prop("Note"))', 'a'],
  ['unstyle(style("a", "b"))', 'a'],
  ['unstyle("a", "b")', 'a'],
  // Of another type than it might have been: as good as empty.
  ['lower(if(true, 1, "A"))', ''],
  ['lower(if(false, 1, "A"))', 'a'],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

const tooLong = [
  'repeat("ab", 50001)',
  'repeat("a", 1e300)',
  'padStart("a", 100001, "-")',
  'padEnd("a", 1e300, "-")',
  'let(a, repeat("a", 60000), a + a)',
  'let(a, repeat("a", 60000), join([a, a], ""))',
  'let(a, repeat("a", 60000), concat(a, a))',
  'let(a, repeat("a", 60000), format([a, a]))',
  'upper(repeat("ŉ", 60000))',
  'let(a, repeat("a", 60000), "x".replace("x", a + "$&" + a))',
  'replaceAll(repeat("a", 1000), "a", repeat("b", 101))',
  'replace(repeat("a", 1000), ".*", repeat("$&", 101))',
]

for (const expression of tooLong) {
  test(`${expression} is refused because it is too long`, () => {
    assert.throws(() => evaluate(expression), {
      kind: 'invalid',
      message: 'A formula gives too much text: at most 100000 characters are possible.',
    })
  })
}

test('long text is paid for', () => {
  assert.throws(() => evaluate('repeat("a", 100000)', budget(1000)), OutOfSteps)
})
