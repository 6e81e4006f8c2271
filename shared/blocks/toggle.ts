import { anyChildren, blockOfFields, color, richText } from './fields.ts'

export const toggle = blockOfFields({
  type: 'toggle',
  fields: { rich_text: richText, color: color('default') },
  children: anyChildren,
  holds: () => 'any',
})
