import { blockOfFields, caption, webAddress } from './fields.ts'

export const embed = blockOfFields({
  type: 'embed',
  fields: { caption, url: webAddress('embed') },
  holds: () => 'none',
})
