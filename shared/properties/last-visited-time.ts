import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

/** When the viewer last opened the page in the app. Nobody opens pages through the API: always empty there. */
export const lastVisitedTime = propertyType({
  type: 'last_visited_time',
  ...noConfiguration,
  valueRequest: null,
  presentValue: () => null,
  plainText: () => '',
  isReady: () => true,
})
