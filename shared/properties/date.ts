import { DateRequest, dateText, type StoredDate, storeDate } from '../dates.ts'
import { compile } from '../validation/check.ts'
import { Nullable } from '../validation/schemas.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

export const date = propertyType<object, StoredDate, unknown, DateRequest | null>({
  type: 'date',
  ...noConfiguration,
  valueRequest: Nullable(DateRequest),
  storeValue: (request) => request && storeDate(request),
  presentValue: (value) => value && presentDate(value),
  plainText: (value) => (value ? dateText(value) : ''),
  fromText(text) {
    const [start = '', end = null, ...more] = text.split('→').map((part) => part.trim())
    const request = { start, end }
    const isDate = more.length === 0 && !compile(DateRequest)(request, { sizes: 'none', depth: 0 })
    return isDate ? storeDate(request) : null
  },
  isReady: () => true,
})

/** A date as values show it. */
export const presentDate = ({ start, end }: StoredDate) => ({ start, end, time_zone: null })
