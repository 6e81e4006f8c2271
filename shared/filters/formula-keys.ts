import type { Budget } from '../computed/budget.ts'
import { type OwnResult, ownFormulas, ownValues } from '../computed/own-formulas.ts'
import type { FormulaResult } from '../computed/results.ts'
import { instantIn, type StoredDate } from '../dates.ts'
import type { PageMeta, StoredSchema, StoredValues } from '../properties/property.ts'
import type { Test } from './filter.ts'
import { CHECKED, keyLabel, numberKey, type RowKeys, rowKeys, textsKey, UNCHECKED } from './row-keys.ts'

/** All keys of a row. */
export const keysOfRow = (
  schema: StoredSchema,
  values: StoredValues,
  meta: PageMeta,
  timeZone: string,
  budget: Budget,
): RowKeys => ({
  ...rowKeys(schema, values, meta, timeZone),
  ...formulaKeys(schema, values, meta, timeZone, budget),
})

/** Whether keys of its rows are others in another time zone. */
export const hasZonedKeys = (schema: StoredSchema): boolean =>
  Object.values(schema).some(({ type }) => type === 'date') || ownFormulas(schema).size > 0

/**
 * The keys of a row's formulas, of those that follow from the row alone. Where they are not to be told, the keys
 * say so, and the formulas are computed when rows are looked at.
 */
function formulaKeys(
  schema: StoredSchema,
  values: StoredValues,
  meta: PageMeta,
  timeZone: string,
  budget: Budget,
): RowKeys {
  const formulas = ownFormulas(schema)
  if (formulas.size === 0) return {}
  const given = ownValues(schema, values, meta, timeZone, budget)
  const keys: Record<string, string> = {}
  for (const [id, { result }] of formulas) {
    const value = given.get(id)!
    const key = value === null ? undefined : keyOf(value, result, timeZone)
    if (key === undefined) keys[keyLabel('named', id)] = ''
    else if (key !== null) keys[keyLabel(result === 'boolean' ? 'option' : 'one', id)] = key
  }
  return keys
}

/** Null of an empty value; undefined of a text that no store keeps. */
function keyOf({ value }: FormulaResult, result: OwnResult, timeZone: string): string | null | undefined {
  if (value === null) return null
  switch (result) {
    case 'string':
      return isText(value as string) ? textsKey([value as string]) : undefined
    case 'number':
      return numberKey(value as number)
    case 'boolean':
      return value ? CHECKED : UNCHECKED
    case 'date':
      return numberKey(instantIn(timeZone, (value as StoredDate).start))
  }
}

/** A formula may cut a character in two. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')

/** Whether a formula of a result has keys that a test is for. */
export const testsResult = (test: Test, result: OwnResult): boolean => test.family === FAMILIES[result]

const FAMILIES: Readonly<Record<OwnResult, Test['family']>> = {
  string: 'text',
  number: 'number',
  boolean: 'checkbox',
  date: 'date',
}
