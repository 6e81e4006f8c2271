import { choice, clearable } from './part.ts'
import { propertyReference } from './property-reference.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

const placed = ['place', 'location']

export const map = viewOf(
  'map',
  {
    height: clearable(choice('small', 'medium', 'large', 'extra_large')),
    map_by: clearable(propertyReference('a place', placed), 'map_by_property_name'),
    properties: clearable(viewProperties),
  },
  (schema) => {
    const place = Object.values(schema).find(({ type }) => placed.includes(type))
    return place ? { map_by: place.id } : {}
  },
)
