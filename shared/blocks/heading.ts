import { anyChildren, blockOfFields, color, flag, richText } from './fields.ts'

const heading = (level: 1 | 2 | 3 | 4) =>
  blockOfFields({
    type: `heading_${level}`,
    fields: { rich_text: richText, is_toggleable: flag, color: color('default') },
    children: anyChildren,
    holds: ({ is_toggleable }) => (is_toggleable === true ? 'any' : 'none'),
  })

export const heading1 = heading(1)
export const heading2 = heading(2)
export const heading3 = heading(3)
export const heading4 = heading(4)
