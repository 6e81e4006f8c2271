import { anyChildren, blockOfFields, color, flag, richText } from './fields.ts'

export const toDo = blockOfFields({
  type: 'to_do',
  fields: { rich_text: richText, checked: flag, color: color('default') },
  children: anyChildren,
  holds: () => 'any',
})
