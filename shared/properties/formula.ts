import Type from 'typebox'
import { StrictObject } from '../validation/schemas.ts'

/** Known, so that asking for one is refused by name and not as an unknown key. */
export const formula = {
  type: 'formula',
  configRequest: StrictObject({ expression: Type.Optional(Type.String()) }),
  refusal: 'Formulas are not supported by this server yet',
}
