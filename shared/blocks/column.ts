import { type TSchema, Type } from 'typebox'
import { StrictObject } from '../validation/schemas.ts'
import { blockOfFields, plain } from './fields.ts'

const WidthRatio = Type.Number({ exclusiveMinimum: 0, maximum: 1 })

export const column = blockOfFields({
  type: 'column',
  fields: { width_ratio: plain(WidthRatio) },
  children: (nest) => (nest.hasColumns || nest.isAlone ? nest.children : null),
  holds: () => 'any',
  standsIn: ['column_list'],
})

/** A column that is made with its list says what it holds, be it nothing (API reference, "Column list and column"). */
export const columnInList = (block: TSchema): TSchema =>
  StrictObject({
    width_ratio: Type.Optional(WidthRatio),
    children: Type.Array(block, { maxItems: 100 }),
  })
