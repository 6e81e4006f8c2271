import { Type } from 'typebox'
import type { StoredSchema } from '../properties/property.ts'
import { named } from '../validation/named-schemas.ts'
import {
  choice,
  flag,
  type Members,
  objectOf,
  oneOfTypes,
  optional,
  type Part,
  plain,
  required,
  tag,
} from './part.ts'
import { propertyReference } from './property-reference.ts'

const sort = objectOf({ type: required(choice('manual', 'ascending', 'descending')) })
const dateUnit = choice('relative', 'day', 'week', 'month', 'year')
const textUnit = choice('exact', 'alphabet_prefix')
const startDay = plain(Type.Union([Type.Literal(0), Type.Literal(1)]))
const wholeNumber = plain(Type.Integer())

const sorted: Members = { sort: required(sort) }
const byDate: Members = { group_by: required(dateUnit), ...sorted, start_day_of_week: optional(startDay) }
const byText: Members = { group_by: required(textUnit), ...sorted }
const byNumber: Members = {
  ...sorted,
  range_start: optional(wholeNumber),
  range_end: optional(wholeNumber),
  range_size: optional(plain(Type.Integer({ minimum: 1 }))),
}
const byStatus: Members = { group_by: required(choice('group', 'option')), ...sorted }

/** What a formula gives decides how it is grouped. */
const byFormula: Members = {
  group_by: required(
    oneOfTypes(
      new Map(
        Object.entries({ date: byDate, text: byText, number: byNumber, checkbox: sorted }).map(
          ([type, members]) => [type, objectOf({ type: required(tag(type)), ...members })],
        ),
      ),
    ),
  ),
}

/** Each way of grouping, with the type of property it is for and what it says of the groups. */
const ways: Readonly<Record<string, { property: string; members: Members }>> = {
  select: { property: 'select', members: sorted },
  multi_select: { property: 'multi_select', members: sorted },
  status: { property: 'status', members: byStatus },
  person: { property: 'people', members: sorted },
  created_by: { property: 'created_by', members: sorted },
  last_edited_by: { property: 'last_edited_by', members: sorted },
  relation: { property: 'relation', members: sorted },
  date: { property: 'date', members: byDate },
  created_time: { property: 'created_time', members: byDate },
  last_edited_time: { property: 'last_edited_time', members: byDate },
  text: { property: 'rich_text', members: byText },
  title: { property: 'title', members: byText },
  url: { property: 'url', members: byText },
  email: { property: 'email', members: byText },
  phone_number: { property: 'phone_number', members: byText },
  number: { property: 'number', members: byNumber },
  checkbox: { property: 'checkbox', members: sorted },
  formula: { property: 'formula', members: byFormula },
}

const alternatives = oneOfTypes(
  new Map(
    Object.entries(ways).map(([type, { property, members }]) => [
      type,
      objectOf({
        type: required(tag(type)),
        property_id: required(propertyReference(`a group_by of type ${type}`, [property]), 'property_name'),
        ...members,
        hide_empty_groups: optional(flag),
      }),
    ]),
  ),
)

/** Groups by the values of a property. */
export const groupBy: Part = {
  ...alternatives,
  request: named('GroupByConfigRequest', alternatives.request),
}

/** The first property that one would group by, null when there is none. */
export function initialGroupBy(schema: StoredSchema): object | null {
  for (const type of ['status', 'select', 'multi_select', 'person', 'checkbox', 'relation']) {
    const property = Object.values(schema).find((one) => one.type === ways[type]!.property)
    if (property === undefined) continue
    const unit = type === 'status' ? { group_by: 'option' } : {}
    return { type, property_id: property.id, ...unit, sort: { type: 'manual' } }
  }
  return null
}
