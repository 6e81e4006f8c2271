import { findByKey } from './check.ts'
import { parseFormula } from './parse.ts'
import { printFormula, printText } from './print.ts'
import type { FormulaScope } from './scope.ts'

/**
 * A stored formula for people: properties by their present names. One that is gone, or in a data source that
 * cannot be seen, is shown as its id.
 */
export function showExpression(stored: string, scope: FormulaScope): string {
  return printFormula(parseFormula(stored), ({ key }) => {
    if (key.by === 'name') return `prop(${printText(key.name)})`
    const property = findByKey(scope.schemaOf(key.dataSourceId), key)
    return `prop(${printText(property?.name ?? key.id)})`
  })
}
