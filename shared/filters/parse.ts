import Type from 'typebox'
import { type FormulaResultType, isComputed } from '../computed/results.ts'
import type { ComputedType, ItemType } from '../computed/types.ts'
import { invalid } from '../problem.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { findProperty } from '../properties/property-ids.ts'
import { StrictObject } from '../validation/schemas.ts'
import { validate } from '../validation/validate.ts'
import type { DateTest } from './families/date.ts'
import { DATE, FAMILIES, type Family, fits } from './families.ts'
import {
  type ComputedCondition,
  EVERY_ROW,
  type Filter,
  type Quantifier,
  type Test,
  type Timestamp,
} from './filter.ts'
import type { Place } from './operands.ts'
import { QueryFilter } from './schema.ts'

export interface ParseContext {
  /** Milliseconds since 1970: what "today" and the rolling windows mean. */
  readonly now: number
  /** The zone whose days and weeks these are: an IANA name. */
  readonly timeZone: string
  /** The user that "me" is; null when the caller acts for no user. */
  readonly me: string | null
  /** What a formula or a rollup of the schema gives; null when it cannot be computed. */
  readonly typeOfComputed?: (property: StoredProperty) => ComputedType | null
}

/**
 * Reads the filter of a query of a data source. Absent and `{}` match every row. Whatever is no filter, or
 * none for this schema, is refused; only the size of a request is not judged here.
 */
export function parseFilter(schema: StoredSchema, filter: unknown, context: ParseContext): Filter {
  const request = validate(FilterRequest, { filter }, 'body', { sizes: 'none' }).filter as Json | undefined
  if (request === undefined || soleKey(request) === undefined) return EVERY_ROW
  return readFilter(request, schema, context) ?? EVERY_ROW
}

const FilterRequest = StrictObject({ filter: Type.Optional(QueryFilter) })

/** A part of a filter, all of which keeps to `QueryFilter`. */
type Json = Readonly<Record<string, unknown>>

/** Null for a group that holds no condition at all and so says nothing. */
function readFilter(request: Json, schema: StoredSchema, context: ParseContext): Filter | null {
  const key = soleKey(request)!
  if (key === 'and' || key === 'or') {
    const members = request[key] as Json[]
    const filters = members
      .map((member) => readFilter(member, schema, context))
      .filter((filter) => filter !== null)
    return filters.length === 0 ? null : { kind: key, filters }
  }
  const condition = request[key] as Json
  if (request.timestamp !== undefined) {
    const test = readCondition(DATE, condition, { ...context, property: null }) as DateTest
    return { kind: 'timestamp', timestamp: key as Timestamp, test }
  }
  const property = findProperty(schema, request.property as string)
  if (property === undefined) throw invalid(`Could not find property with name or id: ${request.property}`)
  if (key === property.type && isComputed(property)) return readComputed(condition, property, context)
  const family = fits(property.type, key) ? FAMILIES[key] : undefined
  if (family === undefined) throw mismatch(property.type, key)
  const test = readCondition(family, condition, { ...context, property })
  return { kind: 'property', propertyId: property.id, type: property.type, test }
}

/** The condition of a formula or rollup stands below one more key, and one of values in an array below two. */
function readComputed(request: Json, property: StoredProperty, context: ParseContext): ComputedCondition {
  const { id: propertyId } = property
  const key = soleKey(request)!
  const given = context.typeOfComputed?.(property) ?? null
  const condition = request[key] as Json
  const read = (family: Family, test: Json, tested: StoredProperty | null) =>
    readCondition(family, test, { ...context, property: tested })
  if (property.type === 'formula') {
    const result = given?.kind === 'formula' ? given.result : null
    if (result !== null && formulaKeys[result] !== key) throw mismatch(formulaKeys[result] ?? result, key)
    const test = read(FAMILIES[key === 'string' ? 'rich_text' : key]!, condition, property)
    return { kind: 'computed', propertyId, type: 'formula', quantifier: null, test }
  }
  const rollup = given?.kind === 'rollup' ? given : null
  if (key === 'number' || key === 'date') {
    if (rollup && rollup.result !== key) throw mismatch(rollup.result, key)
    const test = read(FAMILIES[key]!, condition, property)
    return { kind: 'computed', propertyId, type: 'rollup', quantifier: null, test }
  }
  if (rollup && rollup.result !== 'array') throw mismatch(rollup.result, key)
  const inner = soleKey(condition)!
  if (rollup && !fitsItem(rollup.item, inner)) throw mismatch(nameOfItem(rollup.item), inner)
  // What cannot be computed gives no values, so that it does not matter how they are tested.
  const test = rollup ? read(FAMILIES[inner]!, condition[inner] as Json, rollup.item.property) : anyTest
  return { kind: 'computed', propertyId, type: 'rollup', quantifier: key as Quantifier, test }
}

const anyTest: Test = { family: 'files', operator: 'is_empty' }

/** The filter keys of what formulas give. */
const formulaKeys: Readonly<Partial<Record<FormulaResultType, string>>> = {
  string: 'string',
  number: 'number',
  boolean: 'checkbox',
  date: 'date',
}

/** In an array texts of all kinds are tested as `rich_text`, and numbers of all kinds as `number`. */
function fitsItem({ type, formula }: ItemType, key: string): boolean {
  if (type === 'unique_id') return key === 'number'
  if (type !== 'formula') return fits(type, key)
  if (!formula) return ['rich_text', 'number', 'checkbox', 'date'].includes(key)
  return key === (formula === 'string' ? 'rich_text' : formulaKeys[formula])
}

const nameOfItem = ({ type, formula }: ItemType): string => (formula && formulaKeys[formula]) || type

function readCondition(family: Family, condition: Json, place: Place): Test {
  const operator = soleKey(condition)!
  if (operator === 'is_empty' || operator === 'is_not_empty') return { family: family.name, operator } as Test
  return family.read!(operator as never, condition[operator] as never, place)
}

/** The key that says what a part of a filter is. */
function soleKey(request: Json): string | undefined {
  return Object.keys(request).find((key) => !SUBJECT.has(key) && request[key] !== undefined)
}

const SUBJECT = new Set(['property', 'timestamp', 'type'])

function mismatch(type: string, key: string) {
  return invalid(
    'The property type in the database does not match the property type of the filter provided: ' +
      `database property ${type} does not match filter ${key}`,
  )
}
