import { toMinute } from '../timestamps.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

export const lastEditedTime = propertyType({
  type: 'last_edited_time',
  ...noConfiguration,
  valueRequest: null,
  presentValue: (_value, _config, { meta }) => toMinute(meta.last_edited_time),
  plainText: (_value, _config, { meta }) => toMinute(meta.last_edited_time),
  // It moves with every edit of the page's blocks, which leaves the properties alone.
  isReady: () => false,
})
