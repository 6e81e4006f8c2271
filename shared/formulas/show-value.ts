import { formatMoment } from './format-moment.ts'
import { spendOnLooks, textBuilder } from './limits.ts'
import { endOf, momentOf, startOf } from './moments.ts'
import type { FormulaReader } from './reader.ts'
import { isList } from './value-rules.ts'
import type { FormulaDate, FormulaValue } from './values.ts'

/**
 * A value as text, as `format()` and `+` have it: dates in words, checkboxes as `true` and `false`, people by
 * name, pages by title, lists with commas. Empty is no text.
 */
export function showValue(value: FormulaValue, reader: FormulaReader): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
      return String(value)
    default:
      if (value === null) return ''
      if (isList(value)) return showList(value, ', ', reader)
      if (value.kind === 'person') return reader.person(value.id).name ?? ''
      if (value.kind === 'page') return reader.title(value)
      spendOnLooks(reader)
      return showDate(value, reader.timeZone)
  }
}

/** The items of a list as text, with what stands between them. */
export function showList(items: readonly FormulaValue[], separator: string, reader: FormulaReader): string {
  const text = textBuilder(reader)
  items.forEach((item, index) => {
    reader.spend(1)
    if (index > 0) text.add(separator)
    text.add(showValue(item, reader))
  })
  return text.finish()
}

/** `June 15, 2026`, `June 15, 2026 2:30 PM`, and an arrow between the ends of a range. */
export const showDate = (date: FormulaDate, timeZone: string): string =>
  formatDate(date, date.hasTime ? 'LLL' : 'LL', timeZone)

/** A date, or both ends of a range, by a pattern of moment tokens. */
export function formatDate(date: FormulaDate, pattern: string, timeZone: string): string {
  const from = formatMoment(pattern, momentOf(startOf(date), timeZone))
  return date.end === null ? from : `${from} → ${formatMoment(pattern, momentOf(endOf(date), timeZone))}`
}
