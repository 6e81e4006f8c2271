import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredSchema } from '../properties/property.ts'
import { compileFormula } from './compile.ts'
import {
  ada,
  budget,
  OutOfSteps,
  projects,
  readerWith,
  scope,
  task,
  taskSchema,
  tasks,
} from './example-formulas.ts'
import type { FormulaReads } from './formula.ts'
import { showExpression } from './show-expression.ts'

const token = (id: string, dataSourceId = tasks): string => `{{notion:block_property:${id}:${dataSourceId}}}`

const withSchema = (schema: StoredSchema) => ({
  ...scope,
  schemaOf: (id: string) => (id === tasks ? schema : scope.schemaOf(id)),
})

test('what is stored names properties by id, and is shown with their names', () => {
  const { stored } = compileFormula('prop("Project").map(current.prop("Cost") * prop("Price"))', scope)
  assert.equal(stored, `${token('rel1')}.map(current.${token('cost', projects)} * ${token('n%3A%7D1')})`)
  assert.equal(showExpression(stored, scope), 'prop("Project").map(current.prop("Cost") * prop("Price"))')
  assert.equal(compileFormula(stored, scope).stored, stored)
})

test('a formula survives the renaming of its properties, whatever the new names are', () => {
  const { stored } = compileFormula('prop("Price") + prop("No number")', scope)
  const renamed = withSchema({
    ...taskSchema,
    // One is named like the id of the other, one has quotes.
    'n:}1': { ...taskSchema['n:}1']!, name: 'num2' },
    num2: { ...taskSchema.num2!, name: 'a "b"\\' },
  })
  assert.equal(compileFormula(stored, renamed).stored, stored)
  const shown = showExpression(stored, renamed)
  assert.equal(shown, 'prop("num2") + prop("a \\"b\\"\\\\")')
  assert.equal(compileFormula(shown, renamed).stored, stored)
})

test('a property that is gone is shown as its id, and the formula compiles no more', () => {
  const { stored } = compileFormula('prop("Price") + 1', scope)
  const { 'n:}1': _gone, ...rest } = taskSchema
  assert.equal(showExpression(stored, withSchema(rest)), 'prop("n:}1") + 1')
  assert.throws(() => compileFormula(stored, withSchema(rest)), { kind: 'invalid' })
})

test('what cannot be seen any more is shown as its id', () => {
  const { stored } = compileFormula('prop("Project").map(current.prop("Cost"))', scope)
  const blind = { ...scope, schemaOf: () => null }
  assert.equal(showExpression(stored, blind), 'prop("rel1").map(current.prop("cost"))')
})

test("Notion's tokens are understood with and without a workspace", () => {
  for (const written of [token('n%3A%7D1'), `{{notion:block_property:n%3A%7D1:${tasks}:${projects}}}`]) {
    assert.equal(compileFormula(`${written} * 2`, scope).evaluate(task, readerWith()), 25)
  }
})

test('comments and their places are kept', () => {
  const { stored } = compileFormula('// the price\nprop("Price") /* twice */ * 2', scope)
  assert.equal(showExpression(stored, scope), '/* the price */ prop("Price") * /* twice */ 2')
})

const own = (...ids: string[]) => ids.map((propertyId) => ({ dataSourceId: tasks, propertyId }))
const nothing: FormulaReads = { properties: [], clock: false, people: false, pages: false }

const reads: [string, Partial<FormulaReads>][] = [
  ['1', {}],
  ['prop("Price") + prop("Price")', { properties: own('n:}1') }],
  ['now()', { clock: true }],
  ['today() > prop("Due")', { clock: true, properties: own('dat1') }],
  ['prop("Made by").name()', { people: true, properties: own('crby') }],
  ['prop("Made by")', { people: true, properties: own('crby') }],
  ['"" + prop("People")', { people: true, properties: own('ppl1') }],
  ['prop("Made by") == prop("Made by")', { properties: own('crby') }],
  ['prop("People").length()', { properties: own('ppl1') }],
  ['prop("Project")', { pages: true, properties: own('rel1') }],
  ['prop("Project").length()', { properties: own('rel1') }],
  ['prop("Project").join("")', { pages: true, properties: own('rel1') }],
  [
    'prop("Project").map(current.prop("Cost"))',
    { pages: true, properties: [...own('rel1'), { dataSourceId: projects, propertyId: 'cost' }] },
  ],
  ['prop("Anything")', { people: true, pages: true, properties: own('any1') }],
]

for (const [expression, expected] of reads) {
  test(`${expression} reads ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(compileFormula(expression, scope).reads, { ...nothing, ...expected })
  })
}

test('what a reader throws comes through untouched', () => {
  const signal = { not: 'an error' }
  const property = () => {
    throw signal
  }
  for (const expression of [
    'prop("Price")',
    'if(prop("Done"), 1, 2)',
    '[1].map(prop("Price"))',
    'sum(prop("Price"))',
  ]) {
    assert.throws(
      () => compileFormula(expression, scope).evaluate(task, readerWith({ property })),
      (thrown) => thrown === signal,
    )
  }
})

test('a formula may be evaluated while it is evaluated', () => {
  const formula = compileFormula('let(x, prop("Price"), prop("Sum") + x)', scope)
  const inner = readerWith({ property: (_page, id) => (id === 'frm1' ? 100 : 20) })
  const outer = readerWith({ property: (page, id) => (id === 'frm1' ? formula.evaluate(page, inner) : 3) })
  assert.equal(formula.evaluate(task, outer), 123)
})

test('every part of a formula is paid for, each time it is evaluated', () => {
  const costOf = (expression: string): number => {
    let steps = 0
    const spend = (cost: number) => {
      steps += cost
    }
    compileFormula(expression, scope).evaluate(task, readerWith({ spend }))
    return steps
  }
  assert.equal(costOf('1'), 1)
  assert.equal(costOf('1 + 2'), 3)
  assert.ok(costOf('[1, 2, 3, 4].map(current * current)') > costOf('[1, 2].map(current * current)'))
  const nested = 'let(a, split(repeat(",", 999), ","), a.map(a.map(a.length())))'
  assert.throws(() => compileFormula(nested, scope).evaluate(task, readerWith(budget(1_000_000))), OutOfSteps)
})

test('people who are nobody are no text', () => {
  const formula = compileFormula('prop("Made by") + ""', scope)
  assert.equal(formula.evaluate(task, readerWith({ property: () => null })), '')
  assert.equal(formula.evaluate(task, readerWith({ property: () => ada })), 'Ada')
})
