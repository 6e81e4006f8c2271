import { Type } from 'typebox'
import { blockOfFields, flag, noChildren, plain } from './fields.ts'
import { blockSchema } from './nest.ts'
import { tableRow } from './table-row.ts'

export const table = blockOfFields({
  type: 'table',
  fields: {
    table_width: plain(Type.Integer({ minimum: 1 }), { isRequired: true, isFixed: true }),
    has_column_header: flag,
    has_row_header: flag,
  },
  // Its rows are a level of nesting of their own.
  children: ({ below, isAlone }) =>
    isAlone ? noChildren : below && Type.Array(blockSchema(tableRow, below)!, { minItems: 1, maxItems: 100 }),
  holds: () => ['table_row'],
})
