import { Type } from 'typebox'
import { columnInList } from './column.ts'
import { blockOfFields, noChildren } from './fields.ts'
import { wrap } from './nest.ts'

export const columnList = blockOfFields({
  type: 'column_list',
  fields: {},
  isFixed: true,
  children: ({ hasColumns, block, isAlone }) =>
    hasColumns && block
      ? Type.Array(wrap('column', columnInList(block)), { minItems: 2, maxItems: 100 })
      : isAlone
        ? noChildren
        : null,
  holds: () => ['column'],
})
