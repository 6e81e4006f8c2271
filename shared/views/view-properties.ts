import { Type } from 'typebox'
import { invalid } from '../problem.ts'
import type { StoredSchema } from '../properties/property.ts'
import { named } from '../validation/named-schemas.ts'
import { choice, flag, objectOf, optional, type Part, type Place, plain, required } from './part.ts'
import { propertyReference } from './property-reference.ts'

/** Pixels: what is narrower could not be widened again. */
const NARROWEST_COLUMN = 32

const viewProperty = objectOf({
  property_id: required(propertyReference('a property of a view'), 'property_name'),
  visible: optional(flag),
  width: optional(plain(Type.Integer({ minimum: NARROWEST_COLUMN }))),
  wrap: optional(flag),
  status_show_as: optional(choice('select', 'checkbox')),
  card_property_width_mode: optional(choice('full_line', 'inline')),
  date_format: optional(
    choice('full', 'short', 'month_day_year', 'day_month_year', 'year_month_day', 'relative'),
  ),
  time_format: optional(choice('12_hour', '24_hour', 'hidden')),
})

type Entry = Readonly<Record<string, unknown>> & { readonly property_id: string }

/** The properties that a view shows, in order; those that are not listed are hidden. */
export const viewProperties: Part = {
  request: Type.Array(named('ViewPropertyConfigRequest', viewProperty.request)),
  store(request: Entry[], place: Place) {
    const entries = request.map((entry) => viewProperty.store(entry as never, place) as Entry)
    const ids = new Set<string>()
    for (const { property_id } of entries) {
      if (ids.has(property_id)) throw invalid(`A view lists each property once: ${property_id} comes again.`)
      ids.add(property_id)
    }
    return entries
  },
  present: (stored: Entry[], schema: StoredSchema) =>
    stored
      .map((entry) => viewProperty.present(entry as never, schema))
      .filter((entry) => entry !== undefined),
}
