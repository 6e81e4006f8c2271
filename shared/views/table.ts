import { Type } from 'typebox'
import { groupBy } from './group-by.ts'
import { choice, clearable, flag, objectOf, optional, plain } from './part.ts'
import { propertyReference } from './property-reference.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

const subtasks = objectOf({
  property_id: optional(propertyReference('the relation of sub-items', ['relation'])),
  display_mode: optional(choice('show', 'hidden', 'flattened', 'disabled')),
  filter_scope: optional(choice('parents', 'parents_and_subitems', 'subitems')),
  toggle_column_id: optional(propertyReference('the column of the sub-item toggle')),
})

export const table = viewOf('table', {
  properties: clearable(viewProperties),
  group_by: clearable(groupBy),
  subtasks: clearable(subtasks),
  wrap_cells: optional(flag),
  frozen_column_index: optional(plain(Type.Integer({ minimum: 0 }))),
  show_vertical_lines: optional(flag),
})
