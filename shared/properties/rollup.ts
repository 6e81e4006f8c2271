import Type from 'typebox'
import { OneOf, StrictObject } from '../validation/schemas.ts'

const functions = [
  'count',
  'count_values',
  'empty',
  'not_empty',
  'unique',
  'show_unique',
  'percent_empty',
  'percent_not_empty',
  'sum',
  'average',
  'median',
  'min',
  'max',
  'range',
  'earliest_date',
  'latest_date',
  'date_range',
  'checked',
  'unchecked',
  'percent_checked',
  'percent_unchecked',
  'count_per_group',
  'percent_per_group',
  'show_original',
] as const

/** Known, so that asking for one is refused by name and not as an unknown key. */
export const rollup = {
  type: 'rollup',
  configRequest: StrictObject({
    function: OneOf(functions),
    relation_property_name: Type.Optional(Type.String()),
    relation_property_id: Type.Optional(Type.String()),
    rollup_property_name: Type.Optional(Type.String()),
    rollup_property_id: Type.Optional(Type.String()),
  }),
  refusal: 'Rollups are not supported by this server yet',
}
