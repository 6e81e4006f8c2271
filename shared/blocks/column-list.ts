import { Type } from 'typebox'
import { columnInList } from './column.ts'
import { blockOfFields } from './fields.ts'
import { wrap } from './nest.ts'

export const columnList = blockOfFields({
  type: 'column_list',
  fields: {},
  isFixed: true,
  children: ({ hasColumns, block }) =>
    hasColumns && block
      ? Type.Array(wrap('column', columnInList(block)), { minItems: 2, maxItems: 100 })
      : null,
  holds: () => ['column'],
})
