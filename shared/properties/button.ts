import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

/** Shows and keeps nothing; what a button does is beyond the API. */
export const button = propertyType({
  type: 'button',
  ...noConfiguration,
  valueRequest: null,
  presentValue: () => ({}),
  plainText: () => '',
  isReady: () => true,
})
