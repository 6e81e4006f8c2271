import { blockOfFields, color } from './fields.ts'

export const tableOfContents = blockOfFields({
  type: 'table_of_contents',
  fields: { color: color('gray') },
  holds: () => 'none',
})
