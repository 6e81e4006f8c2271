import Type from 'typebox'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

const yes = new Set(['yes', 'true', 'x', '✓', '✔', 'checked', 'done', 'on', '1'])

export const checkbox = propertyType<object, boolean, unknown, boolean>({
  type: 'checkbox',
  ...noConfiguration,
  valueRequest: Type.Boolean(),
  // What was never checked is unchecked, so only a check is kept.
  storeValue: (request) => request || null,
  presentValue: (value) => value ?? false,
  plainText: (value) => (value ? 'Yes' : 'No'),
  fromText: (text) => yes.has(text.trim().toLowerCase()) || null,
  isReady: () => true,
})
