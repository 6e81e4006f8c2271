import Type from 'typebox'
import { invalid } from '../problem.ts'
import type { StoredSchema } from '../properties/property.ts'
import { findProperty } from '../properties/property-ids.ts'
import { StrictObject } from '../validation/schemas.ts'
import { validate } from '../validation/validate.ts'
import type { Timestamp } from './filter.ts'
import { QuerySorts } from './schema.ts'

/** One step of an order, after parsing. */
export type Sort =
  | {
      readonly kind: 'property'
      readonly propertyId: string
      readonly type: string
      readonly direction: Direction
    }
  | { readonly kind: 'timestamp'; readonly timestamp: Timestamp; readonly direction: Direction }

export type Direction = 'ascending' | 'descending'

/** Reads the `sorts` of a query of a data source. Absent and `[]` are the default order. */
export function parseSorts(schema: StoredSchema, sorts: unknown): Sort[] {
  const request = validate(SortsRequest, { sorts }, 'body', { sizes: 'none' }).sorts as
    | SortRequest[]
    | undefined
  return (request ?? []).map(({ property: name, timestamp, direction }) => {
    if (timestamp !== undefined) return { kind: 'timestamp', timestamp, direction }
    const property = findProperty(schema, name!)
    if (property === undefined) throw invalid(`Could not find sort property with name or id: ${name}`)
    return { kind: 'property', propertyId: property.id, type: property.type, direction }
  })
}

const SortsRequest = StrictObject({ sorts: Type.Optional(QuerySorts) })

interface SortRequest {
  readonly property?: string
  readonly timestamp?: Timestamp
  readonly direction: Direction
}
