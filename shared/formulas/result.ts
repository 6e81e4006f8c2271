import { timeText } from '../dates.ts'
import { endOf, momentOf, startOf } from './moments.ts'
import type { FormulaReader } from './reader.ts'
import { showValue } from './show-value.ts'
import type { FormulaType } from './types.ts'
import { isDate } from './value-rules.ts'
import type { FormulaDate, FormulaValue } from './values.ts'

/** What stands under `formula` in a page's property (API reference, "Page properties"). */
export type FormulaResult =
  | { readonly type: 'string'; readonly string: string | null }
  | { readonly type: 'number'; readonly number: number | null }
  | { readonly type: 'boolean'; readonly boolean: boolean | null }
  | { readonly type: 'date'; readonly date: DateResult | null }

export interface DateResult {
  readonly start: string
  readonly end: string | null
  readonly time_zone: null
}

/**
 * The result of a formula as the API answers it. Lists, people and pages are text there; a formula of the type
 * `any` answers with the type that its value has. Nobody and nothing is null, but empty text is text.
 */
export function formulaResult(value: FormulaValue, type: FormulaType, reader: FormulaReader): FormulaResult {
  switch (type.kind) {
    case 'number':
      return { type: 'number', number: value as number | null }
    case 'checkbox':
      return { type: 'boolean', boolean: value as boolean | null }
    case 'date':
      return { type: 'date', date: isDate(value) ? dateResult(value, reader.timeZone) : null }
    case 'any':
      if (typeof value === 'number') return { type: 'number', number: value }
      if (typeof value === 'boolean') return { type: 'boolean', boolean: value }
      if (isDate(value)) return { type: 'date', date: dateResult(value, reader.timeZone) }
  }
  if (typeof value === 'string') return { type: 'string', string: value }
  return { type: 'string', string: showValue(value, reader) || null }
}

/** A date as the API writes it: days bare, times to the minute with the offset of the reader's zone. */
export function dateResult(date: FormulaDate, timeZone: string): DateResult {
  const one = (moment: FormulaDate) => {
    if (!moment.hasTime) return new Date(moment.start).toISOString().slice(0, 10)
    const { wall, offset } = momentOf(moment, timeZone)
    return timeText(wall, offset())
  }
  return { start: one(startOf(date)), end: date.end === null ? null : one(endOf(date)), time_zone: null }
}
