import { Type } from 'typebox'
import { OneOf } from '../validation/schemas.ts'
import { anyChildren, blockOfFields, color, plain, richText } from './fields.ts'

export const numberedListItem = blockOfFields({
  type: 'numbered_list_item',
  fields: {
    rich_text: richText,
    color: color('default'),
    list_start_index: plain(Type.Integer({ minimum: 0 }), { isFixed: true }),
    list_format: plain(OneOf(['numbers', 'letters', 'roman']), { isFixed: true }),
  },
  children: anyChildren,
  holds: () => 'any',
})
