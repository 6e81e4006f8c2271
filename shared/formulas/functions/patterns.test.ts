import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budget, evaluate, OutOfSteps } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const cases: [string, FormulaValue][] = [
  ['test("Notion", "Not")', true],
  ['test("Notion", "^ion")', false],
  ['test("Notion", "[A-Z]\\w+$")', true],
  ['test("Notion", "(?i)NOTION")', true],
  ['test(prop("No text"), "a")', false],
  ['test(prop("No text"), "^$")', true],
  ['match("a1b22c", "\\d+")', ['1', '22']],
  ['match("a1b22c", "\\\\d+")', ['1', '22']],
  ['match("Notion Notion", "(N)ot")', ['Not', 'Not']],
  ['match("abc", "x*")', ['', '', '', '']],
  ['match("", "a")', []],
  ['match("äöü 😀", "\\p{L}+|.")', ['äöü', ' ', '😀']],
  ['replace("a1b2", "\\d", "#")', 'a#b2'],
  ['replaceAll("a1b2", "\\d", "#")', 'a#b#'],
  ['replaceAll("a1b2", "\\d", "")', 'ab'],
  ['replaceAll("abc", "", "-")', '-a-b-c-'],
  ['replaceAll("ab", "(a)(b)?", "[$2$1]")', '[ba]'],
  ['replaceAll("a", "(a)(b)?", "[$2]")', '[]'],
  ['replaceAll("ab", "b", "$&$&$$$`$1")', 'abb$$`$1'],
  ['replaceAll("ab", "(?<first>a)", "<$<first>$<other>>")', '<a>b'],
  ['replaceAll("a", "(a)", "$12")', 'a2'],
  ['replaceAll("😀", ".", "x")', 'x'],
  ['replace(prop("No text"), "a", "b")', ''],
  ['replaceAll("1.234,5", "[.,]", "")', '12345'],
  ['test("a/b", "\\/")', true],
  // A pattern that is no pattern, but only when it is computed: it matches nothing.
  ['test("a", "(" + "")', false],
  ['match("a", "(" + "")', []],
  ['replaceAll("a", "(" + "", "b")', 'a'],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

const hungry: [string, string][] = [
  ['(a+)+$', 'test(repeat("a", 50000) + "b", "(a+)+$")'],
  ['(a|a)*b', 'test(repeat("a", 50000), "(a|a)*b")'],
  ['(.*)*=', 'test(repeat("x", 50000), "(.*)*=")'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'test(repeat("a", 50000), "^(([a-z])+.)+[A-Z]([a-z])+$")'],
]

for (const [pattern, expression] of hungry) {
  test(`${pattern} searches a long text without going back`, () => {
    assert.equal(evaluate(expression), false)
  })
}

test('searching is paid for, from each letter on, and so is reading a pattern', () => {
  for (const expression of [
    'match(repeat("a", 40000), "a.*b|a")',
    'replaceAll(repeat("a", 40000), "a.*b|a", "")',
    'test(repeat("a", 100000), "(x{0,30}y?){15}z")',
    'replaceAll(repeat("a", 1000), "a", repeat("$<none>", 10000))',
    'split(repeat(",", 999), ",").map(test("a", repeat("(?i)", 9) + repeat("[äöü]", 20) + index))',
  ]) {
    assert.throws(() => evaluate(expression, budget(1_000_000)), OutOfSteps)
  }
})

test('what only begins a group or a text in brackets, many times, is read in one go', () => {
  const open = evaluate('replace("a", "a", repeat("$<", 50000))') as string
  assert.equal(open.length, 100_000)
  assert.equal((evaluate('formatDate(now(), repeat("[", 100000))') as string).length, 100_000)
})

test('a pattern that unfolds to too much matches nothing', () => {
  assert.equal(evaluate('test("b", "(a{0,30}){30}b" + "")'), false)
})
