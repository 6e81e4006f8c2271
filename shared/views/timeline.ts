import { Type } from 'typebox'
import { dateProperty, initialDate } from './dates.ts'
import { choice, clearable, flag, objectOf, optional, plain, required } from './part.ts'
import { propertyReference } from './property-reference.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

const preference = objectOf({
  zoom_level: required(choice('hours', 'day', 'week', 'bi_week', 'month', 'quarter', 'year', '5_years')),
  center_timestamp: optional(plain(Type.Integer({ minimum: 0 }))),
})

const arrowsBy = objectOf({
  property_id: clearable(propertyReference('the relation of dependencies', ['relation'])),
})

export const timeline = viewOf(
  'timeline',
  {
    date_property_id: required(dateProperty, 'date_property_name'),
    end_date_property_id: clearable(dateProperty, 'end_date_property_name'),
    properties: clearable(viewProperties),
    show_table: clearable(flag),
    table_properties: clearable(viewProperties),
    preference: clearable(preference),
    arrows_by: clearable(arrowsBy),
    color_by: clearable(flag),
  },
  initialDate,
)
