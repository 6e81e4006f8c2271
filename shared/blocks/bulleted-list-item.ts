import { anyChildren, blockOfFields, color, richText } from './fields.ts'

export const bulletedListItem = blockOfFields({
  type: 'bulleted_list_item',
  fields: { rich_text: richText, color: color('default') },
  children: anyChildren,
  holds: () => 'any',
})
