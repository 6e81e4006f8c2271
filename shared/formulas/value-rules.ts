import { spendOnLooks, spendOnText } from './limits.ts'
import { endOf, instantOf } from './moments.ts'
import type { FormulaReader } from './reader.ts'
import type { FormulaType } from './types.ts'
import type { FormulaDate, FormulaPage, FormulaPerson, FormulaValue } from './values.ts'

/** As `empty()` has it (help page "Formula syntax"): 0, false, "" and [] are empty too. */
export const isEmpty = (value: FormulaValue): boolean =>
  value === null || value === 0 || value === false || value === '' || (isList(value) && value.length === 0)

export const isList = (value: FormulaValue): value is readonly FormulaValue[] => Array.isArray(value)

export const isDate = (value: FormulaValue): value is FormulaDate => kindOf(value) === 'date'

/** Which of the types a value is of. */
export function kindOf(value: FormulaValue): FormulaType['kind'] {
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'checkbox'
    default:
      if (value === null) return 'empty'
      return isList(value) ? 'list' : (value as FormulaDate | FormulaPerson | FormulaPage).kind
  }
}

/** Whether `==` holds. No text is the same as empty text, and no list as an empty one. */
export function areSame(one: FormulaValue, other: FormulaValue, reader: FormulaReader): boolean {
  if (typeof one === 'string' && typeof other === 'string') {
    if (one.length === other.length) spendOnText(reader, one.length)
  }
  if (one === other) return true
  if (one === null || other === null) return isNothing(one) && isNothing(other)
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (isList(one) || isList(other)) {
    if (!isList(one) || !isList(other) || one.length !== other.length) return false
    reader.spend(one.length)
    return one.every((item, index) => areSame(item, other[index]!, reader))
  }
  if (isDate(one) && isDate(other)) {
    return keyOfDate(one, reader) === keyOfDate(other, reader)
  }
  return one.kind === other.kind && (one as FormulaPage).id === (other as FormulaPage).id
}

/** Values that are the same have the same key, and others have others. */
export function keyOf(value: FormulaValue, reader: FormulaReader): string {
  switch (kindOf(value)) {
    case 'empty':
      return ''
    case 'text':
      spendOnText(reader, (value as string).length)
      return value === '' ? '' : `t${value}`
    case 'date':
      return keyOfDate(value as FormulaDate, reader)
    case 'list': {
      const items = value as readonly FormulaValue[]
      if (items.length === 0) return ''
      reader.spend(items.length)
      const keys = items.map((item) => keyOf(item, reader))
      return `l${keys.map((key) => `${key.length}:${key}`).join('')}`
    }
    case 'person':
    case 'page':
      return `i${(value as FormulaPage).id}`
    default:
      return `${typeof value}${value}`
  }
}

/**
 * Which of two values comes first: below 0 the one, above 0 the other; null when neither does because one is
 * empty, or they are of unlike types. Dates go by their start. Empty text comes before all others.
 */
export function compareValues(one: FormulaValue, other: FormulaValue, reader: FormulaReader): number | null {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const kind = kindOf(one ?? other)
  if (kind === 'text') return compareTexts(one ?? '', other ?? '', reader)
  if (one === null || other === null || kindOf(other) !== kind) return null
  if (kind === 'checkbox') return Number(one) - Number(other)
  if (!isDate(one) || !isDate(other)) return null
  // Two days, or two times, need no clock.
  if (one.hasTime === other.hasTime) return one.start - other.start
  spendOnLooks(reader)
  return instantOf(one, reader.timeZone) - instantOf(other, reader.timeZone)
}

function compareTexts(one: FormulaValue, other: FormulaValue, reader: FormulaReader): number | null {
  if (typeof one !== 'string' || typeof other !== 'string') return null
  spendOnText(reader, Math.min(one.length, other.length))
  return one < other ? -1 : one > other ? 1 : 0
}

const isNothing = (value: FormulaValue): boolean =>
  value === null || value === '' || (isList(value) && value.length === 0)

function keyOfDate(date: FormulaDate, reader: FormulaReader): string {
  spendOnLooks(reader)
  const { timeZone } = reader
  const end = date.end === null ? '' : instantOf(endOf(date), timeZone)
  return `d${instantOf(date, timeZone)}/${end}`
}
