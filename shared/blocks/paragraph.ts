import { anyChildren, blockOfFields, color, icon, richText } from './fields.ts'

export const paragraph = blockOfFields({
  type: 'paragraph',
  fields: { rich_text: richText, icon: icon(null), color: color('default') },
  children: anyChildren,
  holds: () => 'any',
  refuse: (content, parent) =>
    content.icon && parent.type !== 'tab'
      ? 'Only a paragraph that is the label of a tab can have an icon.'
      : null,
})
