import { anyChildren, blockOfFields, color, richText } from './fields.ts'

export const quote = blockOfFields({
  type: 'quote',
  fields: { rich_text: richText, color: color('default') },
  children: anyChildren,
  holds: () => 'any',
})
