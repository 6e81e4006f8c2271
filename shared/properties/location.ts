import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

/** The API can make such a property but neither write nor read its value; `place` is the one with values. */
export const location = propertyType({
  type: 'location',
  ...noConfiguration,
  valueRequest: null,
  presentValue: () => null,
  plainText: () => '',
  isReady: () => true,
})
