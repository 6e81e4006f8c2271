import type { PropertyValue } from '../../../data/properties.ts'
import { contentOf, type DateValue } from '../cells/property.ts'

/** When a value says that something is: that of a date, a time, or what a formula or rollup gives. */
export function dateIn(value: PropertyValue | undefined): DateValue | null {
  switch (value?.type) {
    case 'date':
      return contentOf<DateValue>(value)
    case 'created_time':
    case 'last_edited_time':
      return { start: contentOf<string>(value)!, end: null }
    case 'formula':
    case 'rollup':
      return contentOf<{ date?: DateValue | null }>(value)?.date ?? null
    default:
      return null
  }
}
