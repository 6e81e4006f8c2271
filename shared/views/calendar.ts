import { dateProperty, initialDate } from './dates.ts'
import { choice, clearable, flag, required } from './part.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

export const calendar = viewOf(
  'calendar',
  {
    date_property_id: required(dateProperty, 'date_property_name'),
    properties: clearable(viewProperties),
    view_range: clearable(choice('week', 'month')),
    show_weekends: clearable(flag),
  },
  initialDate,
)
