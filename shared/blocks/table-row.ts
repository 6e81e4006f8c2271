import { blockOfFields, cells } from './fields.ts'

export const tableRow = blockOfFields({
  type: 'table_row',
  fields: { cells },
  holds: () => 'none',
  standsIn: ['table'],
  refuse: ({ cells }, table) =>
    (cells as unknown[]).length === table.content.table_width
      ? null
      : 'Number of cells in table row must match the table width of the parent table',
})
