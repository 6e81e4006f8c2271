import { isRedirectUri, isSecureAddress, isSupportAddress } from '../addresses.ts'
import { isDateText } from '../dates.ts'
import { isEmoji } from '../emoji.ts'
import { isTimeZone } from '../time-zones.ts'
import { isUuid } from './uuid.ts'

/** A form that text may have to keep to. */
export interface Format {
  /** Completes "should be". */
  readonly expected: string
  readonly fits: (text: string) => boolean
}

/** Every `format` that a schema may name. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ['uuid', { expected: 'a valid uuid', fits: isUuid }],
  ['iso-date', { expected: 'a valid ISO 8601 date string', fits: isDateText }],
  ['time-zone', { expected: 'a valid IANA time zone name', fits: isTimeZone }],
  ['secure-address', { expected: 'an https address', fits: isSecureAddress }],
  ['support-address', { expected: 'an https or a mailto address', fits: isSupportAddress }],
  ['redirect-uri', { expected: 'an absolute https address without a fragment', fits: isRedirectUri }],
  ['emoji', { expected: 'a valid emoji', fits: isEmoji }],
])
