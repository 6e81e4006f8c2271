import type { StoredSchema } from '../properties/property.ts'
import { propertyReference } from './property-reference.ts'
import type { Content } from './view-type.ts'

/** Types of property that say when something is. */
const timed = ['date', 'created_time', 'last_edited_time', 'formula', 'rollup']

export const dateProperty = propertyReference('a date', timed)

/** The first property that says when a page is: a date before the times of the page itself. */
export function initialDate(schema: StoredSchema): Content | { lacks: string } {
  for (const type of ['date', 'created_time', 'last_edited_time']) {
    const property = Object.values(schema).find((one) => one.type === type)
    if (property) return { date_property_id: property.id }
  }
  return { lacks: 'a date property (configuration.date_property_id)' }
}
