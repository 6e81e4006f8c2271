import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../problem.ts'
import { parseFormula } from './parse.ts'
import { printFormula, printText } from './print.ts'

const canonical = (expression: string): string =>
  printFormula(parseFormula(expression), ({ key }) =>
    key.by === 'name'
      ? `prop(${printText(key.name)})`
      : `{{notion:block_property:${key.id}:${key.dataSourceId}}}`,
  )

const written: [string, string][] = [
  ['1+2*3', '1 + (2 * 3)'],
  ['(1+2)*3', '(1 + 2) * 3'],
  ['1-2-3', '(1 - 2) - 3'],
  ['1+2+3', '1 + 2 + 3'],
  ['1+(2+3)', '1 + (2 + 3)'],
  ['50000 + dateBetween(a,b,"days")*1000', '50000 + (dateBetween(a, b, "days") * 1000)'],
  ['2^3^2', '2 ^ (3 ^ 2)'],
  ['-2^2', '-(2 ^ 2)'],
  ['2^-2', '2 ^ (-2)'],
  ['2^-3^2', '2 ^ (-(3 ^ 2))'],
  ['- -1', '-(-1)'],
  ['+x', '+x'],
  ['6 % 4 / 2', '(6 % 4) / 2'],
  ['not a == b', '(not a) == b'],
  ['!a && b || c', '((not a) and b) or c'],
  ['a or b and c', 'a or (b and c)'],
  ['a and b and c', 'a and b and c'],
  ['a < b == c > d', '(a < b) == (c > d)'],
  ['1 + 2 > 3 - 4', '(1 + 2) > (3 - 4)'],
  ['a === b !== c', '(a == b) != c'],
  ['a ? b : c ? d : e', 'a ? b : (c ? d : e)'],
  ['a ? b ? 1 : 2 : 3', 'a ? (b ? 1 : 2) : 3'],
  ['a or b ? 1 : 2', '(a or b) ? 1 : 2'],
  ['x.f(1).g()', 'x.f(1).g()'],
  ['(1+2).round()', '(1 + 2).round()'],
  ['1.round()', '1.round()'],
  ['1.5.round()', '1.5.round()'],
  ['-1.abs()', '-1.abs()'],
  ['"a".and(b)', '"a".and(b)'],
  ['not(a)', 'not a'],
  ['and(a, b)', 'and(a, b)'],
  ['[1,[2],]', '[1, [2]]'],
  ['[]', '[]'],
  ['f()', 'f()'],
  ['.5 + 1e3 + 1.50', '0.5 + 1000 + 1.5'],
  ['1e21', '1e+21'],
  ['"a\\"b\\n\\t\\\\"', '"a\\"b\\n\\t\\\\"'],
  ['"\\d+"', '"\\\\d+"'],
  ['"line\nbreak"', '"line\\nbreak"'],
  ['  \n true\t', 'true'],
  ['größe_1', 'größe_1'],
  ['prop("A b")', 'prop("A b")'],
  ['current.prop("A")', 'current.prop("A")'],
  ['(a ? b : c).prop("A")', '(a ? b : c).prop("A")'],
  ['{{notion:block_property:abc:ds:space}}', '{{notion:block_property:abc:ds}}'],
  ['{{notion:block_property:n%3A%7D1:ds}}', '{{notion:block_property:n:}1:ds}}'],
  ['prop({{notion:block_property:abc:ds:space}})', '{{notion:block_property:abc:ds}}'],
  ['current.{{notion:block_property:abc:ds:space}}', 'current.{{notion:block_property:abc:ds}}'],
  // Comments stay, before what they stood before.
  ['/* a */ 1 /* b */ + /**/ 2 // c', '/* a */ 1 + /* b */ /* */ 2 /* c */'],
  ['f /* a */ (/* b */ x /* c */)', 'f(/* a */ /* b */ x) /* c */'],
  ['prop(/* a */ "A")', '/* a */ prop("A")'],
  ['1 // a */ b', '1 /* a * / b */'],
]

for (const [expression, expected] of written) {
  test(`${expression} is written ${expected}`, () => {
    assert.equal(canonical(expression), expected)
    assert.equal(canonical(expected.replaceAll('n:}1', 'n%3A%7D1')), expected, 'and is written so again')
  })
}

const refused: [string, string][] = [
  ['', 'line 1, column 1: The formula is empty.'],
  [' /* nothing */ ', 'line 1, column 16: The formula is empty.'],
  ['1 +', 'line 1, column 4: The formula is not complete.'],
  ['1 2', 'line 1, column 3 near `2`: The formula should end here, or go on with an operator.'],
  ['(1', 'line 1, column 3: A closing bracket is missing here.'],
  ['1)', 'line 1, column 2 near `)`: The formula should end here, or go on with an operator.'],
  ['f(1', 'line 1, column 4: A comma or `)` is missing here.'],
  ['[1 2]', 'line 1, column 4 near `2`: A comma or `]` is missing here.'],
  ['* 2', 'line 1, column 1 near `*`: A value is missing here.'],
  ['and b', 'line 1, column 1 near `and`: A value is missing here.'],
  ['a ? b', 'line 1, column 6: Between the two values of `? :` there is a colon.'],
  ['a.', 'line 1, column 3: The name of a function is missing after the point.'],
  ['a.b', 'line 1, column 4: After `.b` there are brackets.'],
  ['1 +\n  "abc', 'line 2, column 3 near `"`: The text that begins here has no end.'],
  ['1 /* a', 'line 1, column 3 near `/`: The comment that begins here has no end.'],
  ['a = b', 'line 1, column 3 near `=`: Values are compared with ==.'],
  ["'a'", "line 1, column 1 near `'`: Text stands between straight double quotes."],
  ['“a”', 'line 1, column 1 near `“`: Text stands between straight double quotes.'],
  ['a # b', 'line 1, column 3 near `#`: This sign means nothing here.'],
  ['{{notion:user:1}}', 'line 1, column 1 near `{`: This is no property that is known here.'],
  [`f(${'1, '.repeat(1000)}1)`, 'line 1, column 1 near `f`: A function takes at most 1000 operands.'],
  ['1e999', 'line 1, column 1 near `1e999`: This number is too large.'],
  [
    'prop(a)',
    'line 1, column 1 near `prop(a)`: `prop` takes the name of one property, between double quotes.',
  ],
  [
    'prop("a", "b")',
    'line 1, column 1 near `prop("a", "b")`: `prop` takes the name of one property, between double quotes.',
  ],
]

for (const [expression, reason] of refused) {
  test(`${JSON.stringify(expression.slice(0, 40))} is refused: ${reason}`, () => {
    assert.throws(() => parseFormula(expression), new Problem('invalid', `Error in formula at ${reason}`))
  })
}

const deep: [string, string][] = [
  ['brackets', '('.repeat(100_000)],
  ['closed brackets', `${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
  ['lists', '['.repeat(100_000)],
  ['signs', `${'-'.repeat(100_000)}1`],
  ['sums', `1${'+1'.repeat(50_000)}`],
  ['powers', `1${'^1'.repeat(50_000)}`],
  ['conditions', `${'1?1:'.repeat(25_000)}1`],
  ['calls', `${'f('.repeat(50_000)}`],
  ['methods', `1${'.f()'.repeat(25_000)}`],
]

for (const [what, expression] of deep) {
  test(`100 kB of ${what} are refused because they are nested too deeply`, () => {
    assert.throws(() => parseFormula(expression), {
      kind: 'invalid',
      message: /: The formula is nested too deeply: at most 200 levels are possible\.$/,
    })
  })
}

test('what is as deep as it may be is read again as it is written', () => {
  for (const expression of [
    `1${'+(1-1'.repeat(99)}${')'.repeat(99)}`,
    `1${'^-1'.repeat(99)}`,
    `1${'+1'.repeat(199)}`,
  ]) {
    const once = canonical(expression)
    assert.equal(canonical(once), once)
  }
})
