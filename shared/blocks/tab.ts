import { Type } from 'typebox'
import { blockOfFields, noChildren } from './fields.ts'
import { blockSchema } from './nest.ts'
import { paragraph } from './paragraph.ts'

/** Its children are its labels, and what a tab shows are the children of its label. */
export const tab = blockOfFields({
  type: 'tab',
  fields: {},
  children: ({ below }) =>
    below ? Type.Array(blockSchema(paragraph, below)!, { maxItems: 100 }) : noChildren,
  holds: () => ['paragraph'],
})
