import { invalid } from '../problem.ts'
import { anyChildren, blockOfFields, richText } from './fields.ts'

/** A button of old that made copies of its children. None are made since March 2023; those there are stay. */
export const template = {
  ...blockOfFields({
    type: 'template',
    fields: { rich_text: richText },
    children: anyChildren,
    holds: () => 'any',
  }),
  store() {
    throw invalid('Template blocks can no longer be created.')
  },
}
