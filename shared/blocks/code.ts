import { OneOf } from '../validation/schemas.ts'
import { codeLanguages } from './code-languages.ts'
import { blockOfFields, caption, plain, richText } from './fields.ts'

export const code = blockOfFields({
  type: 'code',
  fields: { caption, rich_text: richText, language: plain(OneOf(codeLanguages), { isRequired: true }) },
  holds: () => 'none',
})
