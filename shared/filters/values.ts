import { instantIn, type StoredDate } from '../dates.ts'
import { plainText } from '../rich-text/plain-text.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import type { Names, Row, Subject } from './row.ts'

// The value that a row has for a property, as its family of operators compares it. Empty values are null,
// the empty text or the empty list.

/** Of the text types. Mentions read as the viewer sees them, or as nobody in particular does. */
export function textOf(row: Row, { propertyId }: Subject, names?: Names): string {
  const value = row.values[propertyId] as string | readonly StoredRichText[] | null | undefined
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : plainText(value, names)
}

/** Of `number` and `unique_id`. */
export function numberOf(row: Row, { propertyId, type }: Subject): number | null {
  if (type === 'unique_id') return row.meta.unique_number
  return (row.values[propertyId] as number | undefined) ?? null
}

/** Of a date, where it begins, and of times as milliseconds. */
export function startOf(row: Row, { propertyId, type }: Subject): string | number | null {
  if (type === 'created_time' || type === 'last_edited_time') return row.meta[type]
  const date = row.values[propertyId] as StoredDate | null | undefined
  return date ? date.start : null
}

/** Of a date, where it ends: where it begins when it is no range. */
export function endOf(row: Row, subject: Subject): string | number | null {
  const date = row.values[subject.propertyId] as StoredDate | null | undefined
  return subject.type === 'date' && date?.end ? date.end : startOf(row, subject)
}

/** The start in milliseconds: days begin at midnight in the zone. */
export function timeOf(row: Row, subject: Subject, timeZone: string): number | null {
  const start = startOf(row, subject)
  return typeof start === 'string' ? instantIn(timeZone, start) : start
}

/** Of `select` and `status`: the id of the option. */
export function optionOf(row: Row, { propertyId }: Subject): string | null {
  return (row.values[propertyId] as string | undefined) ?? null
}

/** Of `people` and the types that name one user: ids. */
export function peopleOf(row: Row, subject: Subject): readonly string[] {
  if (subject.type === 'created_by') return [row.meta.created_by]
  if (subject.type === 'last_edited_by') return [row.meta.last_edited_by]
  return listOf<string>(row, subject)
}

/** Of `relation`: ids of pages. */
export function relatedOf(row: Row, { propertyId }: Subject): readonly string[] {
  return row.relations.get(propertyId)?.ids ?? []
}

/** Of the other types whose value is a list. */
export function listOf<Item>(row: Row, { propertyId }: Subject): readonly Item[] {
  return (row.values[propertyId] as readonly Item[] | null | undefined) ?? []
}
