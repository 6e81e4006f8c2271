import Type from 'typebox'
import { invalid } from '../problem.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { findProperty } from '../properties/property-ids.ts'
import { StrictObject } from '../validation/schemas.ts'
import { validate } from '../validation/validate.ts'
import type { DateTest } from './families/date.ts'
import { DATE, FAMILIES, type Family, fits } from './families.ts'
import { EVERY_ROW, type Filter, type Test, type Timestamp } from './filter.ts'
import type { Place } from './operands.ts'
import { QueryFilter } from './schema.ts'

export interface ParseContext {
  /** Milliseconds since 1970: what "today" and the rolling windows mean. */
  readonly now: number
  /** The user that "me" is; null when the caller acts for no user. */
  readonly me: string | null
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
  const family = fits(property.type, key) ? FAMILIES[key] : undefined
  if (family === undefined) throw mismatch(property, key)
  const test = readCondition(family, condition, { ...context, property })
  return { kind: 'property', propertyId: property.id, type: property.type, test }
}

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

function mismatch(property: StoredProperty, key: string) {
  return invalid(
    'The property type in the database does not match the property type of the filter provided: ' +
      `database property ${property.type} does not match filter ${key}`,
  )
}
