import { Type } from 'typebox'
import { invalid } from '../problem.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { findPropertyById } from '../properties/property-ids.ts'
import type { Part } from './part.ts'

/**
 * A property of the view's data source, by id (raw or encoded) or by name.
 *
 * @param what it is used for, for messages
 * @param types those it may have; any when left out
 */
export const propertyReference = (what: string, types?: readonly string[]): Part => {
  const fits = (property: StoredProperty): boolean => types?.includes(property.type) ?? true
  const property = (id: string, schema: StoredSchema): StoredProperty | undefined => {
    const found = Object.hasOwn(schema, id) ? schema[id] : undefined
    return found && fits(found) ? found : undefined
  }
  return {
    request: Type.String(),
    store(key: string, { schema }) {
      const found = namedProperty(schema, key)
      if (fits(found)) return found.id
      throw invalid(`${found.name} is a ${found.type} property, which cannot be used as ${what}.`)
    },
    present: (id: string, schema) => property(id, schema)?.id,
    property,
  }
}

/** What is called `property_id` is an id first; only when there is none is it taken for a name. */
export function namedProperty(schema: StoredSchema, key: string): StoredProperty {
  const found = findPropertyById(schema, key) ?? Object.values(schema).find(({ name }) => name === key)
  if (found === undefined) throw invalid(`Could not find property with name or id: ${key}`)
  return found
}
