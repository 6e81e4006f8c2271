import type { FormulaReader } from '../formulas/reader.ts'
import { formulaResult } from '../formulas/result.ts'
import type { FormulaType } from '../formulas/types.ts'
import type { FormulaValue } from '../formulas/values.ts'
import type { FormulaResult } from './results.ts'

/** What a formula of a type gives, both as the API shows it and as other formulas count with it. */
export function showFormula(raw: FormulaValue, type: FormulaType, reader: FormulaReader): FormulaResult {
  const shown = formulaResult(raw, type, reader)
  switch (shown.type) {
    case 'string':
      return { type: shown.type, value: shown.string, raw }
    case 'number':
      return { type: shown.type, value: shown.number, raw }
    case 'boolean':
      return { type: shown.type, value: shown.boolean, raw }
    case 'date':
      return { type: shown.type, value: shown.date, raw }
  }
}
