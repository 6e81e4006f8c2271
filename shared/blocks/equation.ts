import { Type } from 'typebox'
import { blockOfFields, plain } from './fields.ts'

export const equation = blockOfFields({
  type: 'equation',
  fields: { expression: plain(Type.String({ maxLength: 1000 }), { isRequired: true }) },
  holds: () => 'none',
  plainText: ({ expression }) => `${expression}`,
})
