import type { FormulaResult, RolledUp } from '../computed/results.ts'
import { instantIn, type StoredDate } from '../dates.ts'
import type { RelatedPages } from '../properties/property.ts'
import type { StatusConfig } from '../properties/status.ts'
import type { StoredRichText } from '../rich-text/stored.ts'
import { valuesIn } from './flatten.ts'

// What the functions see of a value that is rolled up. Values hold what their types store.

/**
 * The single values that a value holds, as texts that are equal where the values are: the options of a
 * multi_select, the people, the pages of a relation. None is an empty value; a checkbox is never empty.
 */
export function partsOf(item: RolledUp): readonly string[] {
  const { property, value, meta } = item
  switch (property.type) {
    case 'title':
    case 'rich_text': {
      const runs = (value ?? []) as readonly StoredRichText[]
      return oneOrNone(runs.map(runKey).join(''))
    }
    case 'checkbox':
      return [String(value === true)]
    case 'multi_select':
    case 'people':
      return (value ?? []) as readonly string[]
    case 'relation':
      return (value as RelatedPages | null)?.ids ?? []
    case 'files':
      return ((value ?? []) as readonly object[]).map((file) => JSON.stringify(file))
    case 'created_by':
    case 'last_edited_by':
      return [meta[property.type]]
    case 'created_time':
    case 'last_edited_time':
      return [minuteText(meta[property.type])]
    case 'unique_id':
      return meta.unique_number === null ? [] : [String(meta.unique_number)]
    case 'verification':
      return value === null ? [] : [JSON.stringify(value)]
    case 'formula':
      return shownPart((value as FormulaResult).value)
    case 'rollup':
      return valuesIn(item).flatMap(partsOf)
    default:
      return shownPart(value)
  }
}

/** Null where there is no number. */
export function numberOf({ property, value }: RolledUp): number | null {
  const number = property.type === 'formula' ? (value as FormulaResult).value : value
  return typeof number === 'number' ? number : null
}

/** Null where there is no date. */
export function dateOf({ property, value, meta }: RolledUp): StoredDate | null {
  if (property.type === 'created_time' || property.type === 'last_edited_time') {
    return { start: minuteText(meta[property.type]), end: null, time_zone: null }
  }
  const date = property.type === 'formula' ? (value as FormulaResult).value : value
  return typeof date === 'object' && date !== null && 'start' in date ? (date as StoredDate) : null
}

export function isChecked({ property, value }: RolledUp): boolean {
  return (property.type === 'formula' ? (value as FormulaResult).value : value) === true
}

/** Whether a status stands in the last group, which means that something is complete. */
export function isComplete({ property, value }: RolledUp): boolean {
  return (property.config as StatusConfig).groups.at(-1)?.option_ids.includes(value as string) ?? false
}

export const startOf = ({ start }: StoredDate, timeZone: string): number => instantIn(timeZone, start)
export const endOf = ({ start, end }: StoredDate, timeZone: string): number =>
  instantIn(timeZone, end ?? start)

const shownPart = (value: unknown): readonly string[] =>
  value === null || value === undefined
    ? []
    : oneOrNone(typeof value === 'string' ? value : JSON.stringify(value))

const oneOrNone = (text: string): readonly string[] => (text === '' ? [] : [text])

/** Mentions count by what they name, which text cannot say: names are a matter of who looks. */
const runKey = (run: StoredRichText): string =>
  run.type === 'mention' ? `\u0000${JSON.stringify(run.mention)}` : run.plain_text

const minuteText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16)}:00.000+00:00`
