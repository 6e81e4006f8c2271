import { Type } from 'typebox'
import { invalid } from '../problem.ts'
import { groupBy, initialGroupBy } from './group-by.ts'
import {
  choice,
  clearable,
  flag,
  objectOf,
  optional,
  type Part,
  type Place,
  plain,
  required,
} from './part.ts'
import { propertyReference } from './property-reference.ts'
import { viewOf } from './view-type.ts'

const aggregated = objectOf({
  aggregator: required(
    choice(
      'count',
      'count_values',
      'sum',
      'average',
      'median',
      'min',
      'max',
      'range',
      'unique',
      'empty',
      'not_empty',
      'percent_empty',
      'percent_not_empty',
      'checked',
      'unchecked',
      'percent_checked',
      'percent_unchecked',
      'earliest_date',
      'latest_date',
      'date_range',
    ),
  ),
  property_id: optional(propertyReference('what is aggregated')),
})

interface Aggregation {
  readonly aggregator: string
  readonly property_id?: string
}

/** Everything but the number of rows is counted of a property. */
const aggregation: Part = {
  request: aggregated.request,
  store(request: Aggregation, place: Place) {
    if (request.aggregator !== 'count' && request.property_id === undefined) {
      throw invalid(`The aggregator ${request.aggregator} needs a property_id.`)
    }
    return aggregated.store(request as never, place)
  },
  present(stored: Aggregation, schema) {
    const shown = aggregated.present(stored as never, schema) as Aggregation
    return shown.property_id === stored.property_id ? shown : undefined
  },
}

const referenceLine = objectOf({
  id: optional(plain(Type.String({ maxLength: 100 }))),
  value: required(plain(Type.Number())),
  label: required(plain(Type.String({ maxLength: 2000 }))),
  color: required(
    choice('gray', 'lightgray', 'brown', 'yellow', 'orange', 'green', 'blue', 'purple', 'pink', 'red'),
  ),
  dash_style: required(choice('solid', 'dash')),
})

type Line = { readonly id?: string }

/** Lines without an id get the first that is free, the same at each time. */
function withIds(lines: readonly Line[]): Line[] {
  const taken = new Set(lines.map(({ id }) => id))
  let last = 0
  return lines.map((line) => {
    if (line.id !== undefined) return line
    do last++
    while (taken.has(`line-${last}`))
    return { ...line, id: `line-${last}` }
  })
}

const referenceLines: Part = {
  request: Type.Array(referenceLine.request, { maxItems: 100 }),
  store: withIds,
  present: (lines: Line[], schema) => lines.map((line) => referenceLine.present(line as never, schema)),
}

const bound = plain(Type.Number())

export const chart = viewOf(
  'chart',
  {
    chart_type: required(choice('column', 'bar', 'line', 'donut', 'number')),
    x_axis: clearable(groupBy),
    y_axis: clearable(aggregation),
    x_axis_property_id: clearable(propertyReference('an axis')),
    y_axis_property_id: clearable(propertyReference('an axis')),
    value: clearable(aggregation),
    sort: clearable(choice('manual', 'x_ascending', 'x_descending', 'y_ascending', 'y_descending')),
    color_theme: clearable(
      choice(
        'gray',
        'blue',
        'yellow',
        'green',
        'purple',
        'teal',
        'orange',
        'pink',
        'red',
        'auto',
        'colorful',
      ),
    ),
    height: clearable(choice('small', 'medium', 'large', 'extra_large')),
    hide_empty_groups: clearable(flag),
    legend_position: clearable(choice('off', 'bottom', 'side')),
    show_data_labels: clearable(flag),
    axis_labels: clearable(choice('none', 'x_axis', 'y_axis', 'both')),
    grid_lines: clearable(choice('none', 'horizontal', 'vertical', 'both')),
    cumulative: clearable(flag),
    smooth_line: clearable(flag),
    hide_line_fill_area: clearable(flag),
    group_style: clearable(choice('normal', 'percent', 'side_by_side')),
    y_axis_min: clearable(bound),
    y_axis_max: clearable(bound),
    donut_labels: clearable(choice('none', 'value', 'name', 'name_and_value')),
    hide_title: clearable(flag),
    stack_by: clearable(groupBy),
    reference_lines: clearable(referenceLines),
    caption: clearable(plain(Type.String({ maxLength: 2000 }))),
    color_by_value: clearable(flag),
  },
  (schema) => {
    const x_axis = initialGroupBy(schema)
    return { chart_type: 'column', ...(x_axis && { x_axis }), y_axis: { aggregator: 'count' } }
  },
)
