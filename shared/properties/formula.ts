import Type from 'typebox'
import { brokenFormula, type FormulaResult } from '../computed/results.ts'
import type { FormulaConfig } from '../computed/types.ts'
import { dateText, type StoredDate } from '../dates.ts'
import { compileFormula } from '../formulas/compile.ts'
import { showExpression } from '../formulas/show-expression.ts'
import { invalid, Problem } from '../problem.ts'
import { StrictObject } from '../validation/schemas.ts'
import { presentDate } from './date.ts'
import { propertyType } from './property.ts'

export const formula = propertyType<FormulaConfig, FormulaResult, { expression?: string }>({
  type: 'formula',
  configRequest: StrictObject({ expression: Type.Optional(Type.String()) }),
  configure({ expression }, previous, { path, scope }) {
    if (expression === undefined && previous && 'expression' in previous) return previous as FormulaConfig
    if (expression === undefined) {
      throw invalid(
        `body failed validation: ${path}.expression should be defined, instead was \`undefined\`.`,
      )
    }
    try {
      return { expression: compileFormula(expression, scope).stored }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      throw invalid(`body failed validation: ${path}.expression should be a valid formula. ${thrown.message}`)
    }
  },
  presentConfig: ({ expression }, scope) => ({ expression: showExpression(expression, scope) }),
  valueRequest: null,
  presentValue(result) {
    const { type, value } = result ?? brokenFormula
    if (type === 'unsupported') return { type, unsupported: {} }
    return { type, [type]: type === 'date' && value ? presentDate(value as StoredDate) : value }
  },
  plainText(result) {
    const value = result?.value ?? null
    return value === null ? '' : typeof value === 'object' ? dateText(value) : String(value)
  },
  isReady: () => false,
})
