import { anyChildren, blockOfFields, color, icon, richText } from './fields.ts'

export const callout = blockOfFields({
  type: 'callout',
  fields: { rich_text: richText, icon: icon({ type: 'emoji', emoji: '💡' }), color: color('default') },
  children: anyChildren,
  holds: () => 'any',
})
