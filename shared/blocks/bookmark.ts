import { blockOfFields, caption, webAddress } from './fields.ts'

export const bookmark = blockOfFields({
  type: 'bookmark',
  fields: { caption, url: webAddress('bookmark') },
  holds: () => 'none',
})
