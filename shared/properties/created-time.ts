import { toMinute } from '../timestamps.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

export const createdTime = propertyType({
  type: 'created_time',
  ...noConfiguration,
  valueRequest: null,
  presentValue: (_value, _config, { meta }) => toMinute(meta.created_time),
  plainText: (_value, _config, { meta }) => toMinute(meta.created_time),
  isReady: () => true,
})
