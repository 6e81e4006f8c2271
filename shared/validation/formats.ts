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
  ['emoji', { expected: 'a valid emoji', fits: isEmoji }],
])
